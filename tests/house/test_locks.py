"""The locks hold hashes and no place to fetch from, and all that pyproject.toml asks for."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ["requirements.lock", "requirements-dev.lock"]
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\S+)(?: ; [^\\]+)? \\$", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    return dict(PIN.findall(lock.read_text()))


def unlocked(requirements: list[str], locked: dict[str, str]) -> list[str]:
    """Those without a pin, or with one outside what is asked."""
    asked = [Requirement(line) for line in requirements]
    return [
        str(requirement)
        for requirement in asked
        if locked.get(canonicalize_name(requirement.name), "none") not in requirement.specifier
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(repository: Path, name: str) -> None:
    text = (repository / name).read_text()

    assert not re.search(r"://|index-url|find-links|trusted-host|\s@\s", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(repository: Path, name: str) -> None:
    lines = (repository / name).read_text().splitlines()
    followed = [after for line, after in pairwise(lines) if line[:1].isalnum()]

    assert followed
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in followed)


def test_both_locks_agree(repository: Path) -> None:
    runtime, dev = (pins(repository / name) for name in LOCKS)

    assert {name: dev[name] for name in dev.keys() & runtime} == {
        name: runtime[name] for name in dev.keys() & runtime
    }


def test_all_that_the_project_asks_for_is_locked(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text())
    runtime, dev = (pins(repository / name) for name in LOCKS)

    assert unlocked(project["project"]["dependencies"], runtime) == []
    assert unlocked(project["dependency-groups"]["dev"], dev | runtime) == []
    assert unlocked(project["build-system"]["requires"], dev) == []
