"""Who thanks a colleague by name may make it kudos in one tap, shown to them alone."""

from datetime import datetime, timedelta

from slackapp.sandbox import Ephemeral
from slackapp.vocabulary.slack_time import datetime_of_micros
from tests.journeys.nudges.town import Town, labels, text_of

OFFERED = "Shall your thanks to *Bo Berg* count as kudos?"


def thank(town: Town) -> Ephemeral:
    """Ana thanks Bo; what she alone is shown."""
    town.say(town.ana, "thanks <@U2>, that fixed the printer")
    town.rest()
    (notice,) = town.notices(town.ana)
    return notice


def test_thanks_by_name_are_offered_to_the_thanker_alone(town: Town) -> None:
    notice = thank(town)
    assert text_of(notice) == OFFERED
    assert notice.channel_id == town.general.id
    assert labels(notice) == [
        "Make it kudos",
        "No",
        "Not now",
        "Pause a week",
        "Not in this channel",
        "Never ask this",
    ]
    assert town.notices(town.bo) == []
    assert town.posts() == []


def test_one_tap_counts_it_with_a_sign_and_undo_takes_both_back(town: Town) -> None:
    notice = thank(town)
    thanks = town.general.messages[-1]
    town.press(town.ana, notice, "Make it kudos")
    assert text_of(notice) == "Thanks recorded. Bo Berg will see it."
    town.rest()
    assert town.journey.live_kudos() == [("U1", "U2", "0.5")]
    assert thanks.reactions == {"seedling": ["UBOT"]}
    town.press(town.ana, notice, "Undo")
    town.rest()
    assert town.journey.live_kudos() == []
    assert thanks.reactions == {}


def test_once_a_day(town: Town) -> None:
    thank(town)
    town.later(minutes=30)
    town.say(town.ana, "and thanks <@U3> for the notes")
    town.rest()
    assert len(town.notices(town.ana)) == 1


def test_never_ask_is_for_good(town: Town) -> None:
    notice = thank(town)
    town.press(town.ana, notice, "Never ask this")
    town.later(days=1)
    town.say(town.ana, "thanks <@U3>, great notes")
    town.rest()
    assert len(town.notices(town.ana)) == 1


def test_nothing_is_asked_outside_hours_of_a_guest_or_in_private(town: Town) -> None:
    town.say(town.gus, "thanks <@U2>, that fixed the printer")
    town.say(town.cy, "thanks <@U2>, that fixed the printer")
    town.say(town.eva, "thanks <@U2>, that fixed the printer", channel=town.quiet)
    town.rest()
    assert [town.notices(each) for each in (town.gus, town.cy, town.eva)] == [[], [], []]


def test_thanks_deleted_before_they_are_asked_about_are_never_asked_about(town: Town) -> None:
    """07:00 in New York: it would have come with Cy's next message."""
    town.say(town.cy, "thanks <@U2>, that fixed the printer")
    thanks = town.general.messages[-1]
    town.rest()
    town.cy.delete(thanks)
    opens = datetime_of_micros(thanks.micros) + timedelta(hours=2, minutes=5)
    town.at(_whole(opens))
    town.say(town.cy)
    town.rest()
    assert town.notices(town.cy) == []


def test_a_button_whose_words_are_gone_answers_kindly(town: Town) -> None:
    notice = thank(town)
    town.ana.edit(town.general.messages[-1], "never mind")
    town.rest()
    town.press(town.ana, notice, "Make it kudos")
    town.rest()
    assert "settled" in text_of(notice)
    assert town.journey.live_kudos() == []


def _whole(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
