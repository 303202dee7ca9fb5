"""A small workspace and what happens in it, for the tests of kudos."""

import re
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.answers import KudosGiven, KudosNotGiven
from slackapp.features.kudos.rules.orders import Form, Order
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.use_cases.giving import give_kudos
from slackapp.ledger.store import list_counted_acts
from slackapp.ledger.turns import LiveAct
from slackapp.vocabulary.people import Channel, Person, PersonKind
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime, micros_of_ts, ts_of_micros
from slackapp.vocabulary.talk import Message, Reaction, Wording
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.groups import GroupRecord, save_group
from slackapp.workspace.people import PersonRecord, find_people, save_people
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TS = ts_of_micros(micros_of_datetime(NOON))
SOURCE = "command:1.2.abc"
REASON = "stayed late so the migration landed"

PEOPLE = (
    PersonRecord(slack_id="UANA", name="Ana", real_name="Ana Lopez"),
    PersonRecord(slack_id="WBO", name="Bo"),
    PersonRecord(slack_id="UCY", name="Cy"),
    PersonRecord(slack_id="UDANA", name="Dana", kind="outside"),
    PersonRecord(slack_id="UGUS", name="Gus", kind="guest"),
    PersonRecord(slack_id="UROBO", name="Robo", kind="bot"),
    PersonRecord(slack_id="ULEA", name="Lea", active=False),
    PersonRecord(slack_id="UVERA", name="Vera", admin=True),
    PersonRecord(slack_id="UNOBODY", name="", kind="unknown"),
    *(PersonRecord(slack_id=f"UP{number}", name=f"Person {number}") for number in range(12)),
)
CHANNELS = (
    ChannelRecord(channel_id="C1", name="general", app_is_member=True),
    ChannelRecord(channel_id="C2", name="elsewhere"),
    ChannelRecord(channel_id="G1", name="quiet", kind="private", app_is_member=True),
)
GROUPS = (
    GroupRecord(group_id="SOPS", name="ops", member_ids=("UANA", "UCY", "UROBO", "ULEA", "WBO")),
    GroupRecord(group_id="SALL", name="all", member_ids=tuple(f"UP{n}" for n in range(11))),
)


def refused(sentence: str) -> AbstractContextManager[object]:
    """Somebody is told this, and no more happens."""
    return pytest.raises(Refusal, match=f"^{re.escape(sentence)}$")


def person(name: str, *, key: int = 0, kind: PersonKind = "member", active: bool = True) -> Person:
    key = key or sum(map(ord, name))
    return Person(key=key, slack_id=f"U{name.upper()}", name=name, kind=kind, active=active)


ANA, BO, CY = person("Ana"), person("Bo"), person("Cy")
KUDOS = Thanks(
    source="command:1",
    place=0,
    giver=CY.key,
    receiver=ANA.key,
    party="",
    channel_id="C1",
    audience="public",
    at=10,
    reason=REASON,
    values=("craft",),
)


def open_workspace(database: Database, *, workspace_id: str = "T1") -> None:
    """Ana, Bo, Cy and the others, three channels and two groups."""
    with transaction(database, workspace_id=workspace_id) as tx:
        record = WorkspaceRecord(
            name="Acme",
            bot_user_id="UBOT",
            bot_id="BBOT",
            app_id="A1",
            timezone="UTC",
            recording_since=LONG_AGO,
        )
        save_workspace(tx, record)
        save_people(tx, PEOPLE)
        save_channels(tx, CHANNELS)
        for group in GROUPS:
            save_group(tx, group)
        save_settings(tx, KudosSettings(emoji=("handshake", "clap")))


def known(tx: Transaction, slack_id: str) -> Person:
    return find_people(tx, [slack_id])[slack_id]


def give(
    tx: Transaction,
    text: str,
    *,
    by: str = "UCY",
    channel: str = "C1",
    trigger: str = "1.2.abc",
) -> KudosGiven | KudosNotGiven:
    return give_kudos(
        tx,
        order=Order(request=trigger, command="/kudos", text=text),
        person_id=by,
        channel_id=channel,
        response_url="https://hooks.slack.example/commands/1",
    )


def form(
    *,
    people: tuple[str, ...] = ("UANA",),
    reason: str = REASON,
    **more: Any,  # noqa: ANN401  fields of the form
) -> Form:
    """The form as somebody in #general filled it in."""
    return Form(**{"channel_id": "C1", "people": people, "reason": reason, **more})


def given(tx: Transaction, text: str, *, by: str = "UCY", channel: str = "C1") -> KudosGiven:
    answer = give(tx, text, by=by, channel=channel)
    assert isinstance(answer, KudosGiven)
    return answer


def not_given(tx: Transaction, text: str, *, by: str = "UCY") -> KudosNotGiven:
    answer = give(tx, text, by=by)
    assert isinstance(answer, KudosNotGiven)
    return answer


def message(
    tx: Transaction,
    text: str,
    *,
    by: str = "UCY",
    minute: int = 0,
    was: tuple[int, str] | None = None,
    superseded: int | None = None,
    deleted: bool = False,
    imported: bool = False,
) -> Message:
    """A version of one message; minutes count from its posting, `was` is the version before."""
    return Message(
        workspace_id=tx.workspace_id,
        channel=Channel(channel_id="C1", name="general", audience="public", app_is_member=True),
        ts=TS,
        author=known(tx, by),
        wording=Wording(minutes(minute), text),
        before=Wording(minutes(was[0]), was[1]) if was else None,
        deleted=deleted,
        superseded_at=None if superseded is None else minutes(superseded),
        imported=imported,
    )


def reaction(
    tx: Transaction,
    emoji: str = "handshake",
    *,
    by: str = "UCY",
    to: str = "UANA",
    minute: int = 1,
    added: bool = True,
    imported: bool = False,
) -> Reaction:
    return Reaction(
        workspace_id=tx.workspace_id,
        channel=Channel(channel_id="C1", name="general", audience="public", app_is_member=True),
        message_ts=TS,
        emoji=emoji,
        person=known(tx, by),
        author=known(tx, to),
        added=added,
        at=minutes(minute),
        imported=imported,
    )


def minutes(number: int) -> int:
    return micros_of_ts(TS) + number * 60_000_000


def later(number: int) -> datetime:
    return NOON + timedelta(minutes=number)


def live(tx: Transaction) -> list[LiveAct]:
    return list_counted_acts(tx, 0, minutes(60 * 24 * 365))


def thanked(tx: Transaction) -> set[tuple[str, str, bool]]:
    """(giver, receiver, bare) of every act that counts, by name."""
    by_key = {one.key: one.name for one in find_people(tx, [r.slack_id for r in PEOPLE]).values()}
    return {(by_key[a.act.giver], by_key[a.act.receiver], a.act.bare) for a in live(tx)}


def stands(tx: Transaction) -> set[tuple[str, str, str]]:
    """(kind, giver, receiver) of every act that counts, by name."""
    by_key = {one.key: one.name for one in find_people(tx, [r.slack_id for r in PEOPLE]).values()}
    return {(a.act.kind, by_key[a.act.giver], by_key[a.act.receiver]) for a in live(tx)}
