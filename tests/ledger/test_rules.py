"""The giving score on plain values: the numbers of product section 3, and what always holds."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from slackapp.ledger.acts import ACT_KINDS, ActKind
from slackapp.ledger.policy import POTS, Pot, ScorePolicy
from slackapp.ledger.rules import (
    CONNECTION_DAYS,
    MICROS_A_DAY,
    Connection,
    WeekScore,
    new_connections,
    score_week,
)
from slackapp.ledger.turns import LiveAct
from tests.ledger.builders import live

POLICY = ScorePolicy()
DAY = MICROS_A_DAY


def _score(*acts: LiveAct, met: Sequence[Connection] = ()) -> WeekScore:
    return score_week(acts, met, POLICY)


@pytest.mark.parametrize(
    ("kind", "bare", "points"),
    [
        ("answer", False, "3"),
        ("helped_me_too", False, "1"),
        ("link", False, "2"),
        ("link", True, "1"),
        ("promotion", False, "2"),
        ("credit", False, "2"),
        ("kudos", False, "1"),
        ("kudos", True, "0.5"),
        ("acknowledgement", False, "0.5"),
    ],
)
def test_a_single_act_scores_its_weight(kind: ActKind, bare: bool, points: str) -> None:  # noqa: FBT001
    assert _score(live(kind, 2, 1, bare=bare)).score == Decimal(points)


def test_towards_one_person_the_biggest_counts_in_full_then_a_half_then_a_quarter() -> None:
    acts = [live("kudos", 2, 1, bare=True), live("kudos", 2, 2), live("kudos", 2, 3)]
    score = _score(*acts)
    assert [score.points[act] for act in acts] == [Decimal("0.125"), Decimal(1), Decimal("0.5")]


def test_acts_of_different_pots_or_to_different_people_do_not_halve_each_other() -> None:
    acts = [live("kudos", 2, 1), live("answer", 2, 2), live("kudos", 3, 3)]
    assert _score(*acts).score == 5


def test_thanks_past_five_points_are_there_with_nothing() -> None:
    acts = [live("kudos", 2, 0, bare=True), *(live("kudos", n, n) for n in range(3, 10))]
    score = _score(*acts)
    assert [score.points[act] for act in acts] == [
        Decimal("0.5"), *[Decimal(1)] * 4, Decimal("0.5"), Decimal(0), Decimal(0)
    ]  # fmt: skip


def test_sharing_ends_at_eight_and_helping_never() -> None:
    acts = [live(kind, n, n) for n in range(2, 12) for kind in ("link", "answer")]
    score = _score(*acts)
    assert [score.pot("sharing"), score.pot("helping")] == [8, 30]


def test_a_group_is_one_act_that_its_members_share() -> None:
    acts = [live("kudos", n, 1, party="S1", source="message") for n in (2, 3, 4)]
    score = _score(*acts)
    assert score.score == 1
    assert max(score.points.values()) - min(score.points.values()) <= Decimal("1e-9")


def test_a_groups_best_weight_counts_once() -> None:
    bare = live("kudos", 2, 1, bare=True, party="S1", source="message")
    full = live("kudos", 3, 1, party="S1", source="message")
    assert _score(bare, full).points[bare] == Decimal("0.5")


def test_the_same_group_thanked_twice_is_two_acts() -> None:
    acts = [live("kudos", 2, n, party="S1", source=f"message {n}") for n in (1, 2)]
    assert _score(*acts).score == Decimal("1.5")


def test_a_groups_share_takes_its_rank_among_what_its_receiver_got() -> None:
    share = [live("kudos", n, 1, party="S1", source="message") for n in (2, 3)]
    own = live("kudos", 2, 2)
    score = _score(*share, own)
    assert [score.points[act] for act in (*share, own)] == [
        Decimal("0.25"), Decimal("0.5"), Decimal(1)
    ]  # fmt: skip


def test_a_private_act_scores_nothing_and_halves_nothing() -> None:
    private, public = live("kudos", 2, 1, audience="private"), live("kudos", 2, 2)
    score = _score(private, public)
    assert [score.points[private], score.points[public]] == [0, 1]


def test_an_act_to_oneself_scores_nothing() -> None:
    assert _score(live("answer", 1, 1, giver=1)).score == 0


def test_three_new_connections_count_and_the_fourth_does_not() -> None:
    met = [Connection(other, at) for other, at in ((2, 4), (3, 1), (4, 2), (5, 3))]
    score = _score(met=met)
    assert score.connections == 3
    assert score.connection_points[met[0]] == 0


def test_a_first_act_connects_both_sides() -> None:
    met = new_connections([live("kudos", 2, 100 * DAY)], 90 * DAY, 107 * DAY)
    assert met == {1: [Connection(2, 100 * DAY)], 2: [Connection(1, 100 * DAY)]}


@pytest.mark.parametrize(
    ("days", "is_new"), [(CONNECTION_DAYS, False), (CONNECTION_DAYS + 1, True)]
)
def test_a_connection_is_new_again_after_90_days_of_silence_either_way(
    days: int,
    is_new: bool,  # noqa: FBT001
) -> None:
    later = (200 + days) * DAY
    acts = [live("answer", 1, 200 * DAY, giver=2), live("kudos", 2, later)]
    assert bool(new_connections(acts, later, later + DAY)) is is_new


def test_private_acts_neither_make_nor_hide_a_connection() -> None:
    private = live("kudos", 2, 99 * DAY, audience="private")
    public = live("kudos", 2, 100 * DAY)
    assert new_connections([private], 90 * DAY, 107 * DAY) == {}
    assert list(new_connections([private, public], 90 * DAY, 107 * DAY)) == [1, 2]


_ACTS = st.lists(
    st.builds(
        live,
        st.sampled_from(ACT_KINDS),
        st.integers(1, 4),
        st.integers(0, 20),
        bare=st.booleans(),
        party=st.sampled_from(["", "", "S1"]),
        audience=st.sampled_from(["public", "public", "private"]),
        source=st.sampled_from("abcdefgh"),
    ),
    max_size=25,
    unique_by=lambda act: (act.source, act.act.identity),
)
_MET = st.lists(st.builds(Connection, st.integers(2, 9), st.integers(0, 20)), unique=True)


@given(acts=_ACTS, met=_MET)
def test_no_act_and_no_week_is_ever_negative(acts: list[LiveAct], met: list[Connection]) -> None:
    score = _score(*acts, met=met)
    assert min([*score.points.values(), *score.connection_points.values(), score.score]) >= 0


@given(acts=_ACTS, met=_MET)
def test_pots_and_connections_sum_to_the_score(acts: list[LiveAct], met: list[Connection]) -> None:
    score = _score(*acts, met=met)
    pots: tuple[Pot, ...] = ("helping", "sharing", "thanking")
    assert sum(map(score.pot, pots), score.connections) == score.score


@given(acts=_ACTS, met=_MET, data=st.data())
def test_the_score_does_not_depend_on_the_order_of_arrival(
    acts: list[LiveAct], met: list[Connection], data: st.DataObject
) -> None:
    shuffled = _score(*data.draw(st.permutations(acts)), met=data.draw(st.permutations(met)))
    assert shuffled == _score(*acts, met=met)


@given(acts=_ACTS)
def test_no_pot_is_over_its_cap(acts: list[LiveAct]) -> None:
    score = _score(*acts)
    assert all(score.pot(pot) <= cap for pot, cap in POLICY.caps.items())


@example(kinds=[("answer", False)] * 40)
@given(kinds=st.lists(st.tuples(st.sampled_from(ACT_KINDS), st.booleans()), min_size=1))
def test_in_a_pot_acts_to_one_person_stay_under_twice_the_largest(
    kinds: list[tuple[ActKind, bool]],
) -> None:
    uncapped = ScorePolicy(caps={})
    acts = [live(kind, 2, n, bare=bare) for n, (kind, bare) in enumerate(kinds)]
    score = score_week(acts, (), uncapped)
    for pot in {POTS[kind] for kind, _ in kinds}:
        weights = [_score(act).score for act in acts if POTS[act.act.kind] == pot]
        assert score.pot(pot) < 2 * max(weights)


@given(acts=_ACTS, kind=st.sampled_from(ACT_KINDS), receiver=st.integers(1, 4), met=_MET)
def test_one_more_act_never_lowers_a_week(
    acts: list[LiveAct], kind: ActKind, receiver: int, met: list[Connection]
) -> None:
    more = live(kind, receiver, 10, source="more")
    assert _score(*acts, more, met=met).score >= _score(*acts, met=met).score
