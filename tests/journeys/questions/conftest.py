"""The whole app in a village of its own, with #it marked for questions."""

from collections.abc import Callable

import pytest

from slackapp.sandbox import Workspace
from slackapp.workspace.channels import find_channel
from tests.journeys.conftest import Journey
from tests.journeys.questions.village import Village, furnish_village


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    return furnish_village


@pytest.fixture
def village(journey: Journey) -> Village:
    """Once the app has read the directory."""
    toolbox = journey.app.toolbox
    journey.wait_until(lambda: toolbox.run(find_channel, "T1", "C3") is not None)
    journey.wait_until(lambda: not journey.has_work())
    village = Village(journey)
    village.choose(channels=("C2",))
    return village
