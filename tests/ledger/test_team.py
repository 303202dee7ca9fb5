"""What a team did and who gave most, whether the stored weeks are up to date or not."""

from collections import Counter
from collections.abc import Iterator

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger import team
from slackapp.ledger.acts import Act
from slackapp.ledger.giver_weeks import list_dirty, refresh_weeks
from slackapp.ledger.giving import give, take_back
from slackapp.ledger.team import TeamFigures, TeamWeeks
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import hide_name, leave_out
from tests.builders.databases import transaction
from tests.ledger.builders import WEEK, at, command, kudos, message, open_workspace, people

NOTHING = TeamFigures(givers=0, receivers=0, kudos=0, new_connections=0)
BOTH = [WEEK, WEEK.next()]
YEAR = [Week(2026, number) for number in range(1, 54)]


@pytest.fixture(params=["computed", "stored", "some of each", "basis changed"])
def ways(request: pytest.FixtureRequest) -> str:
    """Every figure is the same whether it is counted by the database or computed by us."""
    return str(request.param)


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with transaction(database) as tx:
        open_workspace(tx)
        yield tx


def settle(tx: Transaction, way: str) -> None:
    if way in {"stored", "some of each"}:
        refresh_weeks(tx)
        assert list_dirty(tx, BOTH) == []
    if way == "some of each":
        ana, cy = people(tx, "UANA", "UCY")
        give(tx, command("late"), [kudos(ana, cy)], at(days=1))
        take_back(tx, command("late"), at(days=2))
        assert list_dirty(tx, BOTH) != []


def ranked(tx: Transaction, weeks: list[Week]) -> list[tuple[str, float]]:
    lines = TeamWeeks(tx, weeks).top_lines(most=99, names=99)
    return [(one.slack_id, float(line.score)) for line in lines for one in line.people]


def team_figures(tx: Transaction, weeks: list[Week]) -> TeamFigures:
    return TeamWeeks(tx, weeks).figures()


def given_by(tx: Transaction, weeks: list[Week], people: list[int]) -> dict[int, Counter[str]]:
    return TeamWeeks(tx, weeks).given_by(people)


def test_the_team_counts_members_who_gave_and_were_thanked(tx: Transaction, ways: str) -> None:
    ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
    (gil,) = people(tx, "UGIL", kind="guest")
    (dan,) = people(tx, "UDAN", active=False)
    give(tx, command("1"), [kudos(ana, bo), kudos(ana, gil), kudos(dan, bo)], at())
    give(tx, command("2"), [Act("answer", bo, cy)], at())
    settle(tx, ways)

    assert team_figures(tx, [WEEK]) == TeamFigures(
        givers=2, receivers=1, kudos=3, new_connections=2
    )


def test_private_acts_are_in_no_team_number(tx: Transaction, ways: str) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1", audience="private"), [kudos(ana, bo)], at())
    settle(tx, ways)

    assert team_figures(tx, [WEEK]) == NOTHING
    assert given_by(tx, [WEEK], [ana]).get(ana, {}) == {}
    assert ranked(tx, [WEEK]) == []


def test_each_week_has_its_own_acts_and_a_month_has_each_person_once(
    tx: Transaction, ways: str
) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1"), [kudos(ana, bo)], at())
    give(tx, command("2"), [kudos(ana, bo)], at(days=7))
    settle(tx, ways)

    assert [team_figures(tx, [week]).kudos for week in (WEEK.previous(), *BOTH)] == [0, 1, 1]
    for weeks in (BOTH, YEAR):
        assert team_figures(tx, weeks) == TeamFigures(
            givers=1, receivers=1, kudos=2, new_connections=1
        )
        assert given_by(tx, weeks, [ana]) == {ana: {"kudos": 2}}
        assert ranked(tx, weeks) == [("UANA", 3.0)]


def test_a_higher_kind_next_week_takes_the_acts_place_in_both_weeks(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, message(at(), by="words"), [Act("acknowledgement", ana, bo)], at())
    refresh_weeks(tx)
    give(tx, message(at(), by="emoji"), [kudos(ana, bo)], at(days=7))

    assert given_by(tx, [WEEK], [ana]) == {ana: {}}
    assert given_by(tx, [WEEK.next()], [ana]) == {ana: {"kudos": 1}}


def test_a_group_thanked_counts_as_one_act_given_and_many_kudos(tx: Transaction, ways: str) -> None:
    ana, bo, cy, dee = people(tx, "UANA", "UBO", "UCY", "UDEE")
    give(tx, command("1"), [kudos(ana, one, party="S1") for one in (bo, cy)], at())
    give(tx, command("2"), [kudos(ana, dee)], at())
    settle(tx, ways)

    assert given_by(tx, [WEEK], [ana]) == {ana: {"kudos": 2}}
    assert team_figures(tx, [WEEK]).kudos == 3


