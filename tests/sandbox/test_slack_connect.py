"""A channel of two companies: both hear of it, each as its own, and who is from outside shows."""

from dataclasses import dataclass

import pytest
from slack_sdk import WebClient

from slackapp.sandbox import Channel, Person, Workspace
from tests.sandbox.stage import Stage

BUTTON = {"type": "button", "action_id": "tea", "text": {"type": "plain_text", "text": "Tea"}}


@dataclass(frozen=True)
class Connected:
    """The other company, where the app is installed too, Una of it, and the channel of both."""

    theirs: Workspace
    una: Person
    channel: Channel


@pytest.fixture
def connected(stage: Stage) -> Connected:
    theirs = stage.sandbox.add_workspace("T2", name="Hill")
    una = theirs.add_person("U9", name="Una Reed")
    theirs.install_app(bot_user_id="U2BOT")
    channel = stage.workspace.add_channel("C9", "launch", members=[stage.ana], bot_is_member=True)
    stage.workspace.share_channel(channel, theirs)
    stage.workspace.let_in(channel, una)
    channel.members["U2BOT"] = None
    return Connected(theirs, una, channel)


def test_both_installations_hear_of_a_message_with_its_senders_team(
    stage: Stage, connected: Connected
) -> None:
    assert stage.receiver.event("channel_shared")["connected_team_id"] == "T2"
    connected.una.post(connected.channel, "hello over there")
    told = [one.json for one in stage.receiver.requests[-2:]]
    assert [one["event"]["type"] for one in told] == ["message"] * 2
    assert [one["authorizations"][0]["team_id"] for one in told] == ["T2", "T1"]
    assert [one["context_team_id"] for one in told] == ["T2", "T1"]
    assert {one["team_id"] for one in told} == {"T2"}
    assert {one["is_ext_shared_channel"] for one in told} == {True}
    assert len({one["event_id"] for one in told}) == 2


def test_who_is_from_outside_is_a_stranger_here_and_acts_under_their_own_team(
    stage: Stage, connected: Connected
) -> None:
    client = WebClient(token=stage.token, base_url=stage.api_url)
    user = client.users_info(user="U9")["user"]
    assert (user["is_stranger"], user["team_id"]) == (True, "T2")
    channel = client.conversations_info(channel="C9")["channel"]
    assert (channel["is_ext_shared"], channel["shared_team_ids"]) == (True, ["T1", "T2"])
    blocks = [{"type": "actions", "elements": [BUTTON]}]
    client.chat_postMessage(channel="C9", text="tea?", blocks=blocks)
    stage.sandbox.settle()
    connected.una.click(connected.channel.messages[-1], "tea")
    clicked = stage.receiver.interaction.json
    assert (clicked["team"]["id"], clicked["user"]["team_id"]) == ("T1", "T2")


def test_what_is_not_shared_any_more_is_told_and_gone_there(
    stage: Stage, connected: Connected
) -> None:
    stage.workspace.unshare_channel(connected.channel, connected.theirs)
    told = stage.receiver.event("channel_unshared")
    assert (told["is_ext_shared"], told["previously_connected_team_id"]) == (False, "T2")
    assert connected.theirs.channels == {}
    connected_before = len(stage.receiver.events)
    stage.ana.post(connected.channel, "among us again")
    assert len(stage.receiver.events) == connected_before + 1
