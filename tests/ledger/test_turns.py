"""The latest turn by act time tells what is live, in whatever order turns arrive."""

from collections.abc import Collection, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.ledger.acts import ACT_KINDS, Act, Source, Stated
from slackapp.ledger.turns import (
    LiveAct,
    Turn,
    TurnKind,
    counted_acts,
    list_live,
    stated_turns,
    turn_of,
)
from tests.ledger.builders import kudos, message

MESSAGE = message(0)
ACT = kudos(1, 2)


def _turns(*moments: tuple[int, TurnKind], act: Act = ACT, source: Source = MESSAGE) -> list[Turn]:
    return [turn_of(source, act, when, turn) for when, turn in moments]


def test_an_act_given_and_taken_back_is_not_live() -> None:
    assert list_live(_turns((2, "taken_back"), (1, "given"))) == []


def test_at_the_same_instant_taking_back_wins() -> None:
    assert list_live(_turns((1, "taken_back"), (1, "given"))) == []


def test_an_act_occurred_when_its_present_run_began() -> None:
    turns = _turns((1, "given"), (2, "taken_back"), (3, "given"), (4, "given"))
    assert [live.at for live in list_live(reversed(turns))] == [3]


def test_the_last_wording_tells_whether_an_act_is_bare() -> None:
    turns = _turns((1, "given"), act=kudos(1, 2, bare=True)) + _turns((2, "given"))
    assert [(live.act.bare, live.at) for live in list_live(turns)] == [(False, 1)]


@pytest.mark.parametrize(("higher", "lower"), list(pairwise(ACT_KINDS)))
def test_at_one_message_the_higher_kind_replaces_the_lower(higher: str, lower: str) -> None:
    kinds = {kind: Act(kind, 1, 2) for kind in ACT_KINDS}
    turns = [
        turn
        for kind, act in kinds.items()
        if kind in {higher, lower}
        for turn in _turns((1, "given"), act=act, source=message(0, by=kind))
    ]
    assert [live.act.kind for live in counted_acts(turns)] == [higher]


def test_a_kudos_with_a_reason_replaces_a_bare_one_given_earlier() -> None:
    turns = _turns((1, "given"), act=kudos(1, 2, bare=True), source=message(0, by="clap"))
    assert [live.at for live in counted_acts([*turns, *_turns((2, "given"))])] == [2]


def test_taking_back_the_higher_kind_lets_the_lower_live_again() -> None:
    lower = _turns((1, "given"), act=Act("acknowledgement", 1, 2), source=message(0, by="words"))
    turns = [*lower, *_turns((2, "given"), (3, "taken_back"))]
    assert [live.act.kind for live in counted_acts(turns)] == ["acknowledgement"]


def test_acts_to_two_people_at_one_message_both_count() -> None:
    turns = _turns((1, "given")) + _turns((1, "given"), act=kudos(1, 3))
    assert len(counted_acts(turns)) == 2


# Chains of versions: each event tells its version and the one before it.

_ACTS = st.frozensets(st.builds(kudos, st.just(1), st.integers(2, 4), bare=st.booleans()))
_SAID = _ACTS.map(lambda acts: frozenset({act.identity: act for act in acts}.values()))
_CHAINS = st.lists(_SAID, min_size=1, max_size=5).map(
    lambda said: [Stated(10 * n, acts) for n, acts in enumerate(said)]
)


def _read(
    chain: Sequence[Stated], arrivals: Sequence[int], untold: Collection[int] = ()
) -> set[LiveAct]:
    """What is live after these versions arrived; for the `untold` ones without the one before."""
    turns: list[Turn] = []
    newest = -1
    for n in arrivals:
        said = frozenset(live.act for live in list_live(turns))
        before = chain[n - 1] if n and n not in untold else None
        superseded_at = chain[newest].at if newest > n else None
        turns += stated_turns(MESSAGE, chain[n], before, superseded_at, said)
        newest = max(newest, n)
    return set(list_live(turns))


@given(chain=_CHAINS, data=st.data())
def test_any_order_and_repetition_of_versions_ends_at_the_same(
    chain: list[Stated], data: st.DataObject
) -> None:
    arrivals = data.draw(st.permutations([*range(len(chain))] * 2))
    assert _read(chain, arrivals) == _read(chain, range(len(chain)))


@given(chain=_CHAINS, data=st.data())
def test_losing_versions_in_the_middle_changes_nothing_of_what_is_said_at_last(
    chain: list[Stated], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.integers(0, len(chain) - 1)))
    arrivals = data.draw(st.permutations([*kept, len(chain) - 1]))
    untold = data.draw(st.sets(st.sampled_from(arrivals)))
    assert {live.act for live in _read(chain, arrivals, untold)} == chain[-1].acts


@given(chain=_CHAINS)
def test_in_order_a_chain_says_what_its_last_version_says(chain: list[Stated]) -> None:
    assert {live.act for live in _read(chain, range(len(chain)))} == chain[-1].acts


@given(chain=_CHAINS, data=st.data())
def test_a_deletion_ends_all_whatever_arrives_after_it(
    chain: list[Stated], data: st.DataObject
) -> None:
    deleted = [*chain, Stated(1000, frozenset())]
    arrivals = data.draw(st.permutations(range(len(deleted))))
    assert _read(deleted, arrivals) == set()
