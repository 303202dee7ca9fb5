"""The whole app in a town of its own."""

from collections.abc import Callable

import pytest

from slackapp.sandbox import Workspace
from slackapp.workspace.admins import list_admins
from tests.journeys.conftest import Journey
from tests.journeys.kudos.town import Town, furnish_town


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    return furnish_town


@pytest.fixture
def town(journey: Journey) -> Town:
    """Once the app has read the directory, so that it knows the admins."""
    toolbox = journey.app.toolbox
    journey.wait_until(lambda: len(toolbox.run(list_admins, "T1")) == 2)
    journey.wait_until(lambda: not journey.has_work())
    return Town(journey)
