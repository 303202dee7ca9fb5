"""Each rule of etiquette is seen to be broken where it is, and to hold where it holds."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slackapp.demo.simulation.etiquette import Etiquette
from slackapp.demo.simulation.matters import Matters, Question
from slackapp.demo.simulation.sightings import Button, NudgeSeen
from slackapp.demo.simulation.town import Peace, Resident, Town
from slackapp.sandbox import Person, Sandbox
from slackapp.sandbox.world.sights import Sight

WEDNESDAY = datetime(2026, 4, 15, 9, 0, tzinfo=UTC)  # 11:00 in Berlin, 05:00 in New York
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ASKED = ("C1", "1776000000.000100")


class Village:
    """Ana in Berlin, who just wrote in #general, and whatever nudges are put before her."""

    def __init__(self) -> None:
        workspace = Sandbox(start=WEDNESDAY).add_workspace("T1")
        self.ana = _resident(workspace.add_person("UANA", name="Ana A."), "Europe/Berlin")
        self.ned = _resident(workspace.add_person("UNED", name="Ned N."), "America/New_York")
        self.matters = Matters()
        self.sights: list[Sight] = []

    def broken(self, *nudges: NudgeSeen) -> set[str]:
        residents = {each.id: each for each in (self.ana, self.ned)}
        town = Town(residents, (), (), {}, ())
        acts = [_said(one) for one in nudges if one.way == "notice"]
        found = Etiquette(town, nudges, [*self.sights, *acts], self.matters).violations()
        return {each.rule for each in found}

    def question(self, **said: Any) -> Question:  # noqa: ANN401  its own fields
        asked = Question(*ASKED, asker="UANA", thing="badge printer")
        for name, value in said.items():
            setattr(asked, name, value)
        self.matters.questions[ASKED] = asked
        return asked


@pytest.fixture
def village() -> Village:
    return Village()


_numbers = iter(range(10**6))


def notice(at: datetime = WEDNESDAY, **fields: Any) -> NudgeSeen:  # noqa: ANN401  same
    return _nudge(at, "notice", "make_it_kudos", fields)


def message(at: datetime = WEDNESDAY, **fields: Any) -> NudgeSeen:  # noqa: ANN401  same
    return _nudge(at, "direct_message", "may_i_ask", fields)


def post(at: datetime = WEDNESDAY, **fields: Any) -> NudgeSeen:  # noqa: ANN401  same
    return _nudge(at, "channel", "open_questions", {"to": "", **fields})


def _nudge(at: datetime, way: str, kind: str, fields: dict[str, Any]) -> NudgeSeen:
    number = next(_numbers)
    plain = NudgeSeen(
        at, way, kind, f"n{number}", "UANA", "C1", f"{number}.000100", "", "words", (), ()
    )
    return replace(plain, **fields)


def _resident(person: Person, zone: str) -> Resident:
    return Resident(person, ZoneInfo(zone))


def _said(one: NudgeSeen) -> Sight:
    at = one.at - MINUTE
    return Sight(at, "posted", "T1", one.channel_id, "1.000100", one.to)


def test_a_nudge_of_each_way_at_eleven_breaks_nothing(village: Village) -> None:
    assert village.broken(notice(), message(WEDNESDAY + HOUR), post(WEDNESDAY + 2 * HOUR)) == set()


@pytest.mark.parametrize(
    ("at", "to"),
    [
        (WEDNESDAY, "UNED"),
        (WEDNESDAY + 3 * DAY, "UANA"),
        (WEDNESDAY + 6 * HOUR, "UANA"),
        (datetime(2026, 5, 1, 9, tzinfo=UTC), "UANA"),
        (datetime(2026, 3, 27, 7, 59, tzinfo=UTC), "UANA"),
    ],
)
def test_hours_days_holidays_and_zones(village: Village, at: datetime, to: str) -> None:
    assert "hours" in village.broken(message(at, to=to))


