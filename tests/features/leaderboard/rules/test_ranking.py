"""Whom a board names, in which order, and who steps back."""

from decimal import Decimal

from slackapp.features.leaderboard.rules import ranking as rules
from slackapp.features.leaderboard.rules.ranking import Giver, Line


def test_those_listed_twice_in_four_boards_rest_for_two() -> None:
    ana, nobody = frozenset({1}), frozenset[int]()
    assert rules.resting([]) == frozenset()
    assert rules.resting([ana]) == frozenset()
    assert rules.resting([ana, ana]) == ana
    assert rules.resting([nobody, ana, ana]) == ana
    assert rules.resting([nobody, nobody, ana, ana]) == frozenset()


def test_listed_twice_further_apart_is_no_reason_to_rest() -> None:
    ana, nobody = frozenset({1}), frozenset[int]()
    assert rules.resting([ana, nobody, nobody, ana]) == ana
    assert rules.resting([ana, nobody, nobody, nobody, ana]) == frozenset()


def test_who_shares_a_line_is_named_in_the_order_of_names() -> None:
    line = Line((giver("Cy", 7), giver("ana", 7), giver("Bo", 7)), more=2)
    [ranked] = rules.rank([line]).lines
    assert [one.name for one in ranked.people] == ["ana", "Bo", "Cy"]
    assert ranked.more == 2


def test_nobody_below_the_fifth_score_stands_there_or_steps_back() -> None:
    lines = [
        Line((giver(name, score),)) for name, score in zip("BCDEG", (8, 7, 6, 5, 3), strict=True)
    ]
    ranking = rules.rank(lines, [giver("A", 9), giver("F", 4)])
    assert [line.people[0].name for line in ranking.lines] == ["B", "C", "D", "E", "G"]
    assert [one.name for one in ranking.stepping_back] == ["A"]


def test_who_shares_the_score_of_a_line_steps_back_from_it() -> None:
    ranking = rules.rank([Line((giver("B", 8),))], [giver("Z", 8), giver("A", 8), giver("Y", 9)])
    assert [one.name for one in ranking.stepping_back] == ["Y", "A", "Z"]


def giver(name: str, score: float) -> Giver:
    return Giver(key=sum(name.encode()), name=name, score=Decimal(str(score)), deeds={"kudos": 1})
