"""The whole app in a hamlet with two admins, on SQLite: no query here is of a database's own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from slackapp.sandbox import Workspace
from slackapp.workspace.admins import list_admins
from tests.journeys.conftest import Journey
from tests.journeys.preferences.hamlet import Hamlet, furnish_hamlet


@pytest.fixture
def database_url(tmp_path: Path, sqlite_template: Path) -> str:
    path = tmp_path / "slackapp.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    def furnish(workspace: Workspace) -> None:
        furnish_hamlet(workspace)
        zoe = workspace.add_person("U7", name="Zoe Zed", role="owner", tz="Europe/Berlin")
        workspace.channels["C1"].members[zoe.id] = None

    return furnish


@pytest.fixture
def hamlet(journey: Journey) -> Hamlet:
    toolbox = journey.app.toolbox
    journey.wait_until(lambda: len(toolbox.read(list_admins, "T1")) == 2)
    journey.wait_until(lambda: not journey.has_work())
    return Hamlet(journey)
