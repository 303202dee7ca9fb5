"""Acts, sources and workspaces for the tests of the ledger."""

from datetime import UTC, datetime, timedelta

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act, ActKind, Source
from slackapp.ledger.turns import LiveAct
from slackapp.vocabulary.people import Audience, PersonKind
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import PersonRecord, people_by_id, save_people
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace

WEEK = Week(2026, 47)
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def at(*, days: float = 0, minutes: float = 0) -> int:
    """Microseconds, from Monday 9:00 of week 47 on."""
    return micros_of_datetime(MONDAY + timedelta(days=days, minutes=minutes))


def message(when: int, *, by: str = "", audience: Audience = "public") -> Source:
    ts = ts_of_micros(when)
    return Source(f"message:C1:{ts}{by}", "C1", ts, audience)


def command(trigger: str, *, audience: Audience = "public") -> Source:
    return Source(f"command:{trigger}", "C1", None, audience)


def kudos(giver: int, receiver: int, *, bare: bool = False, party: str = "") -> Act:
    return Act("kudos", giver, receiver, bare, party)


def live(
    kind: ActKind,
    receiver: int,
    when: int,
    *,
    giver: int = 1,
    bare: bool = False,
    party: str = "",
    audience: Audience = "public",
    source: str = "",
) -> LiveAct:
    name = source or f"{kind}:{when}:{giver}:{receiver}"
    return LiveAct(name, name, audience, when, Act(kind, giver, receiver, bare, party))


def open_workspace(
    tx: Transaction, *, recording_since: datetime = LONG_AGO, zone: str | None = "UTC"
) -> None:
    record = WorkspaceRecord(
        name="Acme",
        bot_user_id="UBOT",
        bot_id="BBOT",
        app_id="A1",
        timezone=zone,
        recording_since=recording_since,
    )
    save_workspace(tx, record)


def people(
    tx: Transaction, *slack_ids: str, kind: PersonKind = "member", active: bool = True
) -> tuple[int, ...]:
    """The keys of these people, who are saved first."""
    save_people(
        tx, [PersonRecord(slack_id=one, name=one, kind=kind, active=active) for one in slack_ids]
    )
    known = people_by_id(tx, slack_ids)
    return tuple(known[one].key for one in slack_ids)
