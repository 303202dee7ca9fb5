"""Sample events with every part missing or of another kind: ignored, never an error."""

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from slackapp.catalogue import FEATURES
from slackapp.database.transaction import Transaction
from slackapp.intake.envelope import KNOWN_EVENTS
from slackapp.intake.rooms import deliver, rooms_for, take_in
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.lookup import NotKnownYet
from tests.builders.slack_events import deleted, edited, message, reaction
from tests.intake.desk import Desk

SAMPLES = (
    Path(__file__).parents[2].parent / "shared/data/slack_fixtures/bolt_python_test_payloads.json"
)
UNREAD = {"blocks", "files", "attachments", "bot_profile"}
ODD: tuple[Any, ...] = (None, [], [[]], 5, -1.5, True, {}, "", "x", "\0", "\ud800", "9" * 400)
THANKS = "<@U2> ++ for the long night at <https://example.org/> #care"

Json = dict[str, Any]


def test_events_of_our_own_making_never_raise(desk: Desk) -> None:
    _try_all(
        desk,
        [
            message(THANKS, thread_ts="1763467100.000100"),
            edited(THANKS, was="<https://example.org/>", at="1763467260.000000"),
            deleted(was=THANKS, at="1763467260.000000"),
            reaction("clap"),
        ],
    )


def test_slacks_own_samples_never_raise(desk: Desk) -> None:
    if not SAMPLES.is_file():
        pytest.skip("needs ../shared/data/slack_fixtures beside the repository")
    payloads = [each["payload"] for each in json.loads(SAMPLES.read_text())]
    events = {
        json.dumps(payload["event"], sort_keys=True)
        for payload in payloads
        if isinstance(payload, dict) and payload.get("type") == "event_callback"
    }
    known = [event for event in map(json.loads, events) if event["type"] in KNOWN_EVENTS]
    assert len(known) > 10
    _try_all(desk, known)


def _try_all(desk: Desk, events: Sequence[Json]) -> None:
    """Each oddity in a savepoint that is rolled back, so that none meets another."""
    ids = set(re.findall(r"\b[UWC]\w+\b", json.dumps(events)))
    desk.meet(*[one for one in ids if one[0] in "UW"])
    raised = []
    with desk.opened() as tx:
        save_channels(tx, [ChannelRecord(channel_id=one, name=one) for one in ids if one[0] == "C"])
        for event in events:
            # PostgreSQL reads a fifth, of every part another: the rest is the same code, and slow.
            for path, mutant in islice(_mutants(event), 0, None, 5 if tx.on_postgresql else 1):
                error = _read(replace(tx, memo={}), mutant)
                if error is not None:
                    raised.append((event["type"], event.get("subtype"), path, repr(error)[:200]))
    assert raised == []


def _read(tx: Transaction, event: Json) -> Exception | None:
    """What the reader would have met; somebody unknown is no error."""
    savepoint = tx.session.begin_nested()
    try:
        read = take_in(tx, event)
        for room in rooms_for(FEATURES, read):
            deliver(tx, room, read, FEATURES)
        tx.session.flush()
    except NotKnownYet:
        return None
    except Exception as error:  # noqa: BLE001  whatever it is, it is reported
        return error
    finally:
        savepoint.rollback()
    return None


def _mutants(event: Json) -> Iterator[tuple[Sequence[Any], Json]]:
    """The event without each of its parts, and with each replaced by something odd."""
    for path in _paths(event):
        if path == ("type",):  # the front door lets only known ones in
            continue
        without = deepcopy(event)
        del _inside(without, path[:-1])[path[-1]]
        yield path, without
        for odd in ODD:
            other = deepcopy(event)
            _inside(other, path[:-1])[path[-1]] = odd
            yield path, other


def _paths(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  JSON
    for name, each in value.items() if isinstance(value, dict) else ():
        if name not in UNREAD:
            yield (*here, name)
            yield from _paths(each, (*here, name))


def _inside(value: Any, path: Sequence[Any]) -> Any:  # noqa: ANN401  JSON
    for name in path:
        value = value[name]
    return value
