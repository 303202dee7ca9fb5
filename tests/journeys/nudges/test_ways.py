"""A nudge of each way appears where, when and to whom it should, and its buttons do it."""

from datetime import timedelta

from tests.builders.wishes import CHANNEL, MESSAGE, NOTICE
from tests.journeys.nudges.town import Town, labels, text_of


def test_a_notice_is_shown_where_the_person_has_just_been(town: Town) -> None:
    town.want(NOTICE, "bills", town.ana)
    town.rest()
    assert town.notices(town.ana) == []
    town.say(town.bo)
    town.say(town.ana, channel=town.it)
    town.rest()
    (notice,) = town.notices(town.ana)
    assert notice.channel_id == town.it.id
    assert text_of(notice) == "Would you, about bills?"
    assert town.posts(town.it) == []
    town.say(town.ana)
    town.rest()
    assert len(town.notices(town.ana)) == 1


def test_a_message_comes_in_working_hours_of_its_reader(town: Town) -> None:
    """07:00 in New York."""
    town.want(MESSAGE, "bills", town.cy)
    town.rest()
    town.later(minutes=119)
    town.rest()
    assert town.messages(town.cy) == []
    town.later(minutes=1)
    town.rest()
    (message,) = town.messages(town.cy)
    assert text_of(message) == "Would you, about bills?"
    assert labels(message) == [
        "Yes",
        "Rather not",
        "Not now",
        "Pause a week",
        "Not in this channel",
        "Never ask this",
    ]


def test_a_post_for_everybody_is_said_anew_as_its_matter_changes(town: Town) -> None:
    town.want(CHANNEL, "round")
    town.rest()
    (post,) = town.posts()
    town.press(town.bo, post, "Say thanks")
    line = town.notices(town.bo)[-1]
    assert text_of(line) == "Done, about round."
    town.press(town.bo, line, "Undo")
    assert text_of(town.notices(town.bo)[-1]) == "Taken back."
    town.wishes.words["round"] = "All but one is thanked"
    town.later(minutes=2)
    town.rest()
    town.wait_for(post, "All but one is thanked")
    assert len(town.posts()) == 1


def test_yes_is_one_tap_in_its_place_and_can_be_taken_back(town: Town) -> None:
    town.want(NOTICE, "bills", town.ana)
    town.rest()
    town.say(town.ana)
    town.rest()
    (notice,) = town.notices(town.ana)
    town.press(town.ana, notice, "Yes")
    assert text_of(notice) == "Done, about bills."
    assert labels(notice) == ["Undo"]
    town.press(town.ana, notice, "Undo")
    assert text_of(notice) == "Taken back.\nWould you, about bills?"
    town.press(town.ana, notice, "Yes")
    assert [value for _, _, value in town.wishes.acted] == ["yes", "yes"]


def test_yes_in_a_message_changes_the_message(town: Town) -> None:
    town.want(MESSAGE, "bills", town.ana)
    town.rest()
    (message,) = town.messages(town.ana)
    town.press(town.ana, message, "Yes")
    town.wait_for(message, "Done, about bills.")
    assert labels(message) == ["Undo"]


def test_what_is_late_beyond_its_use_is_never_shown(town: Town) -> None:
    town.want(MESSAGE, "bills", town.cy, until=town.now + timedelta(minutes=110))
    town.rest()
    town.later(hours=3)
    town.rest()
    assert town.messages(town.cy) == []


def test_several_are_one_message_and_the_next_comes_another_day(town: Town) -> None:
    for subject in ("one", "two", "three", "four"):
        town.want(MESSAGE, subject, town.ana)
    town.rest()
    (message,) = town.messages(town.ana)
    assert text_of(message).count("Would you") == 3
    town.later(hours=3)
    town.rest()
    assert len(town.messages(town.ana)) == 1
    town.later(hours=17)
    town.rest()
    assert len(town.messages(town.ana)) == 2
