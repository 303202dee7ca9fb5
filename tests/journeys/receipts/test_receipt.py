"""`/we me` over HTTP: one's own week line by line, and a word to the admins."""

from slackapp.sandbox import Ephemeral
from tests.journeys.preferences.hamlet import THANKS, Hamlet, texts


def _receipt(hamlet: Hamlet, words: str = "me") -> Ephemeral:
    shown = hamlet.we(hamlet.ana, words).shown
    assert isinstance(shown, Ephemeral)
    return shown


def test_a_week_is_shown_line_by_line_and_the_other_week_in_its_place(hamlet: Hamlet) -> None:
    for _ in range(2):
        hamlet.ana.post(hamlet.general, THANKS.format(id="U2"))
        hamlet.later(seconds=1)
    hamlet.rest()
    shown = _receipt(hamlet)
    said = texts(shown.blocks or [])
    assert "Your week 47 of 2026: 1½" in said
    assert said.count("kudos to Bo Berg") == 2
    assert "second thanks to Bo Berg this week: half" in said
    assert "/archives/C1/p" in said
    assert "Thanking 1½" in said
    hamlet.press(hamlet.ana, shown, "receipts.show.last")
    assert "Your week 46 of 2026: 0" in texts(hamlet.whisper(hamlet.ana).blocks or [])
    assert "`/we me last`" in hamlet.we(hamlet.ana, "me banana").text


def test_what_seems_wrong_reaches_every_admin_with_the_line_it_is_about(hamlet: Hamlet) -> None:
    hamlet.ana.post(hamlet.general, THANKS.format(id="U2"))
    hamlet.rest()
    hamlet.press(hamlet.ana, _receipt(hamlet), "receipts.something_wrong")
    form = hamlet.ana.modal
    assert form is not None
    [option] = form.content["blocks"][0]["element"]["options"]
    assert "kudos to Bo Berg" in option["text"]["text"]
    refused = hamlet.ana.submit({"words": "   ", "line": option["value"]})
    assert "Say a little more" in refused.errors["words"]
    hamlet.ana.submit({"words": "It was two, not one.", "line": option["value"]})
    assert hamlet.ana.modal is not None
    assert "Thank you, Ada Boss will look." in texts(hamlet.ana.modal.content["blocks"])
    hamlet.rest()
    hamlet.journey.wait_until(lambda: len(hamlet.told(hamlet.ada)) == 1)
    [note] = hamlet.ada.direct_messages("UBOT").messages
    said = texts(note.blocks or [])
    assert "Ana Lopez thinks something is wrong in their receipt of week 47:" in said
    assert "> It was two, not one." in said
    assert "kudos to Bo Berg" in said
    assert not any("two, not one" in told for told in hamlet.told(hamlet.bo))
