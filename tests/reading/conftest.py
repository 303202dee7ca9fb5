"""Real talk and test vectors from the shared data folder beside the repository."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json$")


def _needs(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"the shared data folder has no {path.name} here")
    return path


def _texts(export: Path) -> Iterator[str]:
    with zipfile.ZipFile(export) as archive:
        for name in filter(_A_DAY.search, archive.namelist()):
            yield from (message.get("text") or "" for message in json.loads(archive.read(name)))


@pytest.fixture
def talk_of() -> Callable[[str], list[str]]:
    """The texts of the export slack_export_<name>.zip."""
    return lambda name: list(_texts(_needs(SHARED_DATA / f"slack_export_{name}.zip")))


@pytest.fixture
def url_vectors() -> Callable[[str], list[Any]]:
    """The cases of urls/<name>.json."""
    return lambda name: json.loads(_needs(SHARED_DATA / "urls" / f"{name}.json").read_text())
