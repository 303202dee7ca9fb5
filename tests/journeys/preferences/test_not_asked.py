"""Who paused, left or wants no such thing is asked nothing, at once and in real life."""

import pytest

from slackapp.workspace import silence
from tests.journeys.preferences.hamlet import Hamlet, texts

THANKFUL = "Thank you <@{id}> for your help with the mail server yesterday"
ASKS = "Make it kudos"


def thank(hamlet: Hamlet, receiver: str) -> None:
    """Bo thanks by name, which else is offered to be made kudos."""
    hamlet.bo.post(hamlet.general, THANKFUL.format(id=receiver))
    for _ in range(2):
        hamlet.later(seconds=61)
        hamlet.journey.app.tick.tick(hamlet.journey.clock.now())
        hamlet.rest()


def asked(hamlet: Hamlet) -> int:
    shown = hamlet.workspace.ephemerals(to=hamlet.bo)
    return sum(ASKS in texts(each.blocks) for each in shown)


def test_who_chose_nothing_is_asked(hamlet: Hamlet) -> None:
    thank(hamlet, "U1")

    assert asked(hamlet) == 1


@pytest.mark.parametrize("words", ["pause", "pause 1w"])
def test_who_paused_is_not_asked(hamlet: Hamlet, words: str) -> None:
    hamlet.we(hamlet.bo, words)

    thank(hamlet, "U1")

    assert asked(hamlet) == 0


def test_who_unticked_it_is_not_asked(hamlet: Hamlet) -> None:
    hamlet.we(hamlet.bo, "preferences")
    hamlet.bo.submit({"kinds.0": ["did_it_help"]})

    thank(hamlet, "U1")

    assert asked(hamlet) == 0


def test_who_is_left_out_is_not_asked_nor_is_anybody_about_them(hamlet: Hamlet) -> None:
    for person in (hamlet.ana, hamlet.bo):
        question = hamlet.we(person, "leave").shown
        assert question is not None
        hamlet.press(person, question, "preferences.leave")
    thank(hamlet, "U3")
    told = hamlet.we(hamlet.bo, "leave").shown
    assert told is not None
    hamlet.press(hamlet.bo, told, "preferences.come_back")
    thank(hamlet, "U1")

    assert asked(hamlet) == 0


def test_what_is_held_back_while_listening_is_told_in_the_report(hamlet: Hamlet) -> None:
    until = hamlet.journey.clock.now().replace(hour=14)
    hamlet.journey.app.toolbox.run(silence.listen, "T1", until)
    thank(hamlet, "U1")
    assert asked(hamlet) == 0

    hamlet.later(hours=2)
    hamlet.journey.app.tick.tick(hamlet.journey.clock.now())
    hamlet.rest()

    [report] = [each for each in hamlet.ada.direct_messages("UBOT").messages if each.is_by_app]
    said = texts(report.blocks)
    assert "make it kudos" in said.lower()
