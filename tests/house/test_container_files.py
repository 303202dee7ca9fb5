"""What the Dockerfile, .dockerignore and compose.yml promise an operator (docs/operate.md)."""

import re
import tomllib
from typing import Any

import pytest
import yaml

from slackapp.config import Config
from tests.builders.container import UID, Dockerfile
from tests.house.conftest import REPOSITORY

Json = dict[str, Any]
DOCKERFILE = Dockerfile.read()
COMPOSE: Json = yaml.safe_load((REPOSITORY / "compose.yml").read_text())
SERVICES: Json = COMPOSE["services"]
APP: Json = SERVICES["app"]


def _seconds(text: str) -> float:
    return float(text.removesuffix("s"))


def _bases() -> list[str]:
    """Images fetched from elsewhere, by either file."""
    stages = [stage[0][1].split() for stage in DOCKERFILE.stages]
    own = {words[2] for words in stages if len(words) > 1} | {"scratch"}
    fetched = [words[0] for words in stages if words[0] not in own]
    return fetched + [each["image"] for each in SERVICES.values() if "build" not in each]


def test_every_base_has_a_version_and_no_address() -> None:
    bases = _bases()
    assert len(bases) >= 4
    assert [base for base in bases if not re.fullmatch(r"[a-z]+:\d[\w.-]*", base)] == []


def test_it_is_nobody_from_the_first_instruction_that_runs() -> None:
    names = [name for name, _ in DOCKERFILE.stages[-1]]
    assert DOCKERFILE.last("USER") == UID
    assert names.index("USER") < names.index("CMD")
    assert not {"RUN", "ADD"} & set(names)


def test_it_says_how_it_is_watched_stopped_and_where_it_keeps_things() -> None:
    assert DOCKERFILE.command == ["slackapp", "serve"]
    assert DOCKERFILE.health_check[0] == "python"
    assert DOCKERFILE.last("STOPSIGNAL") == "SIGTERM"
    assert DOCKERFILE.last("VOLUME") == DOCKERFILE.env["HOME"] == "/data"
    assert DOCKERFILE.env["DATABASE_URL"].startswith("sqlite:////data/")
    assert DOCKERFILE.env["PYTHONPYCACHEPREFIX"] == "/tmp"  # noqa: S108  the container's
    assert DOCKERFILE.last("EXPOSE") == DOCKERFILE.env["PORT"]


def test_all_that_is_installed_has_a_hash() -> None:
    lines = [rest for stage in DOCKERFILE.stages for name, rest in stage if name == "RUN"]
    installs = re.findall(r"pip[^&]* install [^&]*", " ".join(lines))
    assert len(installs) == 3
    assert [line for line in installs if not re.search("--require-hashes|--no-index", line)] == []


def test_no_secret_and_no_history_reaches_the_build() -> None:
    ignored = (REPOSITORY / ".dockerignore").read_text().split("\n")
    copied = {
        word.rstrip("/")
        for name, rest in DOCKERFILE.stages[0]
        if name == "COPY"
        for word in rest.split()[:-1]
    }
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == copied


def test_replicas_are_closed_like_the_image() -> None:
    assert APP["read_only"] is True
    assert APP["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in APP["security_opt"]
    assert {place.split(":")[0] for place in APP["tmpfs"]} == {"/tmp", "/data"}  # noqa: S108
    assert "privileged" not in APP
    assert "user" not in APP
    assert APP["deploy"]["replicas"] == 2
    assert "ports" not in APP, "two cannot have one port"


def test_a_replica_is_given_the_time_it_needs_to_leave() -> None:
    drain = float(APP["environment"]["DRAIN_SECONDS"])
    assert _seconds(APP["stop_grace_period"]) == drain + 10
    caddyfile = COMPOSE["configs"]["caddyfile"]["content"]
    [kept] = re.findall(r"keepalive (\w+)", caddyfile)
    assert _seconds(kept) < Config.model_fields["keep_alive_seconds"].default


def test_the_proxy_passes_on_what_slack_and_people_ask_for_and_nothing_else() -> None:
    caddyfile = COMPOSE["configs"]["caddyfile"]["content"]
    assert re.findall(r"handle(?: (/\S+))? \{\s+(\w+)", caddyfile) == [
        ("/slack/*", "reverse_proxy"),
        ("", "respond"),
    ]
    [published] = [each["ports"] for each in SERVICES.values() if "ports" in each]
    assert published == ["80:80", "443:443"]
    assert f"app {DOCKERFILE.env['PORT']} {{" in caddyfile


def test_the_database_is_kept_asked_for_and_waited_for() -> None:
    postgres = SERVICES["postgres"]
    assert postgres["volumes"] == ["postgres:/var/lib/postgresql/data"]
    assert "postgres" in COMPOSE["volumes"]
    assert "pg_isready" in " ".join(postgres["healthcheck"]["test"])
    assert APP["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert Config.model_fields.keys() >= {name.lower() for name in APP["environment"]}, (
        "the app reads each of them"
    )


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_each_service_comes_back_by_itself(service: str) -> None:
    assert SERVICES[service]["restart"] == "unless-stopped"


def test_no_password_is_in_the_file() -> None:
    text = (REPOSITORY / "compose.yml").read_text()
    given = re.findall(r"PASSWORD: (.*)|//slackapp:(.*)@", text)
    assert [first or second for first, second in given] == [
        "${POSTGRES_PASSWORD:?put it into .env}"
    ] * 2


def test_its_tag_is_the_packages_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert APP["image"] == f"we-not-me:{project['version']}"


def test_the_size_told_is_under_200_mb() -> None:
    page = (REPOSITORY / "docs/decisions/0014-a-small-closed-container.md").read_text()
    [told] = re.findall(r"\*\*(\d+) MB\*\*", page)
    assert int(told) < 200
