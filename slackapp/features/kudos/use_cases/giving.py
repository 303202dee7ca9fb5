"""Giving kudos by a command or the form."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.rules.answers import (
    KudosGiven,
    KudosNotGiven,
    Problem,
    find_problem,
)
from slackapp.features.kudos.rules.orders import (
    Draft,
    Form,
    Order,
    corrected,
    order_of_value,
    source_of_form,
    value_of_order,
    worded,
)
from slackapp.features.kudos.rules.thanks import (
    Named,
    Receivers,
    Said,
    Shown,
    Thanks,
    acts_of,
    allowed_values,
    choose_receivers,
    write_down,
)
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.thanks import add_thanks, list_thanks
from slackapp.features.kudos.use_cases.names import (
    channel_or_unseen,
    in_names,
    typed,
    usable_feed,
)
from slackapp.features.kudos.use_cases.posts import plan_posts
from slackapp.ledger.acts import Source
from slackapp.ledger.giving import give
from slackapp.ledger.weeks import thanking_left, thanks_that_count
from slackapp.reading.kudos_syntax import KudosCommand, Receiver, read_command, read_reason
from slackapp.reading.people_names import nearest_name
from slackapp.vocabulary.facts import Fact, ThanksGiven
from slackapp.vocabulary.people import Channel, Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.admins import names_of_admins
from slackapp.workspace.groups import group_members
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.people import names_for_suggestion, people_by_id
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import is_started


def give_kudos(
    tx: Transaction, *, order: Order, person_id: str, channel_id: str, response_url: str
) -> KudosGiven | KudosNotGiven:
    """Thank whom the order names; the same order again changes nothing and is answered alike."""
    read = read_command(order.text)
    if read.unknown_names:
        return _did_you_mean(tx, order, read.unknown_names[0])
    draft = Draft(
        source=order.source,
        receivers=read.receivers,
        reason=read.reason or "",
        values=read.values,
        form=_form_of(tx, read, channel_id, response_url),
        typed=typed(tx, order),
        confirmed=order.confirmed,
        again=value_of_order(replace(order, confirmed=True)),
    )
    return _give(tx, draft, person_id)


def give_again(
    tx: Transaction, *, value: str, person_id: str, channel_id: str, response_url: str
) -> KudosGiven | KudosNotGiven:
    """[Yes] to "Did you mean Ana Lopez?" or to a large group: the order its button carries."""
    order = order_of_value(value)
    if order is None:
        raise Refusal(sentences.old_button())
    return give_kudos(
        tx, order=order, person_id=person_id, channel_id=channel_id, response_url=response_url
    )


def give_form(
    tx: Transaction, *, view_id: str, form: Form, person_id: str
) -> KudosGiven | KudosNotGiven:
    """Thank whom the form names; the same form sent again changes nothing."""
    return _give(tx, draft_of_form(form, source_of_form(view_id)), person_id)


def draft_of_form(form: Form, source: str) -> Draft:
    """Sending a form confirms the groups in it: their sizes are written there."""
    reason, values = read_reason(form.reason)
    people = [Receiver("person", slack_id) for slack_id in form.people]
    groups = [Receiver("group", group_id) for group_id in form.groups]
    return Draft(
        source=source,
        receivers=(*people, *groups),
        reason=reason or "",
        values=tuple(dict.fromkeys([*([form.value] if form.value else []), *values])),
        form=form,
    )


def named(tx: Transaction, receivers: Sequence[Receiver]) -> list[Named]:
    """Everybody meant, each person of a group by name of the group."""
    ids = [receiver.slack_id for receiver in receivers if receiver.kind == "person"]
    people = people_by_id(tx, ids)
    groups = [receiver.slack_id for receiver in receivers if receiver.kind == "group"]
    of_groups = [Named(one, group) for group in groups for one in group_members(tx, group)]
    return [Named(people[slack_id]) for slack_id in ids] + of_groups


def answer_given(
    thanks: Sequence[Thanks], receivers: Receivers, *, facts: tuple[Fact, ...] = ()
) -> KudosGiven:
    thanked = [one.person for one in receivers.thanked]
    return KudosGiven(
        facts=facts,
        source=thanks[0].source,
        receivers=tuple(person.name for person in thanked),
        outside=tuple(person.name for person in thanked if person.kind == "outside"),
        has_self=receivers.has_self,
        bots=tuple(person.name for person in receivers.bots),
        gone=tuple(person.name for person in receivers.gone),
        left_out=tuple(person.name for person in receivers.left_out),
        audience=thanks[0].audience,
        counts=thanks[0].counts,
        shown=thanks[0].shown,
    )


def read_draft(
    tx: Transaction, draft: Draft, person_id: str
) -> tuple[Person, Receivers, list[Said]] | KudosNotGiven:
    """Who gives, to whom, and what each is told; or why it cannot be given as it stands."""
    try:
        giver = people_by_id(tx, [person_id])[person_id]
        receivers = choose_receivers(giver, named(tx, draft.receivers))
    except NotKnownYet:
        return KudosNotGiven(problem="unreachable", typed=draft.typed)
    if giver.kind == "left_out":
        raise Refusal(sentences.you_are_left_out())
    settings = load_settings(tx, KudosSettings)
    problem = _closed(tx, draft, giver, settings) or find_problem(receivers, draft, settings)
    if problem:
        return problem
    values = allowed_values(draft.values, settings.values)
    return giver, receivers, [Said(one, draft.reason, values) for one in receivers.thanked]


def _closed(
    tx: Transaction, draft: Draft, giver: Person, settings: KudosSettings
) -> KudosNotGiven | None:
    """Where nothing is given whatever the words; who can change that is named."""
    if not is_started(tx):
        problem: Problem = "not_started"
    elif giver.slack_id in settings.locked:
        problem = "locked"
    else:
        return None
    return KudosNotGiven(problem=problem, typed=draft.typed, names=names_of_admins(tx))


def _give(tx: Transaction, draft: Draft, person_id: str) -> KudosGiven | KudosNotGiven:
    read = read_draft(tx, draft, person_id)
    if isinstance(read, KudosNotGiven):
        return read
    giver, receivers, sayings = read
    tx.lock_workspace()
    known = list_thanks(tx, draft.source)
    if known:
        return _with_surroundings(tx, answer_given(known, receivers), draft)
    if not _has_way_there(tx, draft.form):
        return KudosNotGiven(problem="no_way_there", typed=draft.typed)
    thanks = _record(tx, draft, giver, sayings)
    answer = answer_given(thanks, receivers, facts=_facts(tx, thanks))
    return _with_surroundings(tx, answer, draft)


def _record(tx: Transaction, draft: Draft, giver: Person, sayings: Sequence[Said]) -> list[Thanks]:
    form = draft.form
    channel, shown = _place(tx, form)
    at = micros_of_datetime(tx.now)
    is_alone = shown == "receivers"
    audience = "private" if is_alone else channel.audience
    source = Source(draft.source, channel.channel_id, form.message_ts or None, audience)
    counts = not is_alone and thanking_left(tx, giver.key, at) > 0
    thanks = write_down(
        source, giver, at, sayings, counts=counts, shown=shown, thread_ts=form.thread_ts
    )
    add_thanks(tx, thanks)
    if not is_alone:
        give(tx, source, acts_of(giver.key, sayings), at)
    people = [said.to.person for said in sayings]
    feed = usable_feed(tx)
    plan_posts(
        tx,
        thanks,
        people,
        channel,
        response_url=form.response_url,
        feed=feed.channel_id if feed else None,
    )
    return thanks


def _place(tx: Transaction, form: Form) -> tuple[Channel, Shown]:
    """Where it belongs and where it shows: what is private never moves to the feed by itself.

    Who chooses the feed says it there; thanks for a private message stay with the message.
    """
    channel, feed = channel_or_unseen(tx, form.channel_id), usable_feed(tx)
    if form.shown == "receivers":
        return channel, "receivers"
    if feed is None or (form.message_ts and channel.audience == "private"):
        return channel, "here"
    if form.shown == "feed":
        return (channel if form.message_ts else feed), "feed"
    is_elsewhere = channel.audience == "public" and not channel.app_is_member
    return channel, "feed" if is_elsewhere else "here"


def _has_way_there(tx: Transaction, form: Form) -> bool:
    """Where the app is no member, only the giver's own response_url reaches the channel."""
    channel, shown = _place(tx, form)
    return shown != "here" or channel.app_is_member or bool(form.response_url)


