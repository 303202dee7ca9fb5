"""Waiting nudges are decided about, and what may be asked now is put into one message a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.nudges.models import NudgeRow
from slackapp.features.nudges.rules.decide import decide
from slackapp.features.nudges.rules.situation import Ask, Availability, Later, No, Now, Verdict
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.store.availability import list_availability, save_availability
from slackapp.features.nudges.store.decisions import add_decision
from slackapp.features.nudges.use_cases.situations import Offers, gather, nudge_of
from slackapp.features.nudges.use_cases.wanting import look_at_people
from slackapp.observability.logs import place_of
from slackapp.outbox.posts import plan_post
from slackapp.vocabulary.nudges import NudgeAsk
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.words import speaking
from slackapp.workspace.languages import words_for_all, words_for_key
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import load_settings

MESSAGE = "nudges.message"
MOST_A_TICK = 200
_FRESH = timedelta(minutes=1)
# Slack is being asked about them by a job; if that is lost, look again.
_ASKING = timedelta(minutes=2)
_BROKEN = timedelta(hours=1)

_log = structlog.get_logger(__name__)


@dataclass
class Parcel:
    """One message on its way: to whom or where, and what is in it."""

    post_id: str
    rows: list[NudgeRow] = field(default_factory=list)


def decide_due(tx: Transaction, offers: Offers) -> None:
    """A tick's share: people about whom Slack is to be asked first are left to jobs."""
    tx.lock_workspace()
    look_at_people(tx, _decide(tx, offers, nudges.list_due(tx, limit=MOST_A_TICK)))


def decide_for(tx: Transaction, offers: Offers, people: Iterable[int]) -> dict[int, str]:
    """All that waits for these; by our key the Slack ids of whom Slack is to be asked about."""
    tx.lock_workspace()
    wanted = _decide(tx, offers, nudges.list_waiting_for(tx, list(people)))
    known = people_by_key(tx, wanted)
    return {key: person.slack_id for key, person in known.items() if person.slack_id}


def hear_availability(
    tx: Transaction, offers: Offers, said: Mapping[int, Availability]
) -> dict[int, str]:
    """The same, now that Slack has told about these."""
    save_availability(tx, said)
    return decide_for(tx, offers, said)


def still_now(tx: Transaction, offers: Offers, row: NudgeRow) -> NudgeAsk | None:
    """The last word, as its post is about to leave: what it says, else it waits or is dropped."""
    known = list_availability(tx, [row.person], since=tx.now - _BROKEN)
    availability = known.get(row.person, Availability())
    offer = offers.get(row.kind)
    verdict, ask = (
        _verdict(tx, offer, row, row.person, availability, row.post_id)
        if offer
        else (No("kind_gone"), None)
    )
    if isinstance(verdict, Now):
        row.shown_at = tx.now
        return ask
    _note(tx, row, row.person, verdict)
    row.post_id, row.planned_at, row.state = "", None, "waiting"
    others = [person for person in row.people if person != row.person]
    if isinstance(verdict, No) and others:
        row.people, row.person, row.look_at = others, others[0], tx.now
    else:
        _put_off(row, tx.now, [verdict])
    return None


def say(tx: Transaction, offer: NudgeOffer, row: NudgeRow) -> NudgeAsk | None:
    """What it says now, None once its matter is settled; to whom it is for, whoever has it said.

    So what was said and what would be said now compare alike.
    """
    words = words_for_all(tx) if row.way == "channel" else words_for_key(tx, row.person)
    with speaking(words):
        return offer.ask(tx, nudge_of(row))


def _decide(tx: Transaction, offers: Offers, rows: Iterable[NudgeRow]) -> set[int]:
    """Whom Slack is to be asked about first."""
    todo = list(rows)
    since = tx.now - _FRESH
    people = {person for row in todo for person in row.people}
    known = list_availability(tx, people, since=since) if people else {}
    parcels: dict[tuple[object, ...], Parcel] = {}
    asking = {person for row in todo if (person := _decide_one(tx, offers, row, known, parcels))}
    for parcel in parcels.values():
        _send(tx, parcel)
    return asking


def _decide_one(
    tx: Transaction,
    offers: Offers,
    row: NudgeRow,
    known: Mapping[int, Availability],
    parcels: dict[tuple[object, ...], Parcel],
) -> int:
    """Its first candidate who may be asked; their key where Slack is to be asked first, else 0."""
    offer = offers.get(row.kind)
    verdicts: list[Verdict] = []
    for person in row.people or [0]:
        parcel = _open_parcel(tx, offer, row, person, parcels)
        verdict = (
            _verdict(tx, offer, row, person, known.get(person), parcel.post_id)[0]
            if offer
            else No("kind_gone")
        )
        _note(tx, row, person, verdict)
        if isinstance(verdict, Now):
            _pack(tx, row, person, parcel, parcels)
            return 0
        if isinstance(verdict, Ask):
            row.person, row.look_at, row.reason = person, tx.now + _ASKING, "asking_slack"
            return person
        if isinstance(verdict, Later) and not any(isinstance(v, Later) for v in verdicts):
            row.person = person
        verdicts.append(verdict)
    _put_off(row, tx.now, verdicts)
    return 0


