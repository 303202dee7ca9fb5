"""The nudges room on a database, with hands that play the jobs, Slack's answers and the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.nudges.blocks import frame
from slackapp.features.nudges.rules.situation import Availability
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.use_cases.deciding import (
    MESSAGE,
    decide_due,
    decide_for,
    hear_availability,
)
from slackapp.features.nudges.use_cases.explaining import Decision, explain
from slackapp.features.nudges.use_cases.following import follow
from slackapp.features.nudges.use_cases.showing import word_message
from slackapp.features.nudges.use_cases.trouble import hear_given_up
from slackapp.features.nudges.use_cases.wanting import find_wants, see_message
from slackapp.jobs.models import Job
from slackapp.outbox.models import Post
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.talk import Message, Wording
from slackapp.workspace.channels import ChannelRecord, channel_by_id, save_channels
from slackapp.workspace.people import PersonRecord, people_by_id, save_people
from slackapp.workspace.preferences import Preferences, save_preferences
from slackapp.workspace.settings import save_settings
from slackapp.workspace.silence import SilenceSettings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction
from tests.builders.wishes import Wishes

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # Wednesday: 13:00 in Berlin, 07:00 in New York
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
PEOPLE = (
    PersonRecord(slack_id="UANA", name="Ana", timezone=BERLIN),
    PersonRecord(slack_id="UBO", name="Bo", timezone=BERLIN),
    PersonRecord(slack_id="UCY", name="Cy", timezone=NEW_YORK),
    PersonRecord(slack_id="UADA", name="Ada", timezone=BERLIN, admin=True),
    PersonRecord(slack_id="UGUS", name="Gus", timezone=BERLIN, kind="guest"),
)
CHANNELS = (
    ChannelRecord(channel_id="C1", name="general", app_is_member=True),
    ChannelRecord(channel_id="C2", name="it", app_is_member=True),
    ChannelRecord(channel_id="G1", name="quiet", kind="private", app_is_member=True),
)


@dataclass(frozen=True)
class Seen:
    """A message somebody saw: when, in which channel (or whose), for whom alone, what about."""

    at: datetime
    channel_id: str
    to: str
    words: str


@dataclass
class Desk:
    """Works at `now`; what people see is kept in `seen`."""

    database: Database
    workspace_id: str = "T1"
    now: datetime = NOON
    wishes: Wishes = field(default_factory=Wishes)
    said: dict[str, Availability] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.work() as tx:
            record = WorkspaceRecord(
                name="Acme",
                bot_user_id="UBOT",
                bot_id="BBOT",
                app_id="A1",
                timezone=BERLIN,
                recording_since=NOON,
            )
            save_workspace(tx, record)
            save_people(tx, PEOPLE)
            save_channels(tx, CHANNELS)

    @property
    def offers(self) -> dict[str, NudgeOffer]:
        return {offer.kind: offer for offer in self.wishes.offers()}

    @contextmanager
    def work(self) -> Iterator[Transaction]:
        with transaction(self.database, workspace_id=self.workspace_id, now=self.now) as tx:
            yield tx

    def key(self, slack_id: str) -> int:
        with self.work() as tx:
            return people_by_id(tx, [slack_id])[slack_id].key

    def want(self, kind: str, subject: str, *slack_ids: str, **more: Any) -> None:  # noqa: ANN401
        keys = [self.key(each) for each in slack_ids]
        given = {"channel_id": "C1", "workspace_id": self.workspace_id, **more}
        self.wishes.want(kind, subject, *keys, now=self.now, **given)

    def say(self, slack_id: str, channel_id: str = "C1", *, ago: timedelta = timedelta(0)) -> None:
        """A sign of life is read, some time after it was given."""
        with self.work() as tx:
            see_message(tx, self.message(tx, slack_id, channel_id, ago=ago))

    def message(
        self, tx: Transaction, slack_id: str, channel_id: str = "C1", *, ago: timedelta
    ) -> Message:
        at = micros_of_datetime(self.now - ago)
        return Message(
            workspace_id=self.workspace_id,
            channel=channel_by_id(tx, channel_id),
            ts=ts_of_micros(at),
            author=people_by_id(tx, [slack_id])[slack_id],
            wording=Wording(at, "good day"),
            is_new=True,
        )

    def tick(self, *, works: bool = True, sends: bool = True) -> None:
        """Rooms are asked, what is due is decided about, jobs run, posts leave."""
        with self.work() as tx:
            find_wants(tx, self.offers)
        with self.work() as tx:
            follow(tx, self.offers)
        with self.work() as tx:
            decide_due(tx, self.offers)
        while works and (people := self._next_job()):
            self._look(people)
        if sends:
            self.send()
            with self.work() as tx:
                follow(tx, self.offers)

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def send(self) -> None:
        for post_id in self.planned_posts():
            with self.work() as tx:
                post = tx.session.get_one(Post, (self.workspace_id, post_id))
                shown = word_message(tx, self.offers, post_id) if post.kind == MESSAGE else []
                post.state = "dropped" if shown is None else "sent"
                if shown:
                    words, _blocks = frame.message(shown)
                    to = post.ephemeral_to or ""
                    self.seen.append(Seen(self.now, post.channel_id, to, words))

    def refuse(self, reason: str) -> None:
        """Slack's no to all that is on its way."""
        for post_id in self.planned_posts():
            with self.work() as tx:
                post = tx.session.get_one(Post, (self.workspace_id, post_id))
                word_message(tx, self.offers, post_id)
                post.state, post.reason = "failed", reason
                hear_given_up(tx, post_id)

    def planned_posts(self, kind: str = MESSAGE) -> list[str]:
        query = select(Post.row_id).where(
            Post.workspace_id == self.workspace_id, Post.state == "planned", Post.kind == kind
        )
        with self.work() as tx:
            return list(tx.session.scalars(query.order_by(Post.row_id)))

    def count_jobs(self) -> int:
        """Those that are still to run."""
        mine = select(Job.row_id).where(Job.workspace_id == self.workspace_id)
        with self.work() as tx:
            return len(tx.session.scalars(mine).all())

    def decisions(self, slack_id: str | None = None) -> list[tuple[str, str]]:
        """Verdict and reason, oldest first."""
        with self.work() as tx:
            found: list[Decision] = explain(tx, person_id=slack_id)
        return [(one.verdict, one.reason) for one in reversed(found)]

    def states(self) -> dict[str, str]:
        """Of each matter (the last, where it was asked of several)."""
        with self.work() as tx:
            rows = [row for kind in self.offers for row in self._about(tx, kind)]
            return {row.subject: row.state for row in rows}

    def nudge_id(self, kind: str, subject: str) -> str:
        with self.work() as tx:
            return nudges.list_about(tx, kind, subject)[-1].nudge_id

    def words(self, to: str) -> list[str]:
        """All that somebody, or a channel, saw."""
        return [one.words for one in self.seen if to in {one.to, one.channel_id}]

    def _about(self, tx: Transaction, kind: str) -> list[Any]:
        subjects = {one.subject for one in self.wishes.wanted if one.kind == kind}
        return [row for each in sorted(subjects) for row in nudges.list_about(tx, kind, each)]

    def _next_job(self) -> list[int]:
        mine = Job.workspace_id == self.workspace_id
        with self.work() as tx:
            job = tx.session.scalar(select(Job).where(mine).order_by(Job.row_id).limit(1))
            if job is None:
                return []
            tx.session.execute(delete(Job).where(mine, Job.row_id == job.row_id))
            return list(job.payload.get("people", [0]))

    def _look(self, people: list[int]) -> None:
        with self.work() as tx:
            asking = decide_for(tx, self.offers, people)
        while asking:
            self.asked.extend(asking.values())
            answers = {key: self.said.get(each, Availability()) for key, each in asking.items()}
            with self.work() as tx:
                asking = hear_availability(tx, self.offers, answers)


def choose(desk: Desk, slack_id: str, preferences: Preferences) -> None:
    key = desk.key(slack_id)
    with desk.work() as tx:
        save_preferences(tx, key, preferences)


def set_up(desk: Desk, settings: NudgesSettings | SilenceSettings) -> None:
    with desk.work() as tx:
        save_settings(tx, settings)
