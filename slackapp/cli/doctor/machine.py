"""What the app stands on: Python, SQLite, time zones, words, disk and files."""

import os
import shutil
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import slackapp
from slackapp.cli.doctor.findings import Finding, look, well, wrong

LEAST_PYTHON = (3, 11)
# The WAL-reset race (two connections checkpoint at once, and the file is damaged) is in all from
# 3.7.0 up to these: https://sqlite.org/wal.html#walresetbug
RACE_FREE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
_ZONES_OLD_YEARS = 2
_FREE_WRONG, _FREE_LOOK = 200, 1_000  # MB


def python(now: tuple[int, ...]) -> Finding:
    told = ".".join(map(str, now[:3]))
    if now < LEAST_PYTHON:
        return wrong("Python", f"{told} is too old", "Install Python 3.11 or newer.")
    return well("Python", told)


def sqlite_library(found: str, *, is_used: bool) -> Finding:
    """Fixed in the newest line, and in two older ones that got the mending too."""
    if is_race_free(found):
        return well("SQLite library", found)
    says = f"{found} may damage the file when two connections checkpoint at once"
    if not is_used:
        return look("SQLite library", f"{says}; PostgreSQL is in use, so nothing is at stake")
    do = (
        "Use an image or machine where the pysqlite3 wheel installs (Linux, x86-64), or PostgreSQL."
    )
    return wrong("SQLite library", says, do)


def is_race_free(found: str) -> bool:
    number = tuple(int(part) for part in found.split("."))
    return any(
        number >= mended
        if mended == RACE_FREE[0]
        else number[:2] == mended[:2] and number >= mended
        for mended in RACE_FREE
    )


def time_zones(now: datetime) -> Finding:
    name = "Time zones"
    try:
        summer = datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin"))
        current = version("tzdata")
    except (ZoneInfoNotFoundError, PackageNotFoundError):
        return wrong(name, "there is no time zone database", "Install the package tzdata.")
    if summer.hour != 14:  # noqa: PLR2004  noon UTC in Berlin's summer
        return wrong(name, "the time zone database is damaged", "Reinstall the package tzdata.")
    if now.year - int(current.partition(".")[0]) >= _ZONES_OLD_YEARS:
        return look(
            name, f"tzdata {current} is years old", "Upgrade the app or the package tzdata."
        )
    return well(name, f"tzdata {current}")


def catalogues(folder: Path = Path(slackapp.__file__).parent / "locale") -> Finding:
    """Each language's folder holds its compiled words."""
    languages = sorted(path.name for path in folder.glob("*") if path.is_dir())
    missing = [
        name for name in languages if not (folder / name / "LC_MESSAGES/slackapp.mo").is_file()
    ]
    if missing or not languages:
        told = f"no compiled words for {', '.join(missing) or 'any language'}"
        return wrong("Languages", told, "Reinstall the app; in a checkout: make words.")
    return well("Languages", ", ".join(["en", *languages]))


def disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // 1_000_000
    says, do = f"{free} MB free", "Make room: without it nothing is stored, and Slack gives up."
    if free < _FREE_WRONG:
        return wrong("Disk", says, do)
    return look("Disk", says, do) if free < _FREE_LOOK else well("Disk", says)


def file_permissions(file: Path) -> list[Finding]:
    """SQLite writes beside its file too; and nobody else should read it."""
    found = []
    me = f"user {os.geteuid()}"
    closed = [str(place) for place in (file, file.parent) if not os.access(place, os.W_OK)]
    if closed:
        do = f"Give {' and '.join(closed)} to who runs serve, or run doctor as they do."
        found.append(wrong("File permissions", f"{me} may not write the database", do))
    if file.stat().st_mode & 0o007 and file.parent.stat().st_mode & 0o001:
        do = f"chmod 640 {file}"
        found.append(look("File permissions", "everybody on this machine may open it", do))
    return found or [well("File permissions", f"{me} may write it, others may not open it")]


def running_python() -> Finding:
    return python(sys.version_info[:3])
