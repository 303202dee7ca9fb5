"""`/we preferences`: what it shows, what it refuses, and what holds at once."""

from datetime import UTC, datetime

from slackapp.slack.requests import WE_COMMAND
from slackapp.workspace.preferences import Preferences
from tests.journeys.preferences.hamlet import Hamlet, element, texts

FIELDS = {"pause": "1w", "direct_messages": "no", "opens": "08:00", "closes": "12:30"}


def test_the_form_shows_what_is_offered_and_keeps_what_is_chosen(hamlet: Hamlet) -> None:
    assert hamlet.we(hamlet.ana, "preferences").shown is None
    form = hamlet.ana.modal
    assert form is not None
    kinds = element(form, "kinds.0")
    ticked = {each["value"] for each in kinds["initial_options"]}
    offered = {each["value"] for each in kinds["options"]}
    assert {"did_it_help", "make_it_kudos"} <= ticked
    assert "unthanked" in offered - ticked
    assert "open_questions" not in offered
    assert element(form, "opens")["initial_time"] == "09:00"
    assert "Europe/Berlin" in texts(form.content["blocks"])
    sent = hamlet.ana.submit(
        FIELDS
        | {
            "kinds.0": ["did_it_help", "unthanked"],
            "days": ["0", "2"],
            "name": ["hide"],
            "kudos.choices": ["notices"],
        }
    )
    assert (sent.errors, sent.error, hamlet.ana.modal) == ({}, None, None)
    chosen = hamlet.chosen(hamlet.ana)
    assert chosen.paused_until == datetime(2026, 11, 25, 12, 0, 1, tzinfo=UTC)
    assert (chosen.opens, chosen.closes, chosen.days) == ("08:00", "12:30", [0, 2])
    assert chosen.direct_messages is False
    assert (chosen.nudges["make_it_kudos"], chosen.nudges["unthanked"]) == (False, True)
    assert "did_it_help" not in chosen.nudges
    hamlet.we(hamlet.ana, "preferences")
    again = hamlet.ana.modal
    assert again is not None
    assert element(again, "pause")["initial_option"]["value"] == "keep"
    assert "Until Wed 25 Nov, 13:00" in texts(again.content["blocks"])
    assert [each["value"] for each in element(again, "kudos.choices")["initial_options"]] == [
        "notices"
    ]
    assert [each["value"] for each in element(again, "name")["initial_options"]] == ["hide"]


def test_saving_what_was_shown_changes_nothing(hamlet: Hamlet) -> None:
    hamlet.we(hamlet.bo, "preferences")

    assert hamlet.bo.submit({}).errors == {}

    assert hamlet.chosen(hamlet.bo) == Preferences(nudges={}, muted_channels=[])


def test_hours_that_end_before_they_begin_are_told_at_the_field_and_nothing_is_saved(
    hamlet: Hamlet,
) -> None:
    hamlet.we(hamlet.ana, "preferences")

    sent = hamlet.ana.submit(FIELDS | {"closes": "07:00", "name": ["hide"]})

    assert sent.errors.keys() == {"closes"}
    assert "later than the beginning" in sent.errors["closes"]
    assert hamlet.ana.modal is not None
    assert hamlet.chosen(hamlet.ana) == Preferences()
    assert hamlet.ana.submit(FIELDS).errors == {}
    assert hamlet.chosen(hamlet.ana).closes == "12:30"


def test_the_preferences_button_opens_the_same_form(hamlet: Hamlet) -> None:
    menu = hamlet.we(hamlet.ana, "").shown
    assert menu is not None

    hamlet.press(hamlet.ana, menu, "we.word.preferences")

    assert hamlet.ana.modal is not None
    assert hamlet.ana.modal.content["title"]["text"] == "Preferences"


def test_pausing_says_until_when_by_the_persons_clock_and_ends_with_a_press(
    hamlet: Hamlet,
) -> None:
    paused = hamlet.we(hamlet.ana, "pause 1d")
    assert "until Thu 19 Nov, 13:00." in paused.text
    assert hamlet.chosen(hamlet.ana).paused_until == datetime(2026, 11, 19, 12, 0, 1, tzinfo=UTC)
    assert paused.shown is not None
    hamlet.press(hamlet.ana, paused.shown, "preferences.resume")
    assert hamlet.chosen(hamlet.ana).paused_until is None
    assert "until Wed 2 Dec, 13:00." in hamlet.we(hamlet.ana, "pause 2w").text
    assert "until you say so." in hamlet.we(hamlet.ana, "pause").text
    assert "ask you things again" in hamlet.we(hamlet.ana, "pause off").text
    assert hamlet.chosen(hamlet.ana).paused_until is None


def test_nonsense_is_answered_with_what_would_work(hamlet: Hamlet) -> None:
    said = hamlet.we(hamlet.ana, "pause <forever> & ever").text

    assert f"`{WE_COMMAND} pause 1d`" in said
    assert hamlet.chosen(hamlet.ana) == Preferences()
    assert "don't know how long '0d' is" in hamlet.we(hamlet.ana, "pause 0d").text
