"""Bots, strangers, novelties, floods, a slow database: Slack is answered, nothing is made up."""

import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text
from structlog.testing import capture_logs

from slackapp.intake.models import InboxEvent
from slackapp.observability.metrics import REGISTRY
from tests.builders.slack_events import dumped, envelope, message, reaction, signed
from tests.journeys.conftest import SECRET, Journey

Json = dict[str, Any]

THANKS = "<@U2> ++ for the patient explanation"
AS_OURS: dict[str, Json] = {
    "its user": {"user": "UBOT"},
    "its bot id": {"bot_id": "B0000", "app_id": "A1"},
    "both": {"user": "UBOT", "bot_id": "B0000"},
    "the old subtype": {"user": None, "subtype": "bot_message", "bot_id": "B0000"},
    "somebody else's bot": {"user": "UROBO"},
    "a workflow": {"user": None, "bot_id": "BFLOW", "workflow_id": "Wf1"},
    "a webhook": {"user": "UHOOK", "bot_id": "BHOOK", "bot_profile": {"id": "BHOOK"}},
}


def _deliver(journey: Journey, bodies: Sequence[bytes]) -> dict[int, int]:
    """All of them from twenty connections; how many answers of each status."""
    url = str(journey.sandbox.request_url)
    with httpx.Client(timeout=20) as http, ThreadPoolExecutor(20) as threads:
        statuses = list(
            threads.map(
                lambda body: (
                    http.post(url, content=body, headers=signed(body, secret=SECRET)).status_code
                ),
                bodies,
            )
        )
    return {status: statuses.count(status) for status in set(statuses)}


def _outcomes(journey: Journey) -> dict[str, int]:
    """How many stored events came to which state, or the reason nothing came of them."""
    with journey.app.database.reading() as session:
        rows = session.scalars(select(InboxEvent)).all()
    found = [row.reason or row.state for row in rows]
    return {outcome: found.count(outcome) for outcome in set(found)}


def _counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("slackapp_events_received_total", {"outcome": outcome}) or 0


