"""A channel is shared, closed, opened, renamed or gets another id: what was said there goes along.

Rows H19 and H21 of the catalogue of faults.
"""

import pytest

from slackapp.intake.channel_changes import follow_audience
from slackapp.sandbox import Channel
from slackapp.workspace.channels import set_kind
from tests.journeys.conftest import Journey

THANKS = "<@U1> ++ for the patient explanation of it all"
LINK = "How we deploy: <https://example.org/deploying-in-peace>"


def board(journey: Journey) -> str:
    return journey.ana.command("/we", "board", channel=journey.general).text


def reading_list(journey: Journey) -> str:
    return str(journey.ana.command("/we", "links", channel=journey.general).shown)


def thanked_in(journey: Journey, channel: Channel) -> None:
    journey.bo.post(channel, THANKS)
    journey.bo.post(channel, LINK)
    journey.wait_until(lambda: len(journey.live_kudos()) == 1)
    journey.settle()


@pytest.fixture
def launch(journey: Journey) -> Channel:
    people = [journey.ana, journey.bo, journey.cy]
    channel = journey.workspace.add_channel("C7", "launch", members=people, bot_is_member=True)
    thanked_in(journey, channel)
    assert "1 thanks" in board(journey)
    assert "deploying-in-peace" in reading_list(journey)
    return channel


def audiences(journey: Journey) -> set[str]:
    return {row.audience for row in journey.export()}


def test_what_was_said_in_a_channel_shared_since_counts_again_when_it_is_ours_alone(
    journey: Journey, launch: Channel
) -> None:
    hill = journey.sandbox.add_workspace("T2", name="Hill")
    journey.workspace.share_channel(launch, hill)
    journey.settle()
    assert audiences(journey) == {"private"}
    assert "1 thanks" not in board(journey)
    assert "deploying-in-peace" not in reading_list(journey)
    journey.workspace.unshare_channel(launch, hill)
    journey.settle()
    assert audiences(journey) == {"public"}
    assert "1 thanks" in board(journey)
    assert "deploying-in-peace" in reading_list(journey)


def test_what_was_said_in_a_channel_made_private_is_for_nobody_until_slack_says_public(
    journey: Journey, launch: Channel
) -> None:
    journey.workspace.make_private(launch, by=journey.ana)
    journey.settle()
    assert "1 thanks" not in board(journey)
    assert "deploying-in-peace" not in reading_list(journey)
    journey.app.toolbox.run(set_kind, "T1", "C7", kind="public")  # as a sync does
    journey.app.toolbox.run(follow_audience, "T1")
    assert "1 thanks" in board(journey)
    assert "deploying-in-peace" in reading_list(journey)


def test_what_was_private_when_it_was_said_stays_so(journey: Journey) -> None:
    people = [journey.ana, journey.bo]
    room = journey.workspace.add_channel(
        "G7", "room", kind="private_channel", members=people, bot_is_member=True
    )
    thanked_in(journey, room)
    journey.app.toolbox.run(set_kind, "T1", "G7", kind="public")
    journey.app.toolbox.run(follow_audience, "T1")
    assert "1 thanks" not in board(journey)
    assert "deploying-in-peace" not in reading_list(journey)


def test_an_archived_or_renamed_channel_takes_nothing_along(
    journey: Journey, launch: Channel
) -> None:
    journey.workspace.rename(launch, "landing", by=journey.ana)
    journey.workspace.archive(launch, by=journey.ana)
    journey.settle()
    assert "1 thanks" in board(journey)


def test_what_was_said_under_the_old_id_of_a_channel_is_found_under_the_new_one(
    journey: Journey, launch: Channel
) -> None:
    thanks, link = launch.messages[0], launch.messages[1]
    journey.workspace.change_channel_id(launch, "C8NEW")
    journey.settle()
    assert journey.live_kudos() == [("U2", "U1", "1")]
    assert "C7" not in str(journey.export())
    journey.bo.delete(thanks)
    journey.bo.delete(link)
    journey.wait_until(lambda: journey.live_kudos() == [])
    journey.settle()
    assert "deploying-in-peace" not in reading_list(journey)
