"""What the app hears of channels that change."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.stage import Stage


def test_a_renamed_channel_is_told_and_says_so_itself(stage: Stage) -> None:
    stage.workspace.rename(stage.general, "town-square", by=stage.ana)

    assert stage.receiver.event("channel_rename")["channel"]["name"] == "town-square"
    said = stage.receiver.event("channel_name")
    assert (said["old_name"], said["name"], said["user"]) == ("general", "town-square", "U1")
    assert stage.client.conversations_info(channel="C1")["channel"]["previous_names"] == ["general"]


def test_an_archived_channel_takes_no_posts_until_it_is_unarchived(stage: Stage) -> None:
    stage.workspace.archive(stage.general, by=stage.ana)
    with pytest.raises(SlackApiError, match="is_archived"):
        stage.client.chat_postMessage(channel="C1", text="x")
    stage.workspace.archive(stage.general, by=stage.ana, undo=True)

    assert stage.client.chat_postMessage(channel="C1", text="x")["ok"]
    stage.sandbox.settle()
    assert [kind for kind in stage.receiver.kinds() if kind != "message"] == [
        "channel_archive",
        "channel_archive",
        "channel_unarchive",
        "channel_unarchive",
    ]


def test_a_channel_made_private_is_seen_by_its_members_alone(stage: Stage) -> None:
    elsewhere = stage.workspace.add_channel("C2", "elsewhere", members=[stage.ana])
    stage.workspace.make_private(elsewhere, by=stage.ana)
    stage.workspace.make_private(stage.general, by=stage.ana)

    told = stage.receiver.event("channel_convert_to_private")
    assert (told["channel"], told["channel_type"]) == ("C1", "group")
    assert stage.client.conversations_info(channel="C1")["channel"]["is_private"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        stage.client.conversations_info(channel="C2")


def test_a_channel_with_a_new_id_is_found_by_that_alone(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "hi")

    stage.workspace.change_channel_id(stage.general, "C9")

    told = stage.receiver.event("channel_id_changed")
    assert (told["old_channel_id"], told["new_channel_id"]) == ("C1", "C9")
    assert stage.client.conversations_history(channel="C9")["messages"][0]["ts"] == message.ts
    with pytest.raises(SlackApiError, match="channel_not_found"):
        stage.client.conversations_info(channel="C1")
    stage.ana.react(message, "clap")
    assert stage.receiver.event("reaction_added")["item"]["channel"] == "C9"


def test_a_deleted_channel_is_gone(stage: Stage) -> None:
    stage.workspace.delete_channel(stage.general, by=stage.ana)

    assert stage.receiver.event("channel_deleted")["actor_id"] == "U1"
    with pytest.raises(SlackApiError, match="channel_not_found"):
        stage.client.chat_postMessage(channel="C1", text="x")


def test_a_bot_taken_out_hears_of_it_and_of_nothing_more(stage: Stage) -> None:
    stage.workspace.remove_from(stage.general, "U0BOT", by=stage.ana)
    stage.ana.post(stage.general, "just us")

    assert stage.receiver.kinds() == ["member_left_channel", "channel_left"]
    assert stage.receiver.event("channel_left")["actor_id"] == "U1"


def test_what_somebody_says_of_themselves_is_a_message_of_its_own_kind(stage: Stage) -> None:
    stage.ana.post(stage.general, "waves", subtype="me_message")

    told = stage.receiver.event("me_message")
    assert told["text"] == "waves"
    assert not {"blocks", "client_msg_id"} & told.keys()