def test_posts_of_bots_echoed_back_thank_nobody_and_are_not_answered(journey: Journey) -> None:
    """Ours, and any other: a loop of two bots would never end."""
    journey.workspace.add_person("UROBO", name="Robo", role="bot")
    stamps = [f"1763467{number:03d}.000100" for number in range(len(AS_OURS))]
    posts = [
        message(THANKS, ts=ts, **more) for ts, more in zip(stamps, AS_OURS.values(), strict=True)
    ]
    at = "1763468000.000200"
    edit = {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": at}
    edits = [{**edit, "event_ts": at, "message": post} for post in posts]
    robots = [reaction("clap", by=by, to="U1") for by in ("UBOT", "UROBO")]
    assert _deliver(journey, [dumped(envelope(each)) for each in [*posts, *edits, *robots]]) == {
        200: 2 * len(AS_OURS) + 2
    }
    journey.settle()
    assert _outcomes(journey) == {"not_by_a_person": 2 * len(AS_OURS) + 1, "subtype": 1}
    assert (journey.export(), journey.posts()) == ([], [])


def test_everything_the_app_posts_may_come_back_as_an_event(journey: Journey) -> None:
    """Slack tells an app of its own posts; the sandbox does so too."""
    journey.cy.command(
        "/kudos", "@ana.lopez for teaching me <@U2> ++ for the docs", channel=journey.general
    )
    journey.wait_until(lambda: len(journey.posts()) == 1)
    journey.sandbox.settle()
    echoes = [
        each.payload["event"]
        for each in journey.sandbox.deliveries.log
        if each.kind == "message" and each.payload["event"].get("bot_id")
    ]
    assert echoes
    again = [
        {**echo, "text": THANKS, "ts": f"{echo['ts'][:-1]}{n}"} for echo in echoes for n in (1, 2)
    ]
    assert _deliver(journey, [dumped(envelope(each)) for each in again]) == {200: len(again)}
    journey.settle()
    assert journey.live_kudos() == [("U3", "U1", "1")]
    assert len(journey.posts()) == 1


def test_two_hundred_events_nobody_knows_are_all_200_and_leave_nothing(journey: Journey) -> None:
    chance = random.Random(3)  # noqa: S311  the same each time
    letters = "abcdefghijklmnopqrstuvwxyz_."
    kinds = ["".join(chance.choices(letters, k=chance.randint(1, 60))) for _ in range(200)]
    unknown = [{**message(THANKS), "type": kind, "x": {"y": [kind]}} for kind in kinds]
    before = _counted("unknown_event")
    assert _deliver(journey, [dumped(envelope(each)) for each in unknown]) == {200: 200}
    assert _counted("unknown_event") == before + 200
    assert _outcomes(journey) == {}


def test_new_subtypes_are_200_and_new_fields_do_no_harm(journey: Journey) -> None:
    subtypes = [message(THANKS, subtype=f"subtype_of_{year}") for year in range(2027, 2077)]
    novel = message(THANKS, from_the_future={"a": [1, None]}, subtype=None)
    bodies = [dumped({**envelope(each), "new": {"field": 1}}) for each in [*subtypes, novel]]
    assert _deliver(journey, bodies) == {200: 51}
    journey.wait_until(lambda: _outcomes(journey) == {"subtype": 50, "done": 1})
    assert journey.live_kudos() == [("U1", "U2", "1")]


def test_workspaces_nobody_installed_are_200_and_ignored(journey: Journey) -> None:
    teams = [f"T{number:09X}" for number in range(1, 101)]
    bodies = [dumped(envelope(message(THANKS), team=team)) for team in teams]
    assert _deliver(journey, bodies) == {200: 100}
    journey.wait_until(lambda: _outcomes(journey) == {"unknown_workspace": 100})
    assert [journey.export(team) for team in teams[:3]] == [[], [], []]
    with journey.app.database.reading() as session:
        assert set(session.scalars(select(InboxEvent.body))) == {None}


def test_a_flood_is_taken_in_whole(journey: Journey) -> None:
    """Slack sends a workspace 30,000 events an hour at most: this is a minute of it at once."""
    said = [message(THANKS, ts=f"1763467200.{number:06d}") for number in range(500)]
    assert _deliver(journey, [dumped(envelope(each)) for each in said]) == {200: 500}
    journey.wait_until(lambda: _outcomes(journey) == {"done": 500}, seconds=90)
    assert len({row.message_ts for row in journey.export()}) == 500


def test_a_minute_slack_left_out_is_told_to_whoever_runs_the_app(journey: Journey) -> None:
    """Its envelope holds no event: https://docs.slack.dev/reference/events/app_rate_limited."""
    notice = {
        "token": "t",
        "type": "app_rate_limited",
        "team_id": "T1",
        "minute_rate_limited": 1763467260,
        "api_app_id": "A1",
    }
    odd = [{"type": "app_rate_limited"}, {**notice, "team_id": ["T1"], "minute_rate_limited": "x"}]
    before = _counted("app_rate_limited")
    with capture_logs() as logged:
        assert _deliver(journey, [dumped(each) for each in [notice, *odd]]) == {200: 3}
    gaps = [line for line in logged if line["event"] == "slack.events_left_out"]
    assert {(line["workspace"], line["minute"], line["log_level"]) for line in gaps} == {
        ("T1", 1763467260, "warning"),
        ("", 0, "warning"),
    }
    assert len(gaps) == 3
    assert _counted("app_rate_limited") == before + 3


@pytest.mark.timeout(60)
def test_while_the_database_is_slow_slack_is_told_in_time_and_sends_it_again(
    journey: Journey,
) -> None:
    """Locked for as long as it takes: every answer is 503, none is late, none is a false 200."""
    bodies = [dumped(envelope(message(THANKS, ts=f"1763467200.{n:06d}"))) for n in range(40)]
    database = journey.app.database
    with database.writing() as session:
        if not database.is_sqlite:
            session.execute(text("LOCK TABLE inbox_event IN ACCESS EXCLUSIVE MODE"))
        started = time.monotonic()
        assert _deliver(journey, bodies[:20]) == {503: 20}
        assert time.monotonic() - started < 8  # Slack waits 3 s; a machine at its limit more
        assert _deliver(journey, bodies[20:]) == {503: 20}
    assert _deliver(journey, bodies) == {200: 40}
    journey.wait_until(lambda: _outcomes(journey) == {"done": 40})
    assert len({row.message_ts for row in journey.export()}) == 40
