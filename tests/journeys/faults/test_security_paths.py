"""What the public port gives to a stranger: every path and method, and nothing of anybody (H28)."""

import inspect
from collections.abc import Callable, Mapping
from http import HTTPStatus

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import make_url
from starlette.routing import Route

from slackapp.sandbox import Workspace
from tests.builders.servers import serving
from tests.builders.slack_events import dumped, envelope, message, signed
from tests.journeys.conftest import SECRET, Journey

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "SPLINE")
REFUSED = {
    HTTPStatus.TEMPORARY_REDIRECT,  # of what ends in a slash, to what does not
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
}
# What scanners ask for, and what frameworks bring by themselves.
GUESSED = (
    *("/", "/admin", "/api", "/config", "/console", "/debug", "/debug/pprof/", "/debug/vars"),
    *("/docs", "/openapi.json", "/redoc", "/env", "/.env", "/.git/config", "/actuator/env"),
    *(
        "/health",
        "/status",
        "/server-status",
        "/metrics/",
        "/metrics/T1",
        "/readyz/T1",
        "/healthz/",
    ),
    *("/slack", "/slack/", "/slack/events/", "/slack/events/T1", "//slack/events", "/export"),
    *("/static/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "/T1", "/U1"),
    *("/dbos-healthz", "/dbos-workflow-recovery", "/queues", "/workflows", "/users", "/kudos"),
)
PLANTED = "canary-wren"
KEY = "A" * 43 + "="
Asked = tuple[str, str]


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    return _plant


def _plant(workspace: Workspace) -> None:
    person = workspace.add_person("UWREN", name=f"{PLANTED} person")
    workspace.add_channel(
        "CWREN", f"{PLANTED}-channel", members=[person], bot_is_member=True, kind="private_channel"
    )


def _paths(journey: Journey) -> set[str]:
    """Those the app itself has, and those others might have."""
    house = inspect.getclosurevars(journey.app.asgi).nonlocals["house"]
    own = {route.path for route in house.routes if isinstance(route, Route)}
    assert own >= {"/healthz", "/readyz"}
    return own | {"/slack/events"} | set(GUESSED)


def _secrets(journey: Journey) -> set[str]:
    token = journey.config.slack_bot_token
    url = make_url(journey.config.database_url)
    return {
        *(
            "T1",
            "U1",
            "UWREN",
            "C1",
            "CWREN",
            "UBOT",
            PLANTED,
            "Harbour",
            "Ana",
            SECRET,
            "Traceback",
        ),
        *([token.get_secret_value()] if token else []),
        str(url.database),
    }


def _answers(address: str, paths: set[str]) -> dict[Asked, httpx.Response]:
    with httpx.Client(base_url=address) as client:
        return {
            (method, path): client.send(client.build_request(method, f"{address}{path}"))
            for path in sorted(paths)
            for method in METHODS
        }


def _told(answers: Mapping[Asked, httpx.Response], secrets: set[str]) -> set[tuple[Asked, str]]:
    """Which secret an answer holds that nobody had put into the question."""
    told = {asked: f"{answer.headers} {answer.text}" for asked, answer in answers.items()}
    return {
        (asked, secret)
        for asked, text in told.items()
        for secret in secrets
        if secret in text and secret not in "".join(asked)
    }


@only_sqlite
def test_no_path_tells_anything_of_anybody_and_none_is_for_debugging(journey: Journey) -> None:
    body = dumped(envelope(message(f"<@U2> ++ for the {PLANTED}")))
    with serving(journey.app.asgi) as address:
        httpx.post(f"{address}/slack/events", content=body, headers=signed(body, secret=SECRET))
        journey.settle()
        answers = _answers(address, _paths(journey))
    assert journey.live_kudos(), "so there was something to tell"
    open_to_all = {asked for asked, answer in answers.items() if answer.status_code not in REFUSED}
    assert open_to_all == {
        (method, path) for method in ("GET", "HEAD") for path in ("/healthz", "/readyz", "/metrics")
    }
    assert _told(answers, _secrets(journey)) == set()


@only_sqlite
def test_with_a_port_of_their_own_the_numbers_are_not_at_the_public_one(journey: Journey) -> None:
    journey.stop()
    journey.config = journey.config.model_copy(update={"metrics_port": 0})
    journey.start()
    with serving(journey.app.asgi) as address:
        assert httpx.get(f"{address}/metrics").status_code == HTTPStatus.NOT_FOUND
        assert httpx.get(f"{address}/readyz").status_code == HTTPStatus.OK


@only_sqlite
def test_the_pages_to_install_by_tell_no_more(journey: Journey) -> None:
    journey.stop()
    oauth = {
        "slack_bot_token": None,
        "slack_client_id": "1.2",
        "slack_client_secret": SecretStr("client-canary"),
        "token_keys": SecretStr(f"a:{KEY}"),
        "public_url": "https://we.example.com/",
    }
    secrets = {*_secrets(journey), "client-canary", KEY}
    journey.config = journey.config.model_copy(update=oauth)
    journey.start()
    with serving(journey.app.asgi) as address:
        paths = _paths(journey)
        answers = _answers(address, paths)
    assert {"/slack/install", "/slack/oauth_redirect"} <= paths
    assert _told(answers, secrets) == set()
    opened = {asked for asked, answer in answers.items() if answer.status_code not in REFUSED}
    health = {"/healthz", "/readyz", "/metrics"}
    assert {path for _, path in opened} - health == {"/slack/install"}
