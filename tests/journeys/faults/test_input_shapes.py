"""Slack's own payloads with each part missing, null or of another kind: never a 5xx, nothing stuck.

The samples lie beside the repository; without them this is skipped. PostgreSQL alone: it refuses
every value of another kind than its column's, and SQLite takes most.
"""

import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import select

from slackapp.intake.envelope import KNOWN_EVENTS
from slackapp.intake.models import InboxEvent, InboxFailure
from tests.builders.slack_events import dumped, signed
from tests.journeys.conftest import SECRET, Journey

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

FIXTURES = Path(__file__).parents[3].parent / "shared/data/slack_fixtures"
FORM = {"content-type": "application/x-www-form-urlencoded"}
THANKS = "++ for the patient explanation"
NEVER_READ = {"blocks", "files", "file", "attachments", "bot_profile", "icons", "profile", "root"}
ODD: tuple[Any, ...] = ([], {}, 5, "", True, [None], {"id": 5}, -1.5)
BLANKS = {  # the samples' values are blanked; these are a workspace's own
    "user": "U1", "user_id": "U1", "inviter": "U2", "item_user": "U2", "author_id": "U2",
    "channel": "C1", "channel_id": "C1", "item_channel": "C1",
    "ts": "1763467200.000100", "event_ts": "1763467260.000100", "deleted_ts": "1763467200.000100",
    "thread_ts": "1763467100.000100", "latest_reply": "1763467200.000100",
    "team_id": "T1", "team": "T1", "text": f"<@U2> {THANKS}",
    "reaction": "clap", "subteam_id": "S1", "command": "/kudos", "trigger_id": "1.2",
    "old_channel_id": "C8", "new_channel_id": "C9",
}  # fmt: skip

Json = dict[str, Any]


def _need(path: Path) -> Path:
    if not path.exists():
        pytest.skip("needs ../shared/data/slack_fixtures beside the repository")
    return path


def _samples() -> list[Json]:
    """Every payload of Slack's SDKs, with ids of our workspace in it."""
    bolt = json.loads(_need(FIXTURES / "bolt_python_test_payloads.json").read_text())
    java = sorted(_need(FIXTURES / "java-slack-sdk").glob("events/*.json"))
    java += sorted((FIXTURES / "java-slack-sdk/app-backend").glob("*/*.json"))
    shapes = [each["payload"] for each in bolt] + [json.loads(path.read_text()) for path in java]
    return [_at_home(shape) for shape in shapes if isinstance(shape, dict)]


def _at_home(shape: Json) -> Json:
    text = json.dumps(shape)
    for pattern, ours in ((r"[CDG]1\d\d", "C1"), (r"[UW]1\d\d", "U1"), (r"[UW]2\d\d", "U2")):
        text = re.sub(rf'"{pattern}"', f'"{ours}"', text)
    home: Json = _filled(json.loads(text))
    if "event" in home:
        home |= {"type": "event_callback", "authorizations": [{"team_id": "T1"}]}
    return home


def _filled(value: Any, name: str = "") -> Any:  # noqa: ANN401  JSON
    if isinstance(value, dict):
        return {key: _filled(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, name) for inner in value]
    if name == "id" and value == "":
        return "U1"
    return BLANKS.get(name, value) if value in {"", "0000000000.000000"} else value


def _mutants(shape: Json) -> Iterator[Json]:
    """The payload whole, without each of its parts, and with each null or something odd."""
    yield shape
    odd = cycle([None, *ODD])
    for path in _paths(shape):
        *inside, name = path
        for change in (..., next(odd)):
            mutant = deepcopy(shape)
            holder: Any = mutant
            for step in inside:
                holder = holder[step]
            if change is ...:
                del holder[name]
            else:
                holder[name] = change
            yield mutant


def _paths(value: Json, here: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, inner in value.items():
        yield (*here, name)
        if isinstance(inner, dict) and name not in NEVER_READ:
            yield from _paths(inner, (*here, name))


def _statuses(journey: Journey, requests: Sequence[tuple[bytes, dict[str, str]]]) -> set[int]:
    url = str(journey.sandbox.request_url)
    with httpx.Client(timeout=60) as http, ThreadPoolExecutor(8) as threads:

        def post(request: tuple[bytes, dict[str, str]]) -> int:
            body, more = request
            headers = signed(body, secret=SECRET) | more
            return http.post(url, content=body, headers=headers).status_code

        return set(threads.map(post, requests))


def _events(shapes: Sequence[Json]) -> Iterator[Json]:
    """All event shapes; of those we read every mutant, each under an id of its own."""
    kinds = set[str]()
    for shape in shapes:
        if "event" not in shape:
            continue
        known = shape["event"].get("type") in KNOWN_EVENTS
        outline = json.dumps([sorted(shape["event"]), shape["event"].get("type")])
        if outline in kinds:
            continue
        kinds.add(outline)
        for mutant in _mutants(shape) if known else [shape]:
            if mutant.get("event_id"):
                mutant["event_id"] = ""
            yield mutant


def test_events_of_any_shape_are_read_or_ignored_for_a_reason(journey: Journey) -> None:
    requests: list[tuple[bytes, dict[str, str]]] = []
    for number, mutant in enumerate(_events(_samples())):
        if "event_id" in mutant and mutant["event_id"] == "":
            mutant["event_id"] = f"Ev{number:08d}"
        requests.append((dumped(mutant), {}))
    assert len(requests) > 1_500
    assert _statuses(journey, requests) <= {200, 400}
    gil = journey.workspace.add_person("U8", name="Gil Novak")  # nobody the samples are about
    gil.post(
        journey.workspace.add_channel("C5", "quiet", members=[gil], bot_is_member=True),
        f"<@U3> {THANKS}",
    )
    journey.clock.set(journey.clock.now() + timedelta(minutes=1))
    journey.app.tick.tick(journey.clock.now())
    pause, deadline = threading.Event(), time.monotonic() + 60
    while _stuck(journey) and time.monotonic() < deadline:
        pause.wait(0.2)
    assert _stuck(journey) == []
    assert ("U8", "U3", "1") in journey.live_kudos()
    with journey.app.database.reading() as session:
        failed = session.scalars(select(InboxFailure)).all()
    assert [(each.room, each.reason) for each in failed] == []


def _stuck(journey: Journey) -> list[tuple[str, str | None]]:
    """Events that are neither done nor ignored, and whom they wait for."""
    ended = InboxEvent.state.in_(["done", "ignored"])
    with journey.app.database.reading() as session:
        return [
            (row.state, row.waits_for) for row in session.scalars(select(InboxEvent).where(~ended))
        ]


def test_clicks_forms_and_commands_of_any_shape_are_answered(journey: Journey) -> None:
    """A person sees an answer or an error of Slack's; the app never breaks."""
    samples = [shape for shape in _samples() if "event" not in shape]
    shapes = [*{json.dumps([each.get("type"), sorted(each)]): each for each in samples}.values()]
    commands = [shape for shape in shapes if "command" in shape]
    payloads = [shape for shape in shapes if "type" in shape and "command" not in shape]
    bodies = [urlencode(_flat(each)).encode() for shape in commands for each in _mutants(shape)]
    bodies += [
        urlencode({"payload": json.dumps(each)}).encode()
        for shape in payloads
        for each in _mutants(shape)
    ]
    assert len(bodies) > 500
    statuses = _statuses(journey, [(body, FORM) for body in bodies])
    assert {status for status in statuses if status >= 500} == set()


def _flat(form: Json) -> dict[str, str]:
    return {name: str(value) for name, value in form.items() if value is not None}
