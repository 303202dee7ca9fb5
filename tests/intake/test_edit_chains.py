"""A message edited again and again, told in any order: a model that knows the last version only."""

from itertools import count
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from slackapp.features.kudos.feature import FEATURE as KUDOS
from slackapp.ledger.export import export_rows
from tests.builders.slack_events import edited, message
from tests.intake.desk import Desk

Json = dict[str, Any]
People = tuple[str, ...]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[People], list[int]]:
    """Whom each version of a message thanks, and the order its events come in, each twice.

    Some versions in between may never be told.
    """
    people = st.sampled_from([(), ("U2",), ("U3",), ("U2", "U3")])
    chain = draw(st.lists(people, min_size=1, max_size=6))
    told = [n for n in range(len(chain)) if n == len(chain) - 1 or draw(st.booleans())]
    return chain, draw(st.permutations(told * 2))


def test_any_chain_of_edits_in_any_order_ends_at_the_last(desk: Desk) -> None:
    desk.features = [KUDOS]
    numbers = count()

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(histories())
    @example(([("U2",), (), ()], [2, 0, 0, 2]))  # the edit that took it back is never told
    def ends_at_the_last(history: tuple[list[People], list[int]]) -> None:
        chain, order = history
        ts = f"1763467200.{next(numbers):06d}"
        events = _versions(chain, ts)
        desk.put(*[events[index] for index in order])
        desk.read()
        with desk.opened() as tx:
            rows = [row for row in export_rows(tx) if row.message_ts == ts and row.kind == "kudos"]
        assert sorted(row.to_person for row in rows if row.live) == [*chain[-1]]
        turns = {(row.to_person, row.occurred_at, row.act) for row in rows}
        assert len(turns) == len(rows) <= 4 * len(chain)

    ends_at_the_last()


def _versions(chain: list[People], ts: str) -> list[Json]:
    """The message as posted, and each edit of it a minute after the one before."""
    seconds, micros = ts.split(".")
    stamps = [f"{int(seconds) + 60 * number}.{micros}" for number in range(len(chain))]
    events = [message(_words(chain[0]), ts=ts)]
    for number, thanked in enumerate(chain[1:], start=1):
        edit = edited(_words(thanked), was=_words(chain[number - 1]), at=stamps[number], ts=ts)
        if number > 1:
            edit["previous_message"]["edited"] = {"user": "U1", "ts": stamps[number - 1]}
        events.append(edit)
    return events


def _words(thanked: People) -> str:
    people = " ".join(f"<@{one}>" for one in thanked)
    return f"{people} ++ for the patient explanation" if thanked else "never mind"
