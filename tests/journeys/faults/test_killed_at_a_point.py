"""Killed with -9 at the very moment between two steps, and started again."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from slackapp.sandbox import Channel, Message, Person, Sandbox
from tests.builders.load import count_given, wait_until_jobs_end, wait_until_read
from tests.builders.processes import Served, serve
from tests.builders.slack_events import SECRET, dumped, envelope, message, signed

WORDS = "<@U2> ++ for the patient docs"


@dataclass
class Place:
    """A channel with two people, an app installed, and what `slackapp serve` needs to know."""

    env: dict[str, str]
    ana: Person
    general: Channel


@pytest.fixture
def place(database_url: str) -> Iterator[Place]:
    sandbox = Sandbox(signing_secret=SECRET)
    workspace = sandbox.add_workspace("T1")
    ana, bo = (workspace.add_person(f"U{n}", name=f"Person {n}") for n in (1, 2))
    general = workspace.add_channel("C1", "general", members=[ana, bo], bot_is_member=True)
    token = workspace.install_app(bot_user_id="UBOT")
    with sandbox.serving() as server:
        env = {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": database_url,
        }
        yield Place(env, ana, general)


def event_about(said: Message) -> bytes:
    return dumped(envelope(message(WORDS, user="U1", ts=said.ts), event_id="Ev1"))


def send(served: Served, body: bytes) -> int:
    return httpx.post(served.events_url, content=body, headers=signed(body)).status_code


@contextmanager
def died(place: Place, folder: Path, at: str, body: bytes) -> Iterator[int | None]:
    """What it answered to the event before it died there, if it did."""
    with serve(place.env, folder, dies_at=at) as served:
        try:
            answer = send(served, body)
        except httpx.TransportError:
            answer = None
        served.process.wait(timeout=60)
    yield answer


def wait_for_the_answer(said: Message) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 60
    while not said.reactions:
        assert time.monotonic() < deadline, "nobody answered"
        pause.wait(0.1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # test_serve kills on both
def test_killed_after_storing_and_before_answering_slacks_next_try_changes_nothing(
    place: Place, tmp_path: Path, database_url: str
) -> None:
    said = place.ana.post(place.general, WORDS)
    body = event_about(said)
    at = "slackapp.intake.inbox:InboxWriter._wake"
    with died(place, tmp_path, at, body) as answer, serve(place.env, tmp_path) as served:
        assert answer is None
        wait_until_read(database_url)  # stored is stored, whether Slack heard it or not
        assert count_given(database_url) == 1
        assert send(served, body) == 200
        wait_until_read(database_url)
        wait_until_jobs_end(database_url)
    assert count_given(database_url) == 1
    assert said.reactions == {"seedling": ["UBOT"]}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # same
def test_killed_between_the_ledger_and_the_answer_people_see_it_is_given_after_the_start(
    place: Place, tmp_path: Path, database_url: str
) -> None:
    said = place.ana.post(place.general, WORDS)
    at = "slackapp.features.kudos.jobs:keep_reaction"
    with died(place, tmp_path, at, event_about(said)) as answer:
        assert answer in {200, None}  # the rest went on beside Slack's answer
        assert (count_given(database_url), said.reactions) == (1, {})
        with serve(place.env, tmp_path):
            wait_for_the_answer(said)
            wait_until_jobs_end(database_url)
    assert count_given(database_url) == 1
    assert said.reactions == {"seedling": ["UBOT"]}
