"""A desk with all that rows need: a database, a clock and the way to the engine."""

from collections.abc import Iterator

import pytest

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.vocabulary.clock import SettableClock
from tests.jobs.desk import Desk


@pytest.fixture
def desk(database: Database, clock: SettableClock) -> Iterator[Desk]:
    client = DurableClient(database)
    client.prepare()
    yield Desk(database, clock, client)
    client.close()
