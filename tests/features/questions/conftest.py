"""The workspace of these tests on each database."""

import pytest

from slackapp.database.engines import Database
from tests.features.questions.builders import open_workspace


@pytest.fixture
def workspace(database: Database) -> Database:
    open_workspace(database)
    return database