def _verdict(
    tx: Transaction,
    offer: NudgeOffer,
    row: NudgeRow,
    person: int,
    availability: Availability | None,
    post_id: str,
) -> tuple[Verdict, NudgeAsk | None]:
    """With what it would say; the room is asked only when all else allows it."""
    situation = gather(tx, offer, row, person, availability=availability, post_id=post_id)
    verdict = decide(situation)
    if not isinstance(verdict, Now | Ask):
        return verdict, None
    try:
        with tx.savepoint():
            ask = offer.ask(tx, nudge_of(row, person))
    except Exception as error:  # noqa: BLE001  one room's fault must not hold up the others
        _log.error("nudges.not_worded", nudge=row.nudge_id, place=place_of(error))
        return Later(tx.now + _BROKEN, "not_worded"), None
    return (verdict, ask) if ask is not None else (No("settled"), None)


def _open_parcel(
    tx: Transaction,
    offer: NudgeOffer | None,
    row: NudgeRow,
    person: int,
    parcels: Mapping[tuple[object, ...], Parcel],
) -> Parcel:
    """The one of this way and place that has room; where none has, a new one."""
    parcel = parcels.get(_address(row, person))
    most = load_settings(tx, NudgesSettings).most_in_one
    if parcel is not None and offer is not None and len(parcel.rows) < most:
        repeats = offer.once_a_day and any(other.kind == row.kind for other in parcel.rows)
        if not repeats:
            return parcel
    return Parcel(f"{MESSAGE}:{row.nudge_id}:{micros_of_datetime(tx.now)}")


def _pack(
    tx: Transaction,
    row: NudgeRow,
    person: int,
    parcel: Parcel,
    parcels: dict[tuple[object, ...], Parcel],
) -> None:
    before = parcels.get(_address(row, person))
    if before is not None and before is not parcel:
        _send(tx, before)
    row.person, row.state, row.reason = person, "planned", ""
    row.post_id, row.planned_at, row.look_at = parcel.post_id, tx.now, tx.now
    parcel.rows.append(row)
    parcels[_address(row, person)] = parcel


def _send(tx: Transaction, parcel: Parcel) -> None:
    """The outbox words it when it leaves, once, whatever happens in between."""
    first = parcel.rows[0]
    slack_id = ""
    if first.person:
        slack_id = people_by_key(tx, [first.person])[first.person].slack_id
    by_notice = first.way == "notice"
    place = {
        "channel": (first.channel_id, first.thread_ts),
        "notice": (first.seen_channel_id, first.seen_thread_ts),
        "direct_message": (slack_id, ""),
    }[first.way]
    plan_post(
        tx,
        post_id=parcel.post_id,
        kind=MESSAGE,
        subject=parcel.post_id,
        channel_id=place[0],
        thread_ts=place[1] or None,
        ephemeral_to=slack_id if by_notice else None,
    )


def _address(row: NudgeRow, person: int) -> tuple[object, ...]:
    if row.way == "channel":
        return (row.way, row.channel_id, row.thread_ts)
    if row.way == "notice":
        return (row.way, person, row.seen_channel_id, row.seen_thread_ts)
    return (row.way, person)


def _put_off(row: NudgeRow, now: datetime, verdicts: Iterable[Verdict]) -> None:
    """Until the first of its people may be asked, or for good."""
    given = list(verdicts)
    waits = [verdict for verdict in given if isinstance(verdict, Later)]
    if waits:
        soonest = min(waits, key=lambda wait: wait.at)
        row.reason, row.look_at = soonest.reason, min(soonest.at, row.until)
        return
    refusals = [verdict.reason for verdict in given if isinstance(verdict, No)]
    if not refusals:
        row.look_at = now + _ASKING
        return
    row.reason = refusals[-1]
    row.state = "settled" if row.reason == "settled" else "dropped"
    row.look_at = None


def _note(tx: Transaction, row: NudgeRow, person: int, verdict: Verdict) -> None:
    match verdict:
        case Now():
            add_decision(tx, row, person, verdict="now", reason="", at=None)
        case Later(at=at, reason=reason):
            add_decision(tx, row, person, verdict="later", reason=reason, at=at)
        case No(reason=reason):
            add_decision(tx, row, person, verdict="no", reason=reason, at=None)
        case Ask():
            pass


def has_work(tx: Transaction) -> bool:
    """Whether anything waits to be looked at."""
    return nudges.has_due(tx)
