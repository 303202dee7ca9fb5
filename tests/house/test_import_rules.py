"""Each violation of the house is planted in a copy of it and seen by import-linter."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# A room no list knows: the rules must hold in it from its first line.
ROOM = {
    "__init__.py": "",
    "feature.py": "from slackapp.features.planted import listeners",
    "listeners.py": "from slackapp.features.planted import blocks, use_cases",
    "use_cases.py": "from slackapp.features.planted import rules, store",
    "blocks.py": "from slackapp.features.planted import rules",
    "store.py": "from slackapp.features.planted import models",
    "models.py": "import sqlalchemy",
    "rules.py": "from slackapp.features.planted import settings",
    "settings.py": "from slackapp.vocabulary import words",
}
PLANTED = "slackapp/features/planted"
NEIGHBOUR = "slackapp/features/neighbour"

VIOLATIONS = [
    # the contract it breaks, where, the line
    ("rooms", f"{PLANTED}/use_cases.py", "from slackapp.features.neighbour import feature"),
    ("floors", "slackapp/intake/__init__.py", "from slackapp.features.planted import rules"),
    ("floors", "slackapp/vocabulary/words.py", "from slackapp import config"),
    ("floors", "slackapp/jobs/__init__.py", "import slackapp.slack"),
    ("floors", "slackapp/slack/__init__.py", "import slackapp.jobs"),
    ("floors", "slackapp/stray.py", ""),
    ("floors", "slackapp/stray/__init__.py", ""),
    ("shelves", f"{PLANTED}/stray.py", ""),
    ("shelves", f"{PLANTED}/stray/__init__.py", ""),
    ("shelves", f"{PLANTED}/rules.py", "from slackapp.features.planted import store"),
    ("shelves", f"{PLANTED}/use_cases.py", "from slackapp.features.planted import listeners"),
    ("pure", f"{PLANTED}/rules.py", "import sqlalchemy.orm"),
    ("pure", f"{PLANTED}/rules.py", "from slackapp.database import base"),
    ("pure", f"{PLANTED}/blocks.py", "from slack_sdk.models import blocks"),
    ("pure", "slackapp/reading/__init__.py", "import slack_bolt"),
    ("pure", "slackapp/vocabulary/words.py", "import sqlalchemy"),
    ("edges", f"{PLANTED}/listeners.py", "from slackapp.features.planted import store"),
    ("edges", f"{PLANTED}/listeners.py", "from slackapp.features.planted.models import Row"),
    ("edges", f"{PLANTED}/jobs.py", "import slackapp.features.planted.store"),
    ("edges", f"{PLANTED}/pages.py", "from slackapp.features.planted import models"),
    ("edges", f"{PLANTED}/cli.py", "def late():\n    from slackapp.features.planted import store"),
    ("use-cases", f"{PLANTED}/use_cases.py", "from slack_sdk import WebClient"),
    ("use-cases", f"{PLANTED}/use_cases.py", "import slack_bolt"),
    ("doorways", f"{PLANTED}/__init__.py", "from slackapp.features.planted import rules"),
    ("doorways", "slackapp/features/__init__.py", "from slackapp.vocabulary import words"),
    ("sandbox-imports-nothing-of-ours", "slackapp/sandbox/__init__.py", "import slackapp.config"),
    ("only-the-demo-knows-the-sandbox", f"{PLANTED}/listeners.py", "import slackapp.sandbox"),
    ("only-the-demo-knows-the-sandbox", "slackapp/web/__init__.py", "import slackapp.sandbox"),
    ("blocks", f"{PLANTED}/blocks.py", "from slackapp.features.planted import models"),
]


@pytest.fixture
def house(tmp_path: Path, repository: Path) -> Path:
    """A copy of the floors and the rules, with planted rooms instead of the real ones."""
    unwanted = shutil.ignore_patterns("__pycache__", "features")
    shutil.copytree(repository / "slackapp", tmp_path / "slackapp", ignore=unwanted)
    shutil.copy(repository / "pyproject.toml", tmp_path)
    for name in ("slackapp/features", NEIGHBOUR):
        plant(tmp_path, f"{name}/__init__.py", "")
    plant(tmp_path, f"{NEIGHBOUR}/feature.py", "")
    for name, line in ROOM.items():
        plant(tmp_path, f"{PLANTED}/{name}", line)
    return tmp_path


def plant(house: Path, where: str, line: str) -> None:
    path = house / where
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(f"\n{line}\n")


def lint(house: Path) -> tuple[int, str]:
    finished = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=house,
        env=os.environ | {"COLUMNS": "200", "NO_COLOR": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    return finished.returncode, finished.stdout + finished.stderr


def broken_contracts(house: Path, output: str) -> set[str]:
    rules = tomllib.loads((house / "pyproject.toml").read_text())
    contracts = rules["tool"]["importlinter"]["contracts"]
    return {contract["id"] for contract in contracts if f"{contract['name']} BROKEN" in output}


def test_our_house_is_in_order(repository: Path) -> None:
    code, output = lint(repository)

    assert code == 0, output


def test_a_well_kept_new_room_is_in_order(house: Path) -> None:
    code, output = lint(house)

    assert code == 0, output


@pytest.mark.parametrize(("contract", "where", "line"), VIOLATIONS)
def test_a_planted_violation_is_seen(house: Path, contract: str, where: str, line: str) -> None:
    plant(house, where, line)

    code, output = lint(house)

    assert code == 1, output
    assert contract in broken_contracts(house, output), output


def test_a_room_without_its_door_plate_is_seen(house: Path) -> None:
    (house / PLANTED / "feature.py").unlink()

    code, output = lint(house)

    assert code == 1, output
    assert "module slackapp.features.planted.feature does not exist" in output


def test_a_loose_file_between_the_rooms_is_seen(house: Path) -> None:
    plant(house, "slackapp/features/loose.py", "")

    code, output = lint(house)

    assert code == 1, output
    assert "module slackapp.features.loose.feature does not exist" in output


def test_every_contract_has_a_violation_planted_here(repository: Path) -> None:
    rules = tomllib.loads((repository / "pyproject.toml").read_text())
    contracts = {contract["id"] for contract in rules["tool"]["importlinter"]["contracts"]}

    assert contracts == {contract for contract, _, _ in VIOLATIONS}
