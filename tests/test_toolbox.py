"""What a listener asks of Slack while somebody waits."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.sandbox import Sandbox
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import SettableClock
from slackapp.workspace.directory import list_unknown
from slackapp.workspace.installations import Installation, Installations

STRANGERS = [f"U{number}" for number in range(1, 7)]


@dataclass(frozen=True)
class Desk:
    """A toolbox, and the Slack it asks about six strangers."""

    sandbox: Sandbox
    toolbox: AppToolbox

    def unknown(self) -> list[str]:
        return list(self.toolbox.read(list_unknown, "T1", STRANGERS))


@pytest.fixture
def desk(database: Database, clock: SettableClock) -> Iterator[Desk]:
    sandbox = Sandbox(rate_limits=False)
    workspace = sandbox.add_workspace("T1")
    token = workspace.install_app(bot_user_id="UBOT")
    for stranger in STRANGERS:
        workspace.add_person(stranger, name=f"Person {stranger}")
    installations = Installations()
    queue = DurableClient(database)
    with sandbox.serving() as slack:
        installations.add(
            Installation(
                workspace_id="T1",
                team_name="Acme",
                bot_token=token,
                bot_user_id="UBOT",
                bot_id="BBOT",
                app_id="A1",
            )
        )
        toolbox = AppToolbox(
            database, clock, queue, (), installations=installations, api_url=slack.api_url
        )
        yield Desk(sandbox, toolbox)
    queue.close()


def test_strangers_are_met(desk: Desk) -> None:
    desk.toolbox.make_known("T1", STRANGERS)
    assert desk.unknown() == []


def test_however_slowly_slack_answers_it_is_not_asked_past_a_second(desk: Desk) -> None:
    slow = desk.sandbox.faults.add(method="users.info", delay=0.6, times=6)
    desk.toolbox.make_known("T1", STRANGERS)
    assert slow.fired <= 2


def test_whom_slack_told_of_in_time_stays_known(desk: Desk) -> None:
    desk.sandbox.faults.add(method="users.info", delay=0)
    desk.sandbox.faults.add(method="users.info", error="internal_error", times=6)
    desk.toolbox.make_known("T1", STRANGERS)
    assert desk.unknown() == STRANGERS[1:]
