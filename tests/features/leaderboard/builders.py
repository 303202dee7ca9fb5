"""A workspace with people who give, offers of other rooms, and a toolbox to tick with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, BoardSection, Feature, TeamFigure
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.ledger.acts import Act, ActKind, Source
from slackapp.ledger.giving import give
from slackapp.slack.lines import fill
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.people import Audience
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.admins import Admin
from slackapp.workspace.people import PersonRecord, people_by_id, save_people
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import RecordedQueue, transaction

P = ParamSpec("P")
R = TypeVar("R")

WEEK = Week(2026, 46)
ROME = ZoneInfo("Europe/Rome")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)  # in Rome, when the board of WEEK is due
MEMBERS = ("Ana", "Bo", "Cy", "Di", "Eva", "Fay")
OTHERS = (
    PersonRecord(slack_id="UGUS", name="Gus", kind="guest"),
    PersonRecord(slack_id="UOLGA", name="Olga", kind="outside"),
    PersonRecord(slack_id="ULEA", name="Lea", active=False),
)


def open_workspace(
    tx: Transaction, *, members: Sequence[str] = MEMBERS, recording_since: datetime = LONG_AGO
) -> dict[str, int]:
    """Members, a guest, somebody from outside and Lea, who left: keys by name."""
    save_workspace(
        tx,
        WorkspaceRecord(
            name="Acme",
            timezone="Europe/Rome",
            bot_user_id="UBOT",
            bot_id="B1",
            app_id="A1",
            recording_since=recording_since,
        ),
    )
    records = [PersonRecord(slack_id=f"U{name.upper()}", name=name) for name in members]
    records += OTHERS
    save_people(tx, records)
    people = people_by_id(tx, [record.slack_id for record in records])
    return {person.name: person.key for person in people.values()}


def choose(tx: Transaction, **settings: Any) -> None:  # noqa: ANN401  any setting
    save_settings(tx, LeaderboardSettings(**settings))


@dataclass
class Giving:
    """Writes acts of a week to the ledger, an hour apart."""

    tx: Transaction
    people: Mapping[str, int]
    hours: int = 0

    def give(
        self,
        giver: str,
        *receivers: str,
        kind: ActKind = "kudos",
        week: Week = WEEK,
        audience: Audience = "public",
    ) -> None:
        for receiver in receivers:
            self.hours += 1
            at = micros_of_datetime(week.start(ROME)) + self.hours * 3_600_000_000
            source = Source(f"message:C1:{at}", "C1", ts_of_micros(at), audience)
            give(self.tx, source, [Act(kind, self.people[giver], self.people[receiver])], at)


def links_offer(counts: Mapping[Week, int], *, place: int = 60) -> BoardOffer:
    """A room that counts links and lists them."""

    def figures(_tx: Transaction, weeks: Sequence[Week]) -> list[list[TeamFigure]]:
        return [[of_week(counts.get(week, 0))] for week in weeks]

    def of_week(count: int) -> TeamFigure:
        words = "link shared" if count == 1 else "links shared"
        return TeamFigure(name="links", count=count, words=words)

    return BoardOffer(place=place, figures=figures, section=section(f"Links at {place}"))


def section(words: str) -> Callable[[Transaction, Week], BoardSection]:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": words}}
    return lambda _tx, _week: BoardSection(blocks=[block], text=words)


@dataclass
class TestToolbox:
    """Runs use cases on a test database at the clock's time."""

    __test__ = False

    database: Database
    clock: Clock
    features: Sequence[Feature] = ()
    queue: RecordedQueue = field(default_factory=RecordedQueue)

    def run(
        self,
        use_case: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        with transaction(
            self.database, workspace_id=workspace_id, now=self.clock.now(), queue=self.queue
        ) as tx:
            return use_case(tx, *args, **kwargs)

    def read(
        self,
        query: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        with self.database.reading() as session:
            tx = Transaction(
                session=session,
                workspace_id=workspace_id,
                now=self.clock.now(),
                durable_queue=self.queue,
            )
            return query(tx, *args, **kwargs)

    def with_settings(self, overrides: Mapping[str, object]) -> "TestToolbox":
        raise AssertionError(f"nothing here overrides {overrides}")

    def slack(self, workspace_id: str) -> WebClient:
        raise AssertionError(f"nothing here asks Slack about {workspace_id}")

    def make_known(self, workspace_id: str, slack_ids: Sequence[str]) -> None:
        raise AssertionError(f"nothing here looks up {slack_ids} of {workspace_id}")

    def with_lines(self, workspace_id: str, shown: R) -> R:
        assert workspace_id == "T1"
        return fill(shown, {})

    def open_modal(self, workspace_id: str, trigger_id: str, view: Mapping[str, Any]) -> bool:
        raise AssertionError(f"nothing here opens {view} in {workspace_id} by {trigger_id}")

    def admit(self, workspace_id: str, person_id: str) -> Admin:
        raise AssertionError(f"nothing here asks whether {person_id} of {workspace_id} may")

    def push_modal(self, workspace_id: str, trigger_id: str, view: Mapping[str, Any]) -> bool:
        raise AssertionError(f"nothing here pushes {view} in {workspace_id} by {trigger_id}")

    def change_modal(self, workspace_id: str, view_id: str, view: Mapping[str, Any]) -> bool:
        raise AssertionError(f"nothing here changes {view_id} of {workspace_id} to {view}")
