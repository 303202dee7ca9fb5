"""Changing a kudos after it was given."""

from dataclasses import replace

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.answers import KudosGiven, KudosNotGiven
from slackapp.features.kudos.rules.orders import Form
from slackapp.features.kudos.rules.thanks import (
    Receivers,
    Said,
    Thanks,
    acts_of,
    write_down,
)
from slackapp.features.kudos.store.additions import list_additions
from slackapp.features.kudos.store.thanks import replace_thanks
from slackapp.features.kudos.use_cases.audience import as_seen_now
from slackapp.features.kudos.use_cases.forms import editable
from slackapp.features.kudos.use_cases.giving import answer_given, draft_of_form, read_draft
from slackapp.features.kudos.use_cases.notices import forget_notices
from slackapp.features.kudos.use_cases.posts import (
    ids_of_posts,
    plan_alone,
    refresh_posts,
    tell_absent,
)
from slackapp.features.kudos.use_cases.undoing import refresh_reports, withdraw_additions
from slackapp.ledger.acts import Act
from slackapp.ledger.giving import give, next_at, take_back
from slackapp.outbox.posts import plan_removal
from slackapp.vocabulary.people import Person


def edit_kudos(tx: Transaction, *, form: Form, person_id: str) -> KudosGiven | KudosNotGiven:
    """What the form says replaces what was given; who it thanked all along keeps their act."""
    tx.lock_workspace()
    before = as_seen_now(tx, editable(tx, form.editing, person_id))
    draft = draft_of_form(replace(form, shown=before[0].shown), form.editing)
    read = read_draft(tx, draft, person_id)
    if isinstance(read, KudosNotGiven):
        return read
    giver, receivers, sayings = read
    after = _rewrite(tx, giver, before, sayings)
    _drop_left_out(tx, before, after)
    _tell(tx, before, after, receivers)
    return replace(answer_given(after, receivers), changed=True)


def _rewrite(
    tx: Transaction, giver: Person, before: list[Thanks], sayings: list[Said]
) -> list[Thanks]:
    said = before[0]
    after = write_down(
        said.ledger_source,
        giver,
        said.at,
        sayings,
        counts=said.counts,
        shown=said.shown,
        thread_ts=said.thread_ts,
    )
    replace_thanks(tx, said.source, after)
    if said.shown != "receivers":
        at = next_at(tx, said.ledger_source)
        give(tx, said.ledger_source, acts_of(giver.key, sayings), at)
    return after


def _drop_left_out(tx: Transaction, before: list[Thanks], after: list[Thanks]) -> None:
    """Whom it no longer thanks: their act, what others added for them, and their notice."""
    said, kept = before[0], {one.receiver for one in after}
    gone = {one.receiver for one in before} - kept
    if not gone:
        return
    acts = [
        Act("kudos", one.giver, one.receiver, party=one.party)
        for one in before
        if one.receiver in gone
    ]
    take_back(tx, said.ledger_source, next_at(tx, said.ledger_source), acts)
    forget_notices(tx, said.source, gone)
    additions = list_additions(tx, said.source)
    joined = [one for one in additions if one.kind == "acknowledgement" and one.receiver in gone]
    withdraw_additions(tx, after, joined)


def _tell(tx: Transaction, before: list[Thanks], after: list[Thanks], receivers: Receivers) -> None:
    for post in set(ids_of_posts(before)) - set(ids_of_posts(after)):
        plan_removal(tx, post_id=post)
    refresh_posts(tx, after)
    refresh_reports(tx, after[0].source)
    if after[0].shown == "receivers":
        for one in receivers.thanked:
            plan_alone(tx, after[0].source, one.person)
    else:
        tell_absent(tx, after[0])
