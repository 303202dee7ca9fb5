"""Two workspaces on one database never see each other."""

import pytest

from slackapp.sandbox import Channel, Person
from tests.journeys.conftest import Journey

THANKS = "<@U1> ++ for the patient explanation of it all"


class Elsewhere:
    """Another workspace, in which people and channels have the same ids."""

    def __init__(self, journey: Journey) -> None:
        workspace = journey.sandbox.add_workspace("T2", name="Hill")
        self.una: Person = workspace.add_person("U1", name="Una Reed")
        self.vic: Person = workspace.add_person("U2", name="Vic Stone")
        people = [self.una, self.vic]
        self.general: Channel = workspace.add_channel(
            "C1", "general", members=people, bot_is_member=True
        )
        self.token = workspace.install_app(bot_user_id="UBOT")


@pytest.fixture
def elsewhere(journey: Journey) -> Elsewhere:
    return Elsewhere(journey)


def test_events_of_a_workspace_without_a_token_are_ignored(
    journey: Journey, elsewhere: Elsewhere
) -> None:
    elsewhere.vic.post(elsewhere.general, THANKS)
    journey.cy.post(journey.general, THANKS)
    journey.wait_until(lambda: journey.live_kudos() == [("U3", "U1", "1")])
    assert journey.export("T2") == []


def test_the_same_ids_in_two_workspaces_are_two_people(
    journey: Journey, elsewhere: Elsewhere
) -> None:
    journey.bo.post(journey.general, THANKS)
    journey.wait_until(lambda: journey.live_kudos() == [("U2", "U1", "1")])
    journey.restart(token=elsewhere.token)
    reply = elsewhere.vic.command(
        "/kudos", "@una.reed for showing me the way", channel=elsewhere.general
    )
    assert "Una Reed" in reply.text
    journey.wait_until(lambda: journey.live_kudos("T2") == [("U2", "U1", "1")])
    board = elsewhere.una.command("/we", "board", channel=elsewhere.general).text
    assert "Quiet so far: 1 thanks" in board
    assert "Ana" not in board
    assert journey.live_kudos("T1") == [("U2", "U1", "1")]
