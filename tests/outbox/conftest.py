"""A desk with a Slack of its own: the sandbox over HTTP, its clock shared with the app."""

from collections.abc import Iterator

import pytest

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.sandbox import Sandbox
from tests.conftest import NOON
from tests.outbox.post_office import PostOffice, open_office


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(start=NOON, rate_limits=False)


@pytest.fixture
def office(database: Database, sandbox: Sandbox) -> Iterator[PostOffice]:
    client = DurableClient(database)
    client.prepare()
    with open_office(database, client, sandbox) as office:
        yield office
    client.close()
