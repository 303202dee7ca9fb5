"""The whole app with four people, a second channel and a private one."""

from collections.abc import Callable

import pytest

from slackapp.sandbox import Workspace
from slackapp.workspace.channels import find_channel
from tests.journeys.conftest import Journey
from tests.journeys.links.library import Library, furnish_library


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    return furnish_library


@pytest.fixture
def library(journey: Journey) -> Library:
    """Once the app has read the directory."""
    toolbox = journey.app.toolbox
    journey.wait_until(lambda: toolbox.run(find_channel, "T1", "C3") is not None)
    journey.wait_until(lambda: not journey.has_work())
    return Library(journey)
