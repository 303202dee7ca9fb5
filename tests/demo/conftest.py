"""`slackapp demo` as people type it, and exports to play."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

COMMAND = (sys.executable, "-m", "slackapp", "demo")
DATA = Path(__file__).parents[2].parent / "shared/data"

Json = dict[str, Any]
Demo = Callable[..., subprocess.CompletedProcess[str]]
WriteExport = Callable[..., Path]


def clean_env(data_home: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The machine's environment without what our app would read."""
    ours = ("SLACK_", "DATABASE_URL", "LOG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "XDG_DATA_HOME": str(data_home), **more}


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    """Run it to its end."""

    def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            env=clean_env(tmp_path, env),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )

    return run


@pytest.fixture
def write_export(tmp_path: Path) -> WriteExport:
    """An export of these users and, by channel, posts; every post on the same day."""

    def write(users: Sequence[Json], posts: Mapping[str, Sequence[Json]]) -> Path:
        path = tmp_path / "export.zip"
        with ZipFile(path, "w") as export:
            export.writestr("users.json", json.dumps(users))
            listed = [{"id": f"C-{name}", "name": name} for name in posts]
            export.writestr("channels.json", json.dumps(listed))
            for name, said in posts.items():
                export.writestr(f"{name}/2026-11-10.json", json.dumps(said))
        return path

    return write


@pytest.fixture
def shared_export() -> Callable[[str], Path]:
    """A real community's export; it lies beside the repository, never in it."""

    def find(name: str) -> Path:
        path = DATA / f"slack_export_{name}.zip"
        if not path.is_file():
            pytest.skip(f"needs ../shared/data/{path.name} beside the repository")
        return path

    return find