def test_the_hours_follow_the_change_of_clocks(village: Village) -> None:
    assert village.broken(message(datetime(2026, 3, 27, 8, tzinfo=UTC))) == set()
    assert village.broken(message(datetime(2026, 3, 30, 7, tzinfo=UTC))) == set()
    assert "hours" in village.broken(message(datetime(2026, 3, 30, 15, tzinfo=UTC)))


def test_own_hours_and_days_count(village: Village) -> None:
    village.ana.opens, village.ana.closes = time(13), time(19)
    assert "hours" in village.broken(message())
    assert village.broken(message(WEDNESDAY + 7 * HOUR)) == set()


def test_a_post_comes_in_the_hours_of_the_workspace(village: Village) -> None:
    assert "hours" in village.broken(post(WEDNESDAY + 7 * HOUR))


def test_budgets_of_a_day_and_a_week(village: Village) -> None:
    kinds: dict[str, Any] = {"kind": "unthanked"}
    village.ana.wants_unthanked = True
    two = [message(**kinds), message(WEDNESDAY + HOUR, **kinds)]
    assert village.broken(*two) == {"messages a day"}
    four = [message(WEDNESDAY + days * DAY, **kinds) for days in (-2, -1, 0, 1)]
    assert village.broken(*four) == {"messages a week"}
    three = [notice(WEDNESDAY + n * HOUR, kind="credit_the_source") for n in range(3)]
    assert village.broken(*three) == {"notices a day"}


def test_peace_is_kept(village: Village) -> None:
    for why in ("paused", "do not disturb", "away"):
        village.ana.peace = [Peace(WEDNESDAY - HOUR, WEDNESDAY + HOUR, why)]
        assert village.broken(message()) == {why}
    village.ana.peace = [Peace(WEDNESDAY - HOUR, WEDNESDAY - MINUTE, "paused")]
    assert village.broken(message()) == set()
    village.ana.quiet = (time(10), time(12))
    assert village.broken(message()) == {"do not disturb"}


def test_wishes_are_kept(village: Village) -> None:
    village.ana.no_messages = True
    assert village.broken(message()) == {"no messages"}
    village.ana.muted = {"make_it_kudos": WEDNESDAY - HOUR}
    assert village.broken(notice()) == {"muted"}
    village.ana.muted = {"C1": WEDNESDAY - HOUR}
    assert village.broken(notice(kind="talk")) == {"muted"}
    assert village.broken(notice(kind="unthanked", channel_id="C2")) == {"only if asked for"}


@pytest.mark.parametrize("kind", ["guest", "outside", "left_out"])
def test_only_members_are_asked(village: Village, kind: str) -> None:
    village.ana.kind = kind
    assert village.broken(message()) == {f"not to a {kind} person"}


def test_a_notice_is_for_somebody_who_is_there(village: Village) -> None:
    seen = notice()
    nobody = Etiquette(Town({"UANA": village.ana}, (), (), {}, ()), [seen], [], village.matters)
    assert {each.rule for each in nobody.violations()} == {"nobody there to see it"}


def test_nothing_is_asked_twice(village: Village) -> None:
    again = notice(nudge_id="same"), notice(WEDNESDAY + DAY, nudge_id="same")
    assert village.broken(*again) == {"once"}
    assert village.broken(message(), message(WEDNESDAY + DAY)) == {"once"}
    assert village.broken(notice(), notice(WEDNESDAY + HOUR)) == {"kudos offered once a day"}
    village.question(answered=[WEDNESDAY - DAY])
    thrice = [
        notice(WEDNESDAY + days * DAY, kind="did_it_help", about=(ASKED,)) for days in (0, 1, 2)
    ]
    assert village.broken(*thrice[:2]) == set()
    assert village.broken(*thrice) == {"once"}
    village.question(
        answered=[WEDNESDAY - DAY, WEDNESDAY + DAY + HOUR], reopened=[WEDNESDAY + DAY + MINUTE]
    )
    assert village.broken(*thrice) == set()


