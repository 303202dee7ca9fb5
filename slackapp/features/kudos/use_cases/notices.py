"""Who did not see a kudos is told by direct message, one an hour."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.features.kudos.store.notices import (
    add_notice,
    delete_notices,
    list_hours,
    list_sources,
    list_told,
)
from slackapp.features.kudos.store.preferences import list_untold, save_preference
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.audience import as_seen_now
from slackapp.features.kudos.use_cases.names import shown_in
from slackapp.features.kudos.use_cases.posts import NOTICES
from slackapp.outbox.posts import plan_post, plan_refresh, plan_removal, post_state
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.people import find_people, people_by_key

_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """Whose presence in the channel decides whether they are told."""

    channel_id: str
    people_ids: frozenset[str]


def list_to_tell(tx: Transaction, *, source: str) -> ToTell | None:
    """The receivers nobody told yet; None where there is nobody to tell."""
    thanks = _told_of(tx, source)
    if not thanks:
        return None
    untold = {one.receiver for one in thanks} - list_told(tx, source)
    people = people_by_key(tx, untold - list_untold(tx, untold))
    ids = frozenset(one.slack_id for one in people.values() if one.slack_id)
    return ToTell(channel_id=shown_in(tx, thanks[0]), people_ids=ids) if ids else None


def tell_absent(tx: Transaction, *, source: str, people_ids: Collection[str]) -> None:
    """Plan their notices, unless it ceased to be public while Slack was asked who is there."""
    receivers = {one.receiver for one in _told_of(tx, source)}
    absent = find_people(tx, people_ids).values()
    plan_notices(tx, source, [one for one in absent if one.key in receivers])


def plan_notices(tx: Transaction, source: str, people: Iterable[Person]) -> None:
    """At the end of the hour, one message with everything of the hour."""
    wanted = list(people)
    untold = list_untold(tx, [one.key for one in wanted])
    for person in wanted:
        if person.key not in untold and person.kind not in {"outside", "left_out"}:
            hour = _open_hour(tx, person)
            add_notice(tx, receiver=person.key, source=source, hour=hour)


def choose_notices(tx: Transaction, *, person_id: str, wanted: bool) -> None:
    """[Stop these messages] and [Tell me again]."""
    person = find_people(tx, [person_id]).get(person_id)
    if person is None:
        raise Refusal(sentences.who_are_you())
    save_notices(tx, person, wanted=wanted)


def save_notices(tx: Transaction, person: Person, *, wanted: bool) -> None:
    """What is on its way does not arrive either."""
    save_preference(tx, person.key, notices=wanted)
    if not wanted:
        _drop_unsent(tx, person)


def forget_notices(tx: Transaction, source: str, receivers: Collection[int] | None = None) -> None:
    """Nobody, or none of these, is told of it any more; what was sent says the rest or goes."""
    for receiver, hour in delete_notices(tx, source, receivers):
        message = _message_of(receiver, hour)
        if list_sources(tx, receiver=receiver, hour=hour):
            plan_refresh(tx, post_id=message)
        elif post_state(tx, message) != "planned":
            plan_removal(tx, post_id=message)


def _told_of(tx: Transaction, source: str) -> list[Thanks]:
    """What stands of a kudos, as long as everybody may know of it."""
    thanks = as_seen_now(tx, list_thanks(tx, source))
    return [one for one in thanks if one.audience == "public" and not one.taken_back]


def _drop_unsent(tx: Transaction, person: Person) -> None:
    this_hour = int(tx.now.timestamp()) // _HOUR
    for hour in list_hours(tx, receiver=person.key, since=this_hour):
        message = _message_of(person.key, hour)
        if post_state(tx, message) == "planned":
            plan_removal(tx, post_id=message)


def _message_of(receiver: int, hour: int) -> str:
    return f"{NOTICES}:{receiver}:{hour}"


def _open_hour(tx: Transaction, person: Person) -> int:
    """The first hour from now whose message is not worded yet."""
    hour = int(tx.now.timestamp()) // _HOUR
    while not _is_open(tx, person, hour):
        hour += 1
    return hour


def _is_open(tx: Transaction, person: Person, hour: int) -> bool:
    subject = f"{person.key}:{hour}"
    state = plan_post(
        tx,
        post_id=_message_of(person.key, hour),
        kind=NOTICES,
        subject=subject,
        channel_id=person.slack_id,
        due_at=datetime.fromtimestamp((hour + 1) * _HOUR, UTC),
    )
    return state == "planned"
