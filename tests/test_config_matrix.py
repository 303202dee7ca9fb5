"""Each setting missing and bad: `serve` ends with 2 and one sentence, and shows no value (J1)."""

import sys
import tomllib
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from types import NoneType
from typing import Annotated, Literal, get_args, get_origin

import annotated_types
import pytest
from pydantic.fields import FieldInfo
from typer.testing import CliRunner

from slackapp.cli import serving
from slackapp.cli.commands import cli
from slackapp.config import Config

HIDDEN = "not-to-be-shown"
KEY = "A" * 43 + "="  # as good as any to look at
TOKEN = {"SLACK_BOT_TOKEN": f"xoxb-{HIDDEN}"}
OAUTH = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": HIDDEN,
    "TOKEN_KEYS": f"a:{KEY}",
    "PUBLIC_URL": "https://we.example.com",
}
HTTP = {"SLACK_SIGNING_SECRET": HIDDEN}
SOCKET = {"SLACK_APP_TOKEN": f"xapp-{HIDDEN}"}
WAYS = {
    "a token over HTTP": {**HTTP, **TOKEN},
    "a token over sockets": {**SOCKET, **TOKEN},
    "OAuth over HTTP": {**HTTP, **OAUTH},
}
NOT_OURS = "203.0.113.7"  # an address for examples, that no machine has

# What the type does not tell: values that each of these refuses.
BAD = {
    "DATABASE_URL": [HIDDEN, f"mysql://user:{HIDDEN}@host/db", f"sqlite:////{HIDDEN}/no/such/a.db"],
    "SLACK_BOT_TOKEN": [f"xoxp-{HIDDEN}"],
    "SLACK_APP_TOKEN": [f"xoxb-{HIDDEN}"],
    "SLACK_API_URL": [HIDDEN],
    "PUBLIC_URL": [HIDDEN],
    "TOKEN_KEYS": [HIDDEN, f"a:{HIDDEN}", f"a:{KEY},a:{KEY}"],
    "ALLOWED_WORKSPACES": [HIDDEN, f"T1,{HIDDEN}"],
    "HOST": [NOT_OURS],
    "METRICS_HOST": [NOT_OURS],
}
# Slack's own words, of which only Slack knows whether they are good.
ANY_TEXT = {"SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"}
# Where a bad value can be given only beside others.
BESIDE = {
    "TOKEN_KEYS": WAYS["OAuth over HTTP"],
    "PUBLIC_URL": WAYS["OAuth over HTTP"],
    "ALLOWED_WORKSPACES": WAYS["OAuth over HTTP"],
    "SLACK_APP_TOKEN": WAYS["a token over sockets"],
    "METRICS_HOST": {**WAYS["a token over HTTP"], "METRICS_PORT": "0"},
}


def refused_by_type(field: FieldInfo) -> list[str]:
    """Values outside of what the model itself says, for a new setting as for an old one."""
    kinds = [kind for kind in get_args(field.annotation) if kind is not NoneType]
    kind = kinds[0] if kinds and get_origin(field.annotation) is not Literal else field.annotation
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    values = [HIDDEN] if kind in {int, float, bool} or get_origin(kind) is Literal else []
    for rule in field.metadata:
        if isinstance(rule, annotated_types.Ge):
            values.append(f"{float(str(rule.ge)) - 1:g}")
        if isinstance(rule, annotated_types.Le):
            values.append(f"{float(str(rule.le)) + 1:g}")
    return values


def bad_values() -> list[tuple[str, str]]:
    return [
        (name.upper(), value)
        for name, field in Config.model_fields.items()
        for value in [*refused_by_type(field), *BAD.get(name.upper(), [])]
    ]


@pytest.fixture(autouse=True)
def nothing_is_served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder without a `.env`; a bad value that got through would be served for ever."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(serving, "_serve", lambda *_: pytest.fail("it was served"))


def ends_naming(name: str, given: dict[str, str], tmp_path: Path) -> None:
    nowhere = {"SLACK_API_URL": "http://127.0.0.1:1/", "PORT": "0"}
    place = {"DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}"}
    ended = CliRunner().invoke(cli, ["serve"], env={**nowhere, **place, **given})
    assert ended.exit_code == 2
    assert name in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert HIDDEN not in ended.output
    assert not (tmp_path / "a.sqlite3").exists(), "it is refused before anything is made"


def test_each_setting_has_a_bad_value_here_or_takes_any_text() -> None:
    tried = {name for name, _ in bad_values()}
    assert {name.upper() for name in Config.model_fields} == tried | ANY_TEXT


def test_each_number_has_a_least_value() -> None:
    numbers = {
        name: field
        for name, field in Config.model_fields.items()
        if {int, float} & {field.annotation, *get_args(field.annotation)}
    }
    assert len(numbers) >= 5
    assert [name for name, field in numbers.items() if len(refused_by_type(field)) < 2] == []


@pytest.mark.parametrize(("name", "value"), bad_values())
def test_a_bad_setting_ends_the_start_with_its_name(tmp_path: Path, name: str, value: str) -> None:
    beside = BESIDE.get(name, WAYS["a token over HTTP"])
    ends_naming(name, {**beside, name: value}, tmp_path)


@pytest.mark.parametrize(("way", "name"), [(way, name) for way in WAYS for name in WAYS[way]])
@pytest.mark.parametrize("empty", [False, True])
def test_a_missing_or_empty_setting_ends_the_start_with_its_name(
    tmp_path: Path, way: str, name: str, *, empty: bool
) -> None:
    given = {each: value for each, value in WAYS[way].items() if each != name}
    ends_naming(name, {**given, name: ""} if empty else given, tmp_path)


@pytest.mark.parametrize(
    "both",
    [{**HTTP, **SOCKET, **TOKEN}, {**HTTP, **TOKEN, **OAUTH}],
    ids=["two doors", "two ways to a token"],
)
def test_two_ways_at_once_are_refused_naming_both(tmp_path: Path, both: dict[str, str]) -> None:
    pairs = [("SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"), ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID")]
    [named] = [pair for pair in pairs if set(pair) <= both.keys()]
    for name in named:
        ends_naming(name, both, tmp_path)


@pytest.fixture
def no_time_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a slim image without the package (F10)."""
    known = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()
    for name in ["tzdata", *(name for name in sys.modules if name.startswith("tzdata."))]:
        monkeypatch.setitem(sys.modules, name, None)
    yield
    zoneinfo.reset_tzpath(known)
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.usefixtures("no_time_zones")
def test_without_a_time_zone_database_nothing_is_started(tmp_path: Path) -> None:
    ends_naming("tzdata", WAYS["a token over HTTP"], tmp_path)


def test_the_time_zone_database_comes_with_the_app() -> None:
    project = Path(__file__).parents[1] / "pyproject.toml"
    needed = tomllib.loads(project.read_text())["project"]["dependencies"]
    assert [line for line in needed if line.startswith("tzdata>=")]