def test_a_settled_matter_is_not_asked_about(village: Village) -> None:
    take = Button("I'll take it", "nudges.choose.0", "n|q", ASKED)
    listed = post(buttons=(take,), about=(ASKED,))
    asked = message(kind="can_you_help", about=(ASKED,))
    village.ana.times_a_week = [(WEDNESDAY - DAY, 1)]
    village.question()
    assert village.broken(listed) == village.broken(asked) == set()
    for said in ("answered", "claimed"):
        village.question(**{said: [WEDNESDAY - HOUR]})
        assert village.broken(listed) == village.broken(asked) == {"settled before"}
    village.question(answered=[WEDNESDAY - 2 * HOUR], reopened=[WEDNESDAY - HOUR])
    assert village.broken(listed) == set()
    helped = notice(kind="did_it_help", about=(ASKED,))
    village.question(answered=[WEDNESDAY - DAY], heard=[WEDNESDAY - HOUR])
    assert village.broken(helped) == {"settled before"}


def test_thanks_and_shares_that_are_gone_are_not_asked_about(village: Village) -> None:
    said = [(WEDNESDAY - HOUR, ASKED)]
    village.matters.thanks["UANA"] = village.matters.shares["UANA"] = said
    offered, credit = notice(), notice(kind="credit_the_source")
    assert village.broken(offered) == village.broken(credit) == set()
    village.matters.gone[ASKED] = WEDNESDAY - MINUTE
    assert village.broken(offered) == village.broken(credit) == {"settled before"}


def test_thanks_given_are_not_asked_for(village: Village) -> None:
    answer = ("C1", "1776000001.000100")
    question = village.question(
        answers={answer[1]: ("UNED", WEDNESDAY - DAY)}, thanked={"UNED": WEDNESDAY - HOUR}
    )
    village.matters.answers[answer] = question
    say = Button("Say thanks", "nudges.choose.0", f"n|{answer[0]}|{answer[1]}")
    assert village.broken(post(kind="thanks_round", buttons=(say,))) == {"settled before"}


def test_the_baton_goes_to_those_who_said_yes_as_often_as_they_said(village: Village) -> None:
    village.question()
    first = message(kind="can_you_help", about=(ASKED,))
    second = message(WEDNESDAY + DAY, kind="can_you_help", about=(("C1", "9.000100"),))
    assert village.broken(first) == {"only as often as they said"}
    village.ana.times_a_week = [(WEDNESDAY - DAY, 1)]
    assert village.broken(first) == set()
    assert village.broken(first, second) == {"only as often as they said"}
    village.ana.times_a_week = [(WEDNESDAY - DAY, 3)]
    assert village.broken(first, second) == set()


def test_a_channel_is_asked_once_a_day_names_nobody_and_lists_twice(village: Village) -> None:
    assert village.broken(post(), post(WEDNESDAY + HOUR)) == {"open_questions once a day"}
    assert village.broken(post(words="<@UANA> asks")) == {"nobody is mentioned"}
    assert village.broken(post(words="Ana A. asks")) == {"nobody is named"}
    village.question()
    days = [post(WEDNESDAY + n * DAY, about=(ASKED,)) for n in (-1, 0, 1)]
    assert village.broken(*days[:2]) == set()
    assert village.broken(*days) == {"listed on two days"}


def test_nothing_comes_in_bursts(village: Village) -> None:
    many = [post(channel_id=f"C{n}") for n in range(6)]
    assert village.broken(*many[:5]) == set()
    assert village.broken(*many) == {"no burst"}
    pair = notice(kind="talk"), notice(WEDNESDAY + timedelta(seconds=20))
    assert village.broken(*pair) == {"one at a time"}


def test_an_unknown_kind_is_told(village: Village) -> None:
    assert village.broken(notice(kind="unknown")) == {"kind is known"}
