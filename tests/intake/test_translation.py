"""What Slack sends, in our words; what is not for rooms says why."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from slackapp.database.transaction import Transaction
from slackapp.intake.rooms import Read, take_in
from slackapp.intake.translation import NotForRooms
from slackapp.vocabulary.slack_time import micros_of_ts
from slackapp.vocabulary.talk import Message, Reaction, Wording
from slackapp.workspace.lookup import NotKnownYet
from tests.builders.slack_events import deleted, edited, message, reaction
from tests.intake.desk import Desk

TS, AT, LATER = "1763467200.000100", "1763467260.000000", "1763467320.000200"
POSTED, EDITED, GONE = micros_of_ts(TS), micros_of_ts(AT), micros_of_ts(LATER)

Json = dict[str, Any]


@pytest.fixture
def tx(desk: Desk) -> Iterator[Transaction]:
    with desk.opened() as tx:
        yield tx


def as_message(read: Read) -> Message:
    assert isinstance(read, Message)
    return read


def as_reaction(read: Read) -> Reaction:
    assert isinstance(read, Reaction)
    return read


def without(event: Json, *names: str) -> Json:
    return {name: value for name, value in event.items() if name not in names}


def test_a_message_as_posted(tx: Transaction) -> None:
    read = as_message(take_in(tx, message("hi <@U2>", ts=TS, thread_ts="1763467100.000100")))
    assert (read.workspace_id, read.channel.channel_id, read.ts) == ("T1", "C1", TS)
    assert (read.author.slack_id, read.thread_ts) == ("U1", "1763467100.000100")
    assert read.wording == Wording(POSTED, "hi <@U2>")
    assert (read.before, read.deleted, read.superseded_at, read.imported) == (
        None, False, None, False,
    )  # fmt: skip


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share", "me_message"])
def test_people_post_in_these_subtypes_too(tx: Transaction, subtype: str) -> None:
    assert isinstance(take_in(tx, message(subtype=subtype)), Message)


@pytest.mark.parametrize(
    "subtype",
    ["channel_join", "channel_topic", "message_replied", "bot_message", "reminder_add", "new", 5],
)
def test_other_subtypes_are_nothing_people_said(tx: Transaction, subtype: object) -> None:
    assert take_in(tx, message(subtype=subtype)) == NotForRooms("subtype")


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B9"},
        {"bot_id": "BBOT", "user": "UBOT"},
        {"user": "UROBO"},
        {"user": "UBOT"},
        {"user": None},
        {"bot_id": "BWORKFLOW", "workflow_id": "Wf1", "user": None},
    ],
)
def test_bots_workflows_and_our_own_posts_stay_outside(tx: Transaction, more: Json) -> None:
    assert take_in(tx, message(**more)) == NotForRooms("not_by_a_person")
    post = message(**more)
    change = edited("now", was="then", at=AT) | {"message": post}
    assert take_in(tx, change) == NotForRooms("not_by_a_person")
    if post["user"] in {"UROBO", "UBOT"}:
        robot = reaction("clap", by=post["user"])
        assert take_in(tx, robot) == NotForRooms("not_by_a_person")


def test_the_twin_of_a_broadcast_is_the_same_message(tx: Transaction) -> None:
    reply = message(ts=TS, thread_ts="1763467100.000100")
    broadcast = as_message(take_in(tx, reply | {"subtype": "thread_broadcast"}))
    assert broadcast.is_new
    assert as_message(take_in(tx, reply)) == replace(broadcast, is_new=False)


def test_an_edit_tells_both_versions(tx: Transaction) -> None:
    read = as_message(take_in(tx, edited("now", was="then", at=AT)))
    assert read.ts == TS
    assert read.before == Wording(POSTED, "then")
    assert read.wording == Wording(EDITED, "now")


@pytest.mark.parametrize("previous", [None, 5, [], {}, "then"])
def test_an_edit_without_its_former_words_tells_the_new_ones(
    tx: Transaction, previous: object
) -> None:
    read = as_message(
        take_in(tx, edited("now", was="then", at=AT) | {"previous_message": previous})
    )
    assert (read.before, read.wording) == (None, Wording(EDITED, "now"))


def test_an_edit_in_the_second_of_the_posting_is_later_all_the_same(tx: Transaction) -> None:
    """Slack rounds `edited` to seconds; the event has the exact time."""
    event = edited("now", was="then", at="1763467200.900000")
    event["message"]["edited"]["ts"] = "1763467200.000000"
    read = as_message(take_in(tx, event))
    assert read.before == Wording(POSTED, "then")
    assert read.wording == Wording(micros_of_ts("1763467200.900000"), "now")


def test_an_unfurl_is_the_version_we_know(tx: Transaction) -> None:
    event = edited("same", was="same", at=LATER)
    del event["message"]["edited"]
    event["message"]["attachments"] = [{"from_url": "https://example.org"}]
    read = as_message(take_in(tx, event))
    assert read.before == read.wording == Wording(POSTED, "same")


def test_a_deletion_says_nothing_from_its_own_time_on(tx: Transaction) -> None:
    read = as_message(take_in(tx, deleted(was="then", at=LATER)))
    assert (read.ts, read.author.slack_id, read.deleted) == (TS, "U1", True)
    assert (read.before, read.wording) == (Wording(POSTED, "then"), Wording(GONE, ""))


def test_a_deletion_without_the_words_is_told_by_the_index(tx: Transaction) -> None:
    gone = without(deleted(was="", at=LATER), "previous_message")
    assert take_in(tx, gone | {"deleted_ts": "1763467100.000100"}) == NotForRooms("not_by_a_person")
    take_in(tx, message(ts=TS))
    read = as_message(take_in(tx, gone))
    assert (read.author.slack_id, read.before, read.deleted) == ("U1", None, True)


def test_a_tombstone_deletes_a_parent_that_has_replies(tx: Transaction) -> None:
    event = edited("", was="then", at=LATER)
    event["message"] = {"subtype": "tombstone", "user": "USLACKBOT", "ts": TS, "hidden": True}
    read = as_message(take_in(tx, event))
    assert (read.author.slack_id, read.deleted) == ("U1", True)
    assert (read.before, read.wording) == (Wording(POSTED, "then"), Wording(GONE, ""))


def test_a_version_that_comes_late_knows_the_newer_one(tx: Transaction) -> None:
    take_in(tx, edited("now", was="then", at=AT))
    assert as_message(take_in(tx, message("then", ts=TS))).superseded_at == EDITED
    take_in(tx, deleted(was="now", at=LATER))
    late = as_message(take_in(tx, edited("now", was="then", at=AT)))
    assert late.superseded_at == GONE
    assert as_message(take_in(tx, deleted(was="now", at=LATER))).superseded_at is None


def test_a_reaction_and_its_removal(tx: Transaction) -> None:
    put = as_reaction(take_in(tx, reaction("clap", by="U2", to="U1", at=AT)))
    assert (put.person.slack_id, put.author.slack_id) == ("U2", "U1")
    assert (put.channel.channel_id, put.message_ts, put.emoji) == ("C1", TS, "clap")
    assert (put.added, put.at, put.imported) == (True, EDITED, False)
    assert not as_reaction(take_in(tx, reaction("clap", added=False))).added


@pytest.mark.parametrize("name", ["clap::skin-tone-2", "clap::skin-tone-6", "clap"])
def test_skin_tones_are_one_emoji(tx: Transaction, name: str) -> None:
    assert as_reaction(take_in(tx, reaction(name))).emoji == "clap"


def test_a_reaction_that_does_not_say_to_whom_asks_the_index(tx: Transaction) -> None:
    event = without(reaction("clap"), "item_user")
    assert take_in(tx, event) == NotForRooms("not_by_a_person")
    take_in(tx, message(ts=TS, user="U3"))
    assert as_reaction(take_in(tx, event)).author.slack_id == "U3"


def test_a_reaction_to_a_file_is_no_reaction_to_words(tx: Transaction) -> None:
    event = reaction("clap") | {"item": {"type": "file", "file": "F1"}}
    assert take_in(tx, event) == NotForRooms("not_a_message")


@pytest.mark.parametrize(
    ("event", "unknown"),
    [
        (message(user="U9"), "U9"),
        (message(channel="C9"), "C9"),
        (reaction("clap", by="U9"), "U9"),
        (reaction("clap", to="W9"), "W9"),
    ],
)
def test_whom_we_never_met_is_named(tx: Transaction, event: Json, unknown: str) -> None:
    with pytest.raises(NotKnownYet) as error:
        take_in(tx, event)
    assert error.value.slack_ids == {unknown}


@pytest.mark.parametrize("odd", ["\0", "\ud800", "\0\ud800\udfff\0"])
def test_nul_and_lone_surrogates_are_left_out(tx: Transaction, odd: str) -> None:
    read = as_message(take_in(tx, message(f"he{odd}llo", ts=TS)))
    assert read.wording.text == "hello"
    assert as_message(take_in(tx, message(thread_ts=f"{TS}{odd}"))).thread_ts is None
    assert as_reaction(take_in(tx, reaction(f"cl{odd}ap"))).emoji == "clap"
    assert take_in(tx, message(channel=f"C1{odd}")) == NotForRooms("malformed")
    assert take_in(tx, message(user=f"U1{odd}")) == NotForRooms("not_by_a_person")
    assert take_in(tx, reaction("clap", by=f"U1{odd}")) == NotForRooms("malformed")
    assert take_in(tx, reaction("clap", to=f"U1{odd}")) == NotForRooms("malformed")
