"""Fixtures for the sandbox's own tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from slackapp.sandbox import Sandbox
from tests.sandbox.receiver import receiving
from tests.sandbox.stage import SECRET, Stage

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with receiving() as receiver:
        sandbox = Sandbox(signing_secret=SECRET, request_url=receiver.url, start=MONDAY)
        with sandbox.serving() as server:
            acme = sandbox.add_workspace("T1", name="Acme", domain="acme")
            ana = acme.add_person("U1", name="Ana Lopez", display_name="ana")
            ben = acme.add_person("U2", name="Ben Okafor", display_name="ben")
            general = acme.add_channel("C1", "general", members=[ana, ben], bot_is_member=True)
            token = acme.install_app(bot_user_id="U0BOT")
            yield Stage(
                sandbox, receiver, acme, server.api_url, server.url, ana, ben, general, token
            )
            sandbox.settle()


@pytest.fixture(scope="session")
def slack_fixtures() -> Path:
    """Payloads nobody here wrote; they lie beside the repository."""
    folder = Path(__file__).parents[2].parent / "shared/data/slack_fixtures"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data/slack_fixtures beside the repository")
    return folder
