"""Nudges of the room, asked and pressed without the room that decides whether they are sent."""

from datetime import UTC, datetime
from typing import Any

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeDone
from slackapp.workspace.people import find_people
from tests.builders.databases import transaction
from tests.features.questions.builders import known


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """In 2026: 18 November is a Wednesday."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def found(database: Database, offer: NudgeOffer, now: datetime) -> list[NudgeWanted]:
    with transaction(database, now=now) as tx:
        return wanted(tx, offer)


def wanted(tx: Transaction, offer: NudgeOffer) -> list[NudgeWanted]:
    assert offer.find is not None
    return list(offer.find(tx))


def names(tx: Transaction, want: NudgeWanted) -> list[str]:
    """Of those to be asked, in order."""
    people = find_people(tx, ["UANA", "UBO", "UCY", "UDI", "UGUS"])
    by_key = {one.key: one.name for one in people.values()}
    return [by_key[key] for key in want.people]


def nudge(want: NudgeWanted, person: int | None = None) -> Nudge:
    """As it is asked of the first."""
    first = want.people[0] if want.people else 0
    return Nudge(
        kind=want.kind,
        subject=want.subject,
        person=first if person is None else person,
        channel_id=want.channel_id,
        thread_ts=want.thread_ts,
    )


def send(tx: Transaction, offer: NudgeOffer, asked: Nudge) -> NudgeAsk:
    said = offer.ask(tx, asked)
    assert said is not None
    assert offer.hears_sent is not None
    offer.hears_sent(tx, asked)
    return said


def press(tx: Transaction, offer: NudgeOffer, asked: Nudge, by: str, value: str) -> NudgeDone:
    return offer.act(tx, asked, known(tx, by).key, value)


def undo(tx: Transaction, offer: NudgeOffer, asked: Nudge, by: str, value: str) -> NudgeDone:
    assert offer.undo is not None
    return offer.undo(tx, asked, known(tx, by).key, value)


def labels(said: NudgeAsk | None) -> list[str]:
    """Of its buttons and those beside its lines."""
    assert said is not None
    lines = [one.choice.label for one in said.lines if one.choice]
    return lines + [one.label for one in said.choices]


def text(said: NudgeAsk | None) -> str:
    assert said is not None
    return "\n".join([said.markup, *(one.markup for one in said.lines)])


def value(said: NudgeAsk | None, label: str, *, nth: int = 0) -> Any:  # noqa: ANN401  a button's
    assert said is not None
    choices = [*(one.choice for one in said.lines if one.choice), *said.choices]
    return [one.value for one in choices if one.label == label][nth]
