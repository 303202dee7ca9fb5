"""Every stored event reaches every room once, whatever one room or one event does."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.intake.reader import Reader
from slackapp.vocabulary.talk import Message
from slackapp.workspace.channels import find_channel
from slackapp.workspace.installation_store import end_installation, resume_installation
from tests.builders.slack_events import message, reaction
from tests.intake.desk import Desk, Fragile, note, noting_room

FIRST, SECOND, THIRD = (f"1763467200.00010{number}" for number in range(3))


def locked() -> OperationalError:
    return OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))


def test_every_room_reads_what_it_asked_for(desk: Desk) -> None:
    only_reactions = replace(noting_room("reactions"), reads_message=None)
    desk.features = [noting_room("all"), only_reactions, Feature(name="deaf")]
    desk.put(message(ts=FIRST), reaction("clap"))
    desk.read()
    assert desk.noted("all") == [FIRST, "clap"]
    assert desk.noted("reactions") == ["clap"]
    assert [(row.state, row.body) for row in desk.events()] == [("done", None)] * 2


def test_a_directory_event_is_learned_and_shown_to_no_room(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    desk.put({"type": "channel_rename", "channel": {"id": "C1", "name": "lobby", "created": 1}})
    desk.read()
    with desk.opened() as tx:
        channel = find_channel(tx, "C1")
    assert channel is not None
    assert (channel.name, desk.noted("all")) == ("lobby", [])
    assert [row.reason for row in desk.events()] == ["directory"]


def test_a_mention_of_the_app_is_not_read_beside_its_message(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    mention = {**message("<@UBOT> hello", ts=FIRST), "type": "app_mention"}
    desk.put(mention, message("<@UBOT> hello", ts=FIRST), mention)
    desk.read()
    assert desk.noted("all") == [FIRST]


def test_effects_and_done_marks_of_a_batch_commit_together(desk: Desk) -> None:
    fragile = Fragile("fragile", locked())
    desk.features = [noting_room("all"), fragile.feature]
    desk.put(message(ts=FIRST), message(ts=SECOND))
    with pytest.raises(OperationalError):
        desk.read()
    assert desk.noted("all") == []
    assert {row.state for row in desk.events()} == {"open"}


def test_a_batch_that_takes_long_commits_and_the_next_goes_on(desk: Desk) -> None:
    """It holds the workspace's lock: who types a command waits for it, and Slack for them."""
    fragile = Fragile("fragile", None)
    desk.features = [fragile.feature, _locked_at(SECOND)]
    desk.put(message(ts=FIRST), message(ts=SECOND))
    with pytest.raises(OperationalError):
        desk.reader(batch_seconds=0).read_all()
    assert desk.noted("fragile") == [FIRST]
    desk.features = [fragile.feature]
    desk.reader(batch_seconds=0).read_all()
    assert desk.noted("fragile") == [FIRST, SECOND]


def test_an_error_that_passes_is_tried_again_and_not_counted(desk: Desk) -> None:
    broken, busy = Fragile("broken", ValueError()), Fragile("busy", locked())
    desk.features = [broken.feature, busy.feature]
    desk.put(message(ts=FIRST))
    for _ in range(6):
        with pytest.raises(OperationalError):
            desk.read()
    assert desk.failures() == []
    busy.error = None
    desk.read()
    assert desk.noted("busy") == [FIRST]
    assert [(row.room, row.attempts) for row in desk.failures()] == [("broken", 1)]


def test_a_strangers_events_wait_until_it_is_known_who_is_none(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    desk.put(message(ts=FIRST), workspace_id="T9")
    desk.reader(knows_all=False).read_all()
    assert [row.state for row in desk.events()] == ["open"]


def test_events_of_a_stranger_are_ignored_and_forgotten(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    desk.put(message(ts=FIRST), workspace_id="T9")
    desk.put(message(ts=SECOND))
    desk.read()
    stranger, ours = desk.events()
    assert (stranger.state, stranger.reason, stranger.body) == (
        "ignored",
        "unknown_workspace",
        None,
    )
    assert ours.state == "done"
    assert desk.noted("all") == [SECOND]


def test_events_of_who_is_back_since_it_was_looked_are_read(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    with desk.opened() as tx:
        end_installation(tx, by="app_uninstalled")
    desk.put(message(ts=FIRST))

    def come_back() -> bool:
        with desk.opened() as tx:
            resume_installation(tx)
        return True

    place = (desk.database, desk.features, desk.clock, desk.queue)
    Reader(*place, knows_all=come_back).read_all()
    desk.read()
    assert desk.noted("all") == [FIRST]


def test_the_same_words_in_two_workspaces_stay_apart(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    desk.settle_in("T2")
    desk.put(message(ts=FIRST), event_id="Ev1")
    desk.put(message(ts=FIRST), event_id="Ev1", workspace_id="T2")
    desk.read()
    assert desk.noted("all") == desk.noted("all", "T2") == [FIRST]


def test_two_readers_at_once_read_everything_once(desk: Desk) -> None:
    """On PostgreSQL they are two replicas; on SQLite two threads of the one process."""
    desk.features = [noting_room("all")]
    stamps = [f"1763467200.{number:06d}" for number in range(450)]
    desk.put(*[message(ts=ts) for ts in stamps])
    together = threading.Barrier(2)

    def read() -> None:
        together.wait(10)
        desk.read()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(read) for _ in range(2)]:
            done.result()
    desk.read()
    assert desk.noted("all") == stamps


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_workspaces_are_read_at_the_same_time(desk: Desk) -> None:
    """Each reader waits inside its room for the other: one after the other would never end."""
    desk.settle_in("T2")
    together = threading.Barrier(2)

    def meets_the_other(tx: Transaction, message: Message) -> None:
        together.wait(10)
        note(tx, "meeting", message.ts)

    desk.features = [Feature(name="meeting", reads_message=meets_the_other)]
    desk.put(message(ts=FIRST), message(ts=FIRST), workspace_id="T1")
    desk.put(message(ts=FIRST), message(ts=FIRST), workspace_id="T2")
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(desk.read) for _ in range(2)]:
            done.result()
    assert desk.noted("meeting", "T1") == desk.noted("meeting", "T2") == [FIRST, FIRST]


def test_a_reader_outlives_whatever_a_round_raises(desk: Desk) -> None:
    read = threading.Event()
    fragile = Fragile("fragile", locked())

    def hears(tx: Transaction, message: Message) -> None:
        reads = fragile.feature.reads_message
        assert reads is not None
        try:
            reads(tx, message)
        finally:
            fragile.error = None
            read.set()

    desk.features = [Feature(name="fragile", reads_message=hears)]
    desk.put(message(ts=FIRST))
    reader = desk.reader()
    reader.start()
    try:
        reader.wake()
        assert read.wait(10)
        read.clear()
        assert read.wait(10)
    finally:
        reader.close()
    assert desk.noted("fragile") == [FIRST]


def _locked_at(ts: str) -> Feature:
    """A room that meets a lock at this message."""

    def reads_message(_tx: Transaction, read: Message) -> None:
        if read.ts == ts:
            raise locked()

    return Feature(name="locked", reads_message=reads_message)
