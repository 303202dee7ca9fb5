"""Not ready while it cannot store, but alive all the time, and ready again by itself (J2)."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from sqlalchemy import text

from slackapp.database.engines import Database, open_engine
from tests.builders.servers import serving
from tests.builders.slack_events import dumped, envelope, message, signed
from tests.journeys.conftest import SECRET, Journey

OK, UNAVAILABLE = httpx.codes.OK, httpx.codes.SERVICE_UNAVAILABLE


@contextmanager
def _nobody_may_write(url: str) -> Iterator[None]:
    """As a backup tool or a hanging transaction of somebody else's does it; reading goes on."""
    database = Database(url)
    try:
        with database.connecting() as connection:
            if not database.is_sqlite:  # there, to begin is enough
                connection.execute(text("LOCK TABLE inbox_event IN EXCLUSIVE MODE"))
            yield
    finally:
        database.close()


def _said(address: str, path: str) -> tuple[int, str]:
    answer = httpx.get(f"{address}{path}", timeout=30)
    return answer.status_code, answer.text


def _send(address: str, event_id: str) -> int:
    body = dumped(envelope(message("<@U2> ++ for the lamp"), event_id=event_id))
    headers = signed(body, secret=SECRET)
    url = f"{address}/slack/events"
    return httpx.post(url, content=body, headers=headers, timeout=30).status_code


def test_who_cannot_store_is_not_ready_but_alive_and_comes_back(journey: Journey) -> None:
    with serving(journey.app.asgi) as address:
        assert _said(address, "/readyz") == (OK, "ready")
        with _nobody_may_write(journey.config.database_url):
            assert _send(address, "EvStalled") == UNAVAILABLE
            assert _said(address, "/readyz") == (UNAVAILABLE, "events wait and are not stored")
            assert _said(address, "/healthz") == (OK, "ok")
        journey.wait_until(lambda: _said(address, "/readyz") == (OK, "ready"))
        assert _send(address, "EvStalled") == OK


def test_who_no_longer_commits_is_not_ready_but_alive(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(journey.app.asgi) as address:
        writer = journey.app._inbox  # noqa: SLF001  its thread is to end as no fault we know ends it
        writer.close()
        assert _said(address, "/readyz") == (UNAVAILABLE, "events wait and are not stored")
        assert _said(address, "/healthz") == (OK, "ok")
        monkeypatch.setattr(writer, "close", lambda: None)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_that_is_gone_is_told_and_the_process_is_alive(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(journey.app.asgi) as address:
        monkeypatch.setattr(
            journey.app.database, "engine", open_engine("postgresql://127.0.0.1:1/none")
        )
        assert _said(address, "/readyz") == (UNAVAILABLE, "the database does not answer")
        assert _said(address, "/healthz") == (OK, "ok")
        monkeypatch.undo()
        assert _said(address, "/readyz") == (OK, "ready")
