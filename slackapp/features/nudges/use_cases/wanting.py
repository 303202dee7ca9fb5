"""What rooms want asked is taken in, once, and who was just there is remembered."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

import structlog

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.nudges.models import NudgeRow
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.use_cases.situations import Offers
from slackapp.jobs.queue import enqueue_job, unfinished_payloads
from slackapp.observability.logs import place_of
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.talk import Message, Reaction

LOOK = "nudges.look"
_PEOPLE_A_JOB = 20

_log = structlog.get_logger(__name__)


def find_wants(tx: Transaction, offers: Offers) -> None:
    """Ask every room; one that fails does not keep the others from theirs."""
    for offer in offers.values():
        if offer.find is None:
            continue
        try:
            with tx.savepoint():
                take_in(tx, offers, [*offer.find(tx)])
        except Exception as error:  # noqa: BLE001  reported, and asked again in a minute
            _log.error("nudges.not_found", kind=offer.kind, place=place_of(error))


def hear_want(tx: Transaction, offers: Offers, wanted: NudgeWanted) -> None:
    take_in(tx, offers, [wanted])


def take_in(tx: Transaction, offers: Offers, wanted: Sequence[NudgeWanted]) -> None:
    """The same kind, subject and person is kept once; the past is asked about never."""
    known = [one for one in wanted if one.kind in offers and not one.imported]
    fresh = [one for one in known if one.until > tx.now]
    rows = {row["nudge_id"]: row for one in fresh if (row := _row(tx, offers[one.kind], one))}
    new = rows.keys() - nudges.list_known(tx, rows.keys())
    nudges.add_nudges(tx, [rows[each] for each in sorted(new)])
    added = [rows[each] for each in new if rows[each]["way"] == "notice"]
    if _NOTICES in tx.memo:
        _with_notices(tx).update(row["person"] for row in added)
    look_at_people(tx, [row["person"] for row in added if row["seen_at"] is not None])


def see_message(tx: Transaction, message: Message) -> None:
    if message.deleted or message.imported or message.author.key not in _with_notices(tx):
        return
    at = datetime_of_micros(message.wording.at)
    place = (message.channel.channel_id, message.thread_ts or "")
    _see(tx, message.author.key, at, *place)


def see_reaction(tx: Transaction, reaction: Reaction) -> None:
    if reaction.imported or reaction.person.key not in _with_notices(tx):
        return
    at = datetime_of_micros(reaction.at)
    _see(tx, reaction.person.key, at, reaction.channel.channel_id, "")


def look_at_people(tx: Transaction, people: Iterable[int]) -> None:
    """Have a job decide about what waits for them, which may ask Slack first.

    Where one for somebody is still to run (Slack may be away for hours) it does so then.
    """
    wanted = set(people)
    if wanted:
        for payload in unfinished_payloads(tx, kind=LOOK):
            wanted.difference_update(payload["people"])
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _PEOPLE_A_JOB):
        part = ordered[start : start + _PEOPLE_A_JOB]
        key = f"{part[0]}:{tx.now.isoformat()}"
        enqueue_job(tx, kind=LOOK, key=key, payload={"people": part})


def _see(tx: Transaction, person: int, at: datetime, channel_id: str, thread_ts: str) -> None:
    nudges.see_person(tx, person, at=at, channel_id=channel_id, thread_ts=thread_ts)
    look_at_people(tx, [person])


_NOTICES = ("nudges", "people with notices")


def _with_notices(tx: Transaction) -> set[int]:
    """One query a transaction: a batch of many messages asks for each."""
    if _NOTICES not in tx.memo:
        tx.memo[_NOTICES] = nudges.list_people_with_notices(tx)
    return cast("set[int]", tx.memo[_NOTICES])


def _row(tx: Transaction, offer: NudgeOffer, wanted: NudgeWanted) -> dict[str, Any] | None:
    people, round_ = _to_ask(tx, wanted)
    if people is None:
        return None
    return {
        "workspace_id": tx.workspace_id,
        "nudge_id": _name(wanted.kind, wanted.subject, round_),
        "kind": wanted.kind,
        "way": offer.way,
        "subject": wanted.subject,
        "person": people[0] if people else 0,
        "people": people,
        "channel_id": wanted.channel_id,
        "thread_ts": wanted.thread_ts,
        "audience": wanted.audience,
        "not_before": wanted.not_before,
        "until": wanted.until,
        "state": "waiting",
        "reason": "",
        "look_at": max(wanted.not_before, tx.now),
        "seen_at": wanted.seen_at,
        "seen_channel_id": wanted.channel_id if wanted.seen_at else "",
        "seen_thread_ts": wanted.thread_ts if wanted.seen_at else "",
        "post_id": "",
        "said": "",
        "choice": "",
        "outcome": "",
        "undoable": False,
    }


def _to_ask(tx: Transaction, wanted: NudgeWanted) -> tuple[list[int] | None, str]:
    """Whom, and what sets this want apart from others about the same matter; None for nobody.

    Of several people those are left out who were asked, or refused for good; one row of them waits
    or is on its way at a time.
    """
    people = list(dict.fromkeys(wanted.people))
    if len(people) <= 1:
        return people, str(people[0] if people else 0)
    gone = _gone(nudges.list_about(tx, wanted.kind, wanted.subject))
    rest = [person for person in people if person not in gone]
    return (rest or None), f"after {len(gone)}"


def _gone(about: Collection[NudgeRow]) -> set[int]:
    """Who was asked, or whom Slack refused; all of those none of whom could be."""
    return {
        person
        for row in about
        if row.state not in {"waiting", "planned"}
        for person in ([row.person] if row.post_id else row.people)
    }


def _name(kind: str, subject: str, round_: str) -> str:
    """Short enough for a button, and the same whoever makes it."""
    return sha256(f"{kind}\n{subject}\n{round_}".encode()).hexdigest()[:24]
