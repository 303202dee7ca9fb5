"""Taking kudos back by every route, and everything that rests on them with it."""

from collections.abc import Collection, Sequence

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.rules.additions import Addition, all_falling, source_of_additions
from slackapp.features.kudos.rules.answers import KudosTakenBack
from slackapp.features.kudos.rules.orders import is_given_by_us
from slackapp.features.kudos.rules.thanks import Thanks, may_undo
from slackapp.features.kudos.store.additions import list_additions, take_back_additions
from slackapp.features.kudos.store.reports import find_report
from slackapp.features.kudos.store.thanks import list_thanks, take_back_thanks
from slackapp.features.kudos.use_cases.names import in_names, names_of, typed_anew
from slackapp.features.kudos.use_cases.notices import forget_notices
from slackapp.features.kudos.use_cases.posts import (
    REPORT,
    is_out_of_reach,
    is_unshown,
    post_id,
    remove_posts,
)
from slackapp.ledger.giving import next_at, take_back
from slackapp.outbox.posts import plan_refresh
from slackapp.vocabulary.facts import WordsRemoved
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.admins import Admin, list_admins
from slackapp.workspace.people import find_people


def undo(tx: Transaction, *, source: str, person_id: str) -> KudosTakenBack:
    """[Undo]: for its giver, for ten minutes; what has no post with a Take back, at any time."""
    thanks, person = _given_by_us(tx, source, person_id)
    if person.key != thanks[0].giver:
        raise Refusal(sentences.not_yours())
    in_time = may_undo(thanks[0].at, micros_of_datetime(tx.now))
    has_no_post = _is_told_alone(thanks) or is_unshown(tx, source)
    if not (in_time or has_no_post) and not thanks[0].taken_back:
        raise Refusal(sentences.too_late_to_undo())
    return _taken_back(tx, thanks, person)


def is_giver(tx: Transaction, *, source: str, person_id: str) -> bool:
    person = find_people(tx, [person_id]).get(person_id)
    thanks = list_thanks(tx, source)
    return person is not None and bool(thanks) and thanks[0].giver == person.key


def take_back_post(
    tx: Transaction, *, source: str, person_id: str, by: Admin | None = None
) -> KudosTakenBack:
    """Take back on the post: for its giver or an admin, at any time."""
    thanks, person = _given_by_us(tx, source, person_id)
    if by is None and person.key != thanks[0].giver:
        raise Refusal(sentences.not_yours())
    return _taken_back(tx, thanks, person)


def withdraw(tx: Transaction, thanks: Sequence[Thanks]) -> WordsRemoved:
    """As if it had not been: acts, words, posts, notices and all that others added."""
    additions = list_additions(tx, thanks[0].source)
    said = [*(one.reason for one in thanks), *(one.reason for one in additions)]
    words = {in_names(tx, each) for each in said if each}
    source, given_by = thanks[0].source, thanks[0].ledger_source
    take_back(tx, given_by, next_at(tx, given_by))
    withdraw_additions(tx, thanks, additions)
    take_back_thanks(tx, source)
    forget_notices(tx, source)
    remove_posts(tx, thanks)
    return WordsRemoved(workspace_id=tx.workspace_id, words=tuple(sorted(words)))


def withdraw_additions(
    tx: Transaction, thanks: Sequence[Thanks], gone: Collection[Addition]
) -> None:
    """Take these back, and the credit that could not be passed on any more."""
    said = thanks[0]
    falling = all_falling(thanks, list_additions(tx, said.source), gone)
    for each in falling:
        source = source_of_additions(said, each.kind, each.giver)
        take_back(tx, source, next_at(tx, source), [each.act])
    take_back_additions(tx, falling)
    credited = {each.receiver for each in falling if each.kind == "credit"}
    forget_notices(tx, said.source, credited - {one.receiver for one in thanks})
    refresh_reports(tx, said.source)


def refresh_reports(tx: Transaction, source: str) -> None:
    """What the admins were asked, each time, says how it stands."""
    reported = find_report(tx, source)
    for decision in range(reported.decision + 1 if reported else 0):
        for admin in list_admins(tx):
            plan_refresh(tx, post_id=id_of_report(source, decision, admin))


def id_of_report(source: str, decision: int, admin: Person) -> str:
    """For each time the admins have to decide, a message of its own."""
    return post_id(REPORT, f"{source}:{decision}", admin.key)


def _given_by_us(tx: Transaction, source: str, person_id: str) -> tuple[list[Thanks], Person]:
    tx.lock_workspace()
    thanks = list_thanks(tx, source) if is_given_by_us(source) else []
    if not thanks:
        raise Refusal(sentences.not_found())
    person = find_people(tx, [person_id]).get(person_id)
    if person is None:
        raise Refusal(sentences.not_yours())
    return thanks, person


def _is_told_alone(thanks: Sequence[Thanks]) -> bool:
    return thanks[0].shown == "receivers"


def _taken_back(tx: Transaction, thanks: Sequence[Thanks], person: Person) -> KudosTakenBack:
    stays = is_out_of_reach(tx, thanks[0].source)
    if thanks[0].taken_back:
        return KudosTakenBack(typed="", post_stays=stays)
    typed = typed_anew(tx, thanks) if person.key == thanks[0].giver else ""
    alone = names_of(tx, thanks) if _is_told_alone(thanks) else ()
    removed = withdraw(tx, thanks)
    return KudosTakenBack(typed=typed, post_stays=stays, alone=alone, facts=(removed,))
