"""Each look at what the app stands on, well and amiss."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from slackapp.cli.doctor import machine


@pytest.mark.parametrize(
    ("number", "is_safe"),
    [
        ("3.53.4", True),
        ("3.51.3", True),
        ("3.51.2", False),
        ("3.50.7", True),
        ("3.50.6", False),
        ("3.44.6", True),
        ("3.44.5", False),
        ("3.45.9", False),
        ("3.40.1", False),
        ("4.0.0", True),
    ],
)
def test_a_sqlite_with_the_race_is_told_from_a_mended_one(number: str, *, is_safe: bool) -> None:
    assert machine.is_race_free(number) is is_safe
    found = machine.sqlite_library(number, is_used=True)
    assert found.verdict == ("well" if is_safe else "wrong")
    assert bool(found.do) is not is_safe
    assert machine.sqlite_library(number, is_used=False).verdict != "wrong"


def test_a_python_too_old_is_wrong() -> None:
    assert machine.python((3, 10, 9)).verdict == "wrong"
    assert machine.running_python().verdict == "well"


def test_the_time_zones_are_there_and_not_years_old() -> None:
    assert machine.time_zones(datetime(2026, 11, 22, tzinfo=UTC)).verdict == "well"
    assert machine.time_zones(datetime(2031, 1, 1, tzinfo=UTC)).verdict == "look"


def test_no_time_zones_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in an image without tzdata (F10)."""

    def missing(_name: str) -> None:
        raise ZoneInfoNotFoundError

    monkeypatch.setattr(machine, "ZoneInfo", missing)
    assert machine.time_zones(datetime(2026, 11, 22, tzinfo=UTC)).verdict == "wrong"


def test_languages_without_compiled_words_are_named(tmp_path: Path) -> None:
    assert machine.catalogues().verdict == "well"
    assert machine.catalogues(tmp_path).verdict == "wrong"
    (tmp_path / "fr").mkdir()
    assert "fr" in machine.catalogues(tmp_path).says


@pytest.mark.parametrize(("free", "verdict"), [(5_000, "well"), (500, "look"), (50, "wrong")])
def test_a_full_disk_is_seen_coming(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, verdict: str
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free * 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert machine.disk(tmp_path).verdict == verdict


def test_a_file_that_others_may_open_or_we_may_not_write_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.sqlite3"
    file.touch(mode=0o640)
    assert [each.verdict for each in machine.file_permissions(file)] == ["well"]
    file.chmod(0o644)
    tmp_path.chmod(0o755)
    assert [each.verdict for each in machine.file_permissions(file)] == ["look"]
    monkeypatch.setattr(os, "access", lambda place, _: place != file)  # root may write all
    assert [each.verdict for each in machine.file_permissions(file)] == ["wrong", "look"]
