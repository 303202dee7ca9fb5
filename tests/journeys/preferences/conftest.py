"""The whole app in a hamlet whose directory it has read."""

from collections.abc import Callable

import pytest

from slackapp.sandbox import Workspace
from slackapp.workspace.admins import list_admins
from tests.journeys.conftest import Journey
from tests.journeys.preferences.hamlet import Hamlet, furnish_hamlet


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    return furnish_hamlet


@pytest.fixture
def hamlet(journey: Journey) -> Hamlet:
    toolbox = journey.app.toolbox
    journey.wait_until(lambda: len(toolbox.read(list_admins, "T1")) == 1)
    journey.wait_until(lambda: not journey.has_work())
    return Hamlet(journey)
