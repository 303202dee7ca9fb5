"""Scores worked out from the export alone, by a plain model, are the stored ones."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from itertools import count, pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.export import export_rows, to_jsonl
from slackapp.ledger.giver_weeks import list_weeks, rebuild, refresh_weeks
from slackapp.ledger.reading_receipts import read_receipt
from slackapp.ledger.receipts import LinePot
from slackapp.ledger.weeks import giver_week, giver_weeks
from slackapp.workspace.people import people_by_key
from tests.builders.databases import transaction
from tests.ledger import plain_model
from tests.ledger.builders import open_workspace, people
from tests.ledger.histories import HISTORIES, Step, play

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
ROUNDING = Fraction(1, 10**7)  # what is shared by three is kept in whole billionths
POTS: tuple[LinePot, ...] = ("helping", "sharing", "thanking", "connections")
_workspaces = count()
_examples = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check_against_the_plain_model(
    tx: Transaction, zone: str = "UTC", connections_from: datetime = LONG_AGO
) -> int:
    """Every member's every week; how many there were."""
    rows = [json.loads(line) for line in to_jsonl(export_rows(tx))]
    modelled = plain_model.scores(rows, ZoneInfo(zone), connections_from)
    checked = 0
    for week in list_weeks(tx):
        values = giver_weeks(tx, week)
        known = people_by_key(tx, [value.person for value in values])
        for value in values:
            model = modelled[known[value.person].slack_id, str(week)]
            for pot in (*POTS, "score"):
                difference = abs(Fraction(getattr(value, pot)) - model[pot])
                assert difference < ROUNDING, (str(week), value.person, pot)
            checked += 1
    told = sum(bool(model["score"]) for model in modelled.values())
    assert checked == told
    return checked


_LATE_LINK = [Step("link", 0, who, days, 1) for who, days in ((1, -200), (2, -7), (3, 0))]
_HIDDEN_LATER = [Step("kudos", 0, 1, 0, 1), Step("kudos", 0, 1, 1, 1, audience="private")]
_SHOWN_LATER = [_HIDDEN_LATER[1], _HIDDEN_LATER[0]._replace(days=2)]
_LINK_IN_BOTH = [
    Step("link", 1, 0, -200, 1, to_all=True, audience="private"),
    Step("link", 1, 0, -200, 1),
]
_TEN_KUDOS = [Step("kudos", 0, who, days, who) for who, days in [(1, 0), (2, 0), (3, 0)] * 3]


@_examples
@given(steps=HISTORIES)
@example(steps=_LATE_LINK)
@example(steps=_TEN_KUDOS)
@example(steps=_HIDDEN_LATER)
@example(steps=_SHOWN_LATER)
def test_random_histories_score_as_the_plain_model_says(
    database: Database, steps: list[Step]
) -> None:
    with transaction(database, workspace_id=f"T{next(_workspaces)}") as tx:
        open_workspace(tx)
        play(tx, people(tx, "U0", "U1", "U2", "U3"), steps)
        check_against_the_plain_model(tx)


@_examples
@given(steps=HISTORIES)
@example(steps=_LATE_LINK)
@example(steps=_LINK_IN_BOTH)
def test_the_lines_of_every_receipt_sum_to_the_stored_week(
    database: Database, steps: list[Step]
) -> None:
    with transaction(database, workspace_id=f"T{next(_workspaces)}") as tx:
        open_workspace(tx)
        keys = people(tx, "U0", "U1", "U2", "U3")
        play(tx, keys, steps)
        refresh_weeks(tx)
        known = people_by_key(tx, keys)
        for week in list_weeks(tx):
            for key in keys:
                stored = giver_week(tx, key, week)
                receipt = read_receipt(tx, known[key], week).receipt
                assert receipt.score == stored.score
                for pot in POTS:
                    assert receipt.sum_of(pot) == getattr(stored, pot)
                ids = sorted(line.line_id for line in receipt.lines)
                assert not any(one == other for one, other in pairwise(ids))
        assert rebuild(tx) == []


@_examples
@given(steps=HISTORIES, chance=st.randoms(use_true_random=False))
def test_what_arrives_late_or_in_another_order_scores_the_same(
    database: Database, steps: list[Step], chance: Random
) -> None:
    """A late import, a retried event, a replica behind: only when it happened counts."""
    shuffled = [*range(len(steps)), *chance.sample(range(len(steps)), len(steps) // 2)]
    chance.shuffle(shuffled)
    assert _all_scores(database, steps, range(len(steps))) == _all_scores(database, steps, shuffled)


def _all_scores(database: Database, steps: list[Step], order: Sequence[int]) -> dict[str, object]:
    with transaction(database, workspace_id=f"T{next(_workspaces)}") as tx:
        open_workspace(tx)
        keys = people(tx, "U0", "U1", "U2", "U3")
        play(tx, keys, steps, order)
        values = {
            f"{week} {name}": giver_week(tx, key, week)
            for week in list_weeks(tx)
            for name, key in enumerate(keys)
        }
        return {
            name: [round(getattr(value, pot), 7) for pot in POTS] for name, value in values.items()
        }
