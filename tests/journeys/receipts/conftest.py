"""The whole app with a few people and an admin."""

from collections.abc import Callable

import pytest

from slackapp.sandbox import Workspace
from tests.journeys.conftest import Journey
from tests.journeys.preferences.hamlet import Hamlet, furnish_hamlet


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    return furnish_hamlet


@pytest.fixture
def hamlet(journey: Journey) -> Hamlet:
    hamlet = Hamlet(journey)
    hamlet.rest()
    return hamlet
