"""A desk with a Slack of its own: the sandbox over HTTP, its clock shared with the app."""

from collections.abc import Iterator

import pytest

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.sandbox import Sandbox
from tests.conftest import NOON
from tests.outbox.post_office import PostOffice


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(start=NOON, rate_limits=False)


@pytest.fixture
def office(database: Database, sandbox: Sandbox) -> Iterator[PostOffice]:
    workspace = sandbox.add_workspace("T1")
    ana = workspace.add_person("U1", name="Ana")
    general = workspace.add_channel("C1", "general", members=[ana], bot_is_member=True)
    token = workspace.install_app()
    client = DurableClient(database)
    client.prepare()
    with sandbox.serving() as server:
        yield PostOffice(database, sandbox, workspace, ana, general, client, server.api_url, token)
    client.close()