def _with_surroundings(tx: Transaction, answer: KudosGiven, draft: Draft) -> KudosGiven:
    """What the week's cap is, and names of where it was meant to show and shows instead."""
    answer = replace(answer, counted_a_week=thanks_that_count(tx, micros_of_datetime(tx.now)))
    feed = usable_feed(tx)
    if answer.shown != "feed" or draft.form.shown == "feed" or feed is None:
        return answer
    channel = channel_or_unseen(tx, draft.form.channel_id)
    return replace(answer, channel=channel.name, shown_instead=feed.name)


def _form_of(tx: Transaction, read: KudosCommand, channel_id: str, response_url: str) -> Form:
    """The command as the form shows it."""
    people = [one.slack_id for one in read.receivers if one.kind == "person"]
    groups = [one.slack_id for one in read.receivers if one.kind == "group"]
    form = Form(
        channel_id=channel_id,
        response_url=response_url,
        groups=tuple(groups),
        people=tuple(people),
    )
    allowed = load_settings(tx, KudosSettings).values
    return worded(form, in_names(tx, read.reason or ""), read.values, allowed)


def _did_you_mean(tx: Transaction, order: Order, name: str) -> KudosNotGiven:
    meant = nearest_name(name, names_for_suggestion(tx))
    return KudosNotGiven(
        problem="unknown_name",
        typed=typed(tx, order),
        names=(name,),
        suggestion=meant.name if meant else "",
        again=value_of_order(corrected(order, name, meant.slack_id)) if meant else "",
    )


def _facts(tx: Transaction, thanks: Iterable[Thanks]) -> tuple[Fact, ...]:
    receivers = tuple(one.receiver for one in thanks)
    said = next(iter(thanks))
    if said.shown == "receivers":
        return ()
    fact = ThanksGiven(
        workspace_id=tx.workspace_id, giver=said.giver, receivers=receivers, at=said.at
    )
    return (fact,)