def test_givers_come_with_the_most_first_and_only_members_who_gave(
    tx: Transaction, ways: str
) -> None:
    ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
    (gil,) = people(tx, "UGIL", kind="guest")
    (dan,) = people(tx, "UDAN", active=False)
    give(tx, command("1"), [kudos(ana, bo, bare=True)], at())
    give(tx, command("2"), [Act("answer", bo, cy), kudos(gil, ana), kudos(dan, ana)], at())
    settle(tx, ways)

    assert [who for who, _ in ranked(tx, [WEEK])] == ["UBO", "UANA"]


def test_ties_share_a_line_that_names_a_few_and_counts_the_others(
    tx: Transaction, ways: str
) -> None:
    (thanked,) = people(tx, "UEVE")
    everybody = people(tx, *[f"U{number:02}" for number in range(10)])
    for number, person in enumerate(everybody):
        give(tx, command(str(number)), [kudos(person, thanked)], at() + number)
    give(tx, command("more"), [Act("answer", everybody[0], thanked)], at())
    settle(tx, ways)

    for weeks in ([WEEK], BOTH, YEAR):
        first, second = TeamWeeks(tx, weeks).top_lines(most=2, names=3)
        assert ([one.key for one in first.people], first.size) == ([everybody[0]], 1)
        named = [one.key for one in second.people]
        assert (named, second.size) == (sorted(everybody[1:])[:3], 9)


def test_who_is_away_is_on_no_line_and_their_score_is_told_apart(
    tx: Transaction, ways: str
) -> None:
    ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
    give(tx, command("1"), [Act("answer", ana, cy)], at())
    give(tx, command("2"), [kudos(bo, cy)], at())
    settle(tx, ways)

    for weeks in ([WEEK], BOTH, YEAR):
        team = TeamWeeks(tx, weeks)
        assert [line.people[0].key for line in team.top_lines({ana}, most=1, names=1)] == [bo]
        [away] = team.scores_of({ana, cy}) if ways != "some of each" else team.scores_of({ana})
        assert (away.person.slack_id, away.score > 3) == ("UANA", True)


def test_meetings_with_and_between_those_who_are_no_members_are_no_connections(
    tx: Transaction, ways: str
) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    gil, gus = people(tx, "UGIL", "UGUS", kind="guest")
    give(tx, command("1"), [kudos(ana, gil), kudos(gil, gus), kudos(gus, bo)], at())
    give(tx, command("2"), [kudos(ana, bo)], at())
    settle(tx, ways)

    met = 1 if ways != "some of each" else 2  # there Ana met Cy and took it back
    assert team_figures(tx, [WEEK]).new_connections in {1, met}
    assert team_figures(tx, YEAR) == team_figures(tx, [WEEK])


def test_where_too_much_is_out_of_date_everything_is_computed(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
    give(tx, command("1"), [kudos(ana, bo)], at())
    refresh_weeks(tx)
    give(tx, command("2"), [kudos(bo, cy)], at())
    expected = team_figures(tx, [WEEK])
    monkeypatch.setattr(team, "_MOST_DIRTY", 0)

    assert team_figures(tx, [WEEK]) == expected
    assert (expected.givers, expected.kudos) == (2, 2)


def test_another_workspace_is_not_counted(database: Database) -> None:
    for workspace_id, number in (("T1", 1), ("T2", 3)):
        with transaction(database, workspace_id=workspace_id) as tx:
            open_workspace(tx)
            ana, *others = people(tx, "UANA", "U1", "U2", "U3")
            for each in others[:number]:
                give(tx, command(f"{each}"), [kudos(ana, each)], at())
            refresh_weeks(tx)
    with transaction(database) as tx:
        assert team_figures(tx, [WEEK]).kudos == 1
        assert len(ranked(tx, [WEEK])) == 1


def test_who_is_left_out_is_in_no_number_and_who_hides_their_name_in_all_but_no_line(
    tx: Transaction, ways: str
) -> None:
    ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
    give(tx, command("1"), [kudos(ana, bo), kudos(ana, cy)], at())
    give(tx, command("2"), [kudos(bo, cy)], at())
    settle(tx, ways)
    leave_out(tx, ana, left_out=True)
    hide_name(tx, bo, hides_name=True)

    assert team_figures(tx, [WEEK]) == TeamFigures(
        givers=1, receivers=2, kudos=1, new_connections=1
    )
    assert team_figures(tx, YEAR) == team_figures(tx, [WEEK])
    assert ranked(tx, [WEEK]) == ranked(tx, YEAR) == []
    assert TeamWeeks(tx, [WEEK]).scores_of([ana, bo]) == []
    leave_out(tx, ana, left_out=False)
    hide_name(tx, bo, hides_name=False)
    assert team_figures(tx, [WEEK]).kudos == 3
    assert {name for name, _score in ranked(tx, [WEEK])} == {"UANA", "UBO"}
