"""The linter sees what product code must not do, and where it may."""

import subprocess
import sys
from pathlib import Path

import pytest


def broken_rules(repository: Path, where: str, code: str) -> str:
    """What ruff says about this code, were it lying there."""
    finished = subprocess.run(
        [
            Path(sys.executable).parent / "ruff",
            *("check", "--no-cache", "--output-format", "concise", "--stdin-filename", where, "-"),
        ],
        input=code,
        cwd=repository,
        check=False,
        capture_output=True,
        text=True,
    )
    return finished.stdout


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("TID251", "from datetime import UTC, datetime\n\nSTART = datetime.now(UTC)\n"),
        ("TID251", "import datetime\n\nSTART = datetime.date.today()\n"),
        ("TID251", "import time\n\nSTART = time.time()\n"),
        ("TID251", "from time import time as seconds\n\nSTART = seconds()\n"),
        ("TID251", "from importlib import import_module\n\nSTORE = import_module('x')\n"),
        ("TID252", "from . import store\n"),
        ("T201", "print('hello')\n"),
        ("S110", "try:\n    x = 1\nexcept Exception:\n    pass\n"),
        ("ERA001", "# x = 1\n"),
    ],
)
def test_product_code_may_not(repository: Path, rule: str, code: str) -> None:
    assert rule in broken_rules(repository, "slackapp/features/kudos/rules.py", code)


@pytest.mark.parametrize("where", ["slackapp/vocabulary/clock.py", "slackapp/intake/signature.py"])
def test_the_real_time_is_read_in_two_places(repository: Path, where: str) -> None:
    said = broken_rules(repository, where, "import time\n\nSTART = time.time()\n")

    assert "TID251" not in said
    assert "D100" in said  # it did look
