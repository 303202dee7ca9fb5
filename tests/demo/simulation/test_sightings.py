"""Nudges are recognised by what people see of them, as the app's own frame draws it."""

from datetime import UTC, datetime

import pytest

from slackapp.demo.simulation.sightings import read_nudges
from slackapp.features.company import blocks as company
from slackapp.features.company.rules import Impact
from slackapp.features.kudos.blocks import offer
from slackapp.features.links.blocks import crediting
from slackapp.features.nudges.blocks.frame import message
from slackapp.features.nudges.rules.shown import NudgeShown
from slackapp.features.questions.blocks import nudges as questions
from slackapp.ledger.acts import ActKind
from slackapp.sandbox.world.sights import Sight
from slackapp.slack.lines import Place
from slackapp.vocabulary.nudges import NudgeAsk, NudgeChoice, NudgeLine

AT = datetime(2026, 4, 15, 9, tzinfo=UTC)
LINK = "<https://town.example/archives/C1/p1776000000000100|How do I …>"


def sight(*asks: NudgeAsk, to: str = "UANA", ephemeral: bool = False) -> Sight:
    shown = [
        NudgeShown(nudge_id=f"n{number}", ask=ask, channel_id="C1", for_all=not to)
        for number, ask in enumerate(asks)
    ]
    text, blocks = message(shown)
    drawn = [dict(block) for block in blocks]
    return Sight(AT, "posted", "T1", "C1", "1.1", "UBOT", to, ephemeral, text=text, blocks=drawn)


def thanks_line() -> NudgeLine:
    choice = NudgeChoice(value="C1|1.000100", label="Say thanks")
    return NudgeLine(markup=f"Eva, on {LINK}", choice=choice)


def _impact(kind: ActKind) -> Impact:
    line = Place("C1", "1776000000.000100")
    return Impact(kind=kind, line=line, is_question=True, channel_name="it", url="", people=5)


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (NudgeAsk(markup=LINK, choices=questions.baton_choices()), "can_you_help"),
        (NudgeAsk(markup=LINK, choices=questions.consent_choices()), "may_i_ask"),
        (NudgeAsk(markup=LINK, choices=questions.help_choices([(1, "Bo")])), "did_it_help"),
        (NudgeAsk(markup="These", lines=[thanks_line()]), "unthanked"),
        (offer.ask(["Bo"]), "make_it_kudos"),
        (crediting.ask("Bo", AT.date()), "credit_the_source"),
        (company.quicker_by_voice(), "talk"),
        (company.first_here("kudos", "Bo"), "welcome_first"),
        (company.first_here("answer", ""), "welcome_first"),
        (company.new_connection("kudos", "Bo"), "new_connection"),
        (company.new_connection("link", "Bo"), "new_connection"),
        (company.impact(_impact("helped_me_too")), "impact"),
        (company.impact(_impact("link")), "impact"),
    ],
)
def test_each_kind_has_its_own_look(ask: NudgeAsk, kind: str) -> None:
    (seen,) = read_nudges(sight(ask))
    assert (seen.kind, seen.nudge_id, seen.to, seen.way) == (kind, "n0", "UANA", "direct_message")


def test_lists_for_everybody_are_told_by_their_buttons() -> None:
    take = NudgeChoice(value="q", label="I'll take it")
    (asked,) = read_nudges(
        sight(NudgeAsk(markup="*", lines=[NudgeLine(markup=LINK, choice=take)]), to="")
    )
    (thanks,) = read_nudges(sight(NudgeAsk(markup="*", lines=[thanks_line()]), to=""))
    assert [(one.kind, one.way) for one in (asked, thanks)] == [
        ("open_questions", "channel"),
        ("thanks_round", "channel"),
    ]
    assert asked.about == (("C1", "1776000000.000100"),)
    button = asked.button("I'll take it")
    assert button is not None
    assert (button.place, button.choice) == (("C1", "1776000000.000100"), "q")


def test_several_in_a_message_are_seen_apart() -> None:
    seen = read_nudges(sight(offer.ask(["Bo"]), company.quicker_by_voice(), ephemeral=True))
    assert [(one.kind, one.nudge_id, one.way) for one in seen] == [
        ("make_it_kudos", "n0", "notice"),
        ("talk", "n1", "notice"),
    ]


def test_what_came_of_a_press_is_no_new_nudge() -> None:
    changed = Sight(
        AT, "changed", "T1", "C1", "1.1", "UBOT", blocks=sight(offer.ask(["Bo"])).blocks
    )
    assert read_nudges(changed) == []
    assert read_nudges(Sight(AT, "posted", "T1", "C1", "1.1", "UANA", text="hello")) == []
