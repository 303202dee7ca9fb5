"""The nudges room on each database."""

import pytest

from slackapp.database.engines import Database
from tests.features.nudges.desk import Desk


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)
