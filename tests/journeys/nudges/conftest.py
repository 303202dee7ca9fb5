"""The whole app in a town of two time zones, with a test-only room of wishes beside the others.

`town.want(NOTICE, "x", town.ana)` wants somebody asked (tests/builders/wishes.py has a kind for
each way); the app's own kinds are there as in real life. `town.rest()` is sure that nothing more
comes now, so that what was not asked can be told.
"""

from collections.abc import Callable, Sequence

import pytest

from slackapp.catalogue import FEATURES
from slackapp.feature_contract import Feature
from slackapp.features.nudges.feature import nudges_feature
from slackapp.sandbox import Workspace
from slackapp.workspace.channels import find_channel
from tests.builders.wishes import Wishes
from tests.journeys.conftest import Journey
from tests.journeys.nudges.town import Town, furnish_town


@pytest.fixture
def wishes() -> Wishes:
    return Wishes()


@pytest.fixture
def features(wishes: Wishes) -> Sequence[Feature]:
    rooms = [*(room for room in FEATURES if room.name != "nudges"), wishes.room()]
    return (*rooms, nudges_feature([offer for room in rooms for offer in room.nudges]))


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    return furnish_town


@pytest.fixture
def town(journey: Journey, wishes: Wishes) -> Town:
    """Once the app has read the directory."""
    toolbox = journey.app.toolbox
    journey.wait_until(lambda: toolbox.run(find_channel, "T1", "C4") is not None)
    journey.wait_until(lambda: not journey.has_work())
    return Town(journey, wishes)
