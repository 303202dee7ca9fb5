"""What tests of posts hold in their hands."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from sqlalchemy import select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.jobs.client import DurableClient, workflow_id
from slackapp.jobs.models import Job, Replica
from slackapp.jobs.replicas import SILENT_LOOKS, Heartbeat
from slackapp.jobs.runner import JobRunner
from slackapp.jobs.transactions import Transactions
from slackapp.outbox.content import PostContent
from slackapp.outbox.jobs import OutboxJobs
from slackapp.outbox.models import Post
from slackapp.outbox.posts import list_posts, plan_post, plan_removal
from slackapp.outbox.refreshing import Refreshing
from slackapp.outbox.sending import PostSender
from slackapp.sandbox import Channel, Person, Sandbox, Workspace
from slackapp.slack.clients import web_client
from tests.sandbox.receiver import receiving

Moment = Callable[[], None]


def go_on() -> None:
    """Nothing happens."""


class Interrupted(WebClient):
    """The real client, with something happening right before and after a request."""

    def __init__(self, usual: WebClient, before: Moment, after: Moment) -> None:
        super().__init__(
            usual.token, base_url=usual.base_url, timeout=usual.timeout, retry_handlers=[]
        )
        self._before = before
        self._after = after

    def api_call(self, *given: Any, **named: Any) -> SlackResponse:  # noqa: ANN401  as it comes
        self._before()
        answer = super().api_call(*given, **named)
        self._after()
        return answer


@dataclass
class PostOffice:
    """A channel, a sender, a runner for the outbox's jobs, and hands that play the engine."""

    database: Database
    sandbox: Sandbox
    workspace: Workspace
    ana: Person
    general: Channel
    client: DurableClient
    api_url: str
    token: str
    heard: list[str] = field(default_factory=list)
    said: dict[str, str | None] = field(default_factory=lambda: {"thanks": "Thank you, Ana"})

    @property
    def sender(self) -> PostSender:
        return self.sender_that()

    def sender_that(
        self, *, claimed: Moment = go_on, calling: Moment = go_on, called: Moment = go_on
    ) -> PostSender:
        """To whom something happens after its claim, before its call's request or after it."""

        def slack(workspace_id: str) -> WebClient:
            claimed()
            usual = self.slack(workspace_id)
            return Interrupted(usual, calling, called)

        return PostSender(
            self.database,
            self.sandbox.clock,
            self.client,
            renderers={"note": self.render},
            given_up={"note": self.hear},
            slack=slack,
            replica_id="replica-1",
        )

    @property
    def runner(self) -> JobRunner:
        jobs = OutboxJobs(
            self.database,
            self.sandbox.clock,
            self.client,
            given_up={"note": self.hear},
            slack=self.slack,
        )
        return JobRunner(
            self.database,
            self.sandbox.clock,
            self.client,
            {**jobs.by_kind(), **self.refreshing.by_kind()},
            replica_id="replica-1",
        )

    @property
    def refreshing(self) -> Refreshing:
        return Refreshing(
            self.database,
            self.sandbox.clock,
            self.client,
            renderers={"note": self.render},
            slack=self.slack,
        )

    def slack(self, _workspace_id: str) -> WebClient:
        return web_client(api_url=self.api_url, token=self.token)

    def give_up_replica(self) -> None:
        """Another replica finds that the one of `sender` beats no more."""
        with self.database.writing() as session:
            insert_new(session, Replica, [{"replica_id": "replica-1", "beat": 1}])
        watching = Heartbeat(
            self.database,
            self.sandbox.clock,
            self.client,
            "replica-2",
            [self.runner.take_over, self.sender.take_over],
        )
        for _ in range(SILENT_LOOKS + 1):
            watching.round()

    def render(self, _tx: Transaction, subject: str) -> PostContent | None:
        words = self.said[subject]
        return None if words is None else PostContent(text=words)

    def hear(self, _tx: Transaction, subject: str) -> None:
        """The room of the posts hears that one was given up; it does not take "odd" well."""
        self.heard.append(subject)
        if subject == "odd":
            raise RuntimeError

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with Transactions(self.database, self.sandbox.clock, self.client).writing("T1") as tx:
            yield tx

    def plan(self, post_id: str = "P1", **changes: Any) -> str:  # noqa: ANN401  arguments of plan_post
        given: Mapping[str, Any] = {
            "kind": "note",
            "subject": "thanks",
            "channel_id": "C1",
            **changes,
        }
        with self.transaction() as tx:
            plan_post(tx, post_id=post_id, **given)
        return post_id

    def plan_removal(self, post_id: str = "P1") -> None:
        with self.transaction() as tx:
            plan_removal(tx, post_id=post_id)

    def send(self, post_id: str = "P1") -> Post:
        """Play the engine: run the row's current attempt."""
        self.sender.run("T1", post_id, self.post(post_id).attempt)
        return self.post(post_id)

    def post(self, post_id: str = "P1") -> Post:
        with self.database.reading() as session:
            return session.get_one(Post, ("T1", post_id))

    def job(self, job_id: str) -> Job:
        with self.database.reading() as session:
            return session.get_one(Job, ("T1", job_id))

    def posts(self) -> list[str]:
        with self.transaction() as tx:
            return [post.row_id for post in list_posts(tx)]

    def response_url(self) -> str:
        """As Slack gives it with a command of Ana's."""
        with receiving() as app:
            self.sandbox.request_url = app.url
            self.ana.command("/kudos", channel=self.general)
            self.sandbox.request_url = None
            return app.interaction.form["response_url"]

    def pass_time(self, seconds: float) -> None:
        """Time goes by, the tick ticks, and jobs that are due run."""
        self.sandbox.advance(seconds)
        now = self.sandbox.clock.now()
        self.sender.tick(now)
        self.runner.tick(now)
        self.run_jobs()

    def run_jobs(self) -> None:
        query = select(Job).where(Job.state == "planned", Job.handed_over_at.is_not(None))
        with self.database.reading() as session:
            due = [(job.row_id, job.attempt) for job in session.scalars(query)]
        for row_id, attempt in due:
            self.runner.run("T1", row_id, attempt)

    def is_waiting(self, post_id: str, attempt: int) -> bool:
        name = workflow_id("post", "T1", post_id, attempt)
        return name in self.client.waiting([name])

    @property
    def visible(self) -> list[str]:
        """What people see in the channel, threads included."""
        return [message.text for message in self.general.messages]


@contextmanager
def open_office(
    database: Database, client: DurableClient, sandbox: Sandbox
) -> Iterator[PostOffice]:
    """In a workspace with Ana and a channel."""
    workspace = sandbox.add_workspace("T1")
    ana = workspace.add_person("U1", name="Ana")
    general = workspace.add_channel("C1", "general", members=[ana], bot_is_member=True)
    token = workspace.install_app()
    with sandbox.serving() as server:
        yield PostOffice(database, sandbox, workspace, ana, general, client, server.api_url, token)
