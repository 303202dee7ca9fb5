"""The ⋯ menu, old buttons, and refusals, as people meet them."""

from slackapp.sandbox import Ephemeral
from slackapp.sandbox.interactions.views import View
from tests.builders.wishes import CHANNEL, MESSAGE, NOTICE
from tests.journeys.nudges.town import Town, labels, text_of


def asked(town: Town) -> Ephemeral:
    """Ana, about bills, in #general."""
    town.want(NOTICE, "bills", town.ana)
    town.say(town.ana)
    town.rest()
    return town.notices(town.ana)[-1]


def test_pause_a_week_works_at_once_and_can_be_taken_back(town: Town) -> None:
    notice = asked(town)
    town.press(town.ana, notice, "Pause a week")
    assert text_of(notice).startswith("Quiet until <!date^")
    assert labels(notice) == ["Ask me again"]
    town.want(MESSAGE, "notes", town.ana)
    town.rest()
    assert town.messages(town.ana) == []
    town.press(town.ana, notice, "Ask me again")
    assert "Would you, about bills?" in text_of(notice)
    town.want(MESSAGE, "letters", town.ana)
    town.rest()
    assert len(town.messages(town.ana)) == 1


def test_never_means_never(town: Town) -> None:
    notice = asked(town)
    town.press(town.ana, notice, "Never ask this")
    assert text_of(notice) == "All right, I won't ask this again."
    town.want(NOTICE, "notes", town.ana)
    town.say(town.ana)
    town.rest()
    assert len(town.notices(town.ana)) == 1


def test_only_admins_may_silence_a_channel(town: Town) -> None:
    town.want(CHANNEL, "round")
    town.rest()
    (post,) = town.posts()
    town.press(town.bo, post, "Not in this channel (admins)")
    assert town.notices(town.bo)[-1].text == "Only admins can do that. Yours: Ada Boss."
    town.press(town.ada, post, "Not in this channel (admins)")
    assert labels(town.notices(town.ada)[-1]) == ["Ask here again"]
    town.want(CHANNEL, "another")
    town.rest()
    assert len(town.posts()) == 1


def test_an_old_button_shows_how_things_are(town: Town) -> None:
    notice = asked(town)
    town.wishes.settled.add("bills")
    town.press(town.ana, notice, "Yes")
    assert text_of(notice) == (
        "This button is from an old message. Here is the current state:\nThis is settled."
    )
    assert town.wishes.acted == []


def test_a_refusal_is_said_beside_and_the_nudge_stays(town: Town) -> None:
    town.wishes.refused.add("bills")
    notice = asked(town)
    town.press(town.ana, notice, "Yes")
    assert town.notices(town.ana)[-1].text == "That cannot be."
    assert "Would you, about bills?" in text_of(notice)


def test_what_slack_is_too_busy_for_comes_later_and_once(town: Town) -> None:
    town.sandbox.faults.add(method="chat.postMessage", status=429, headers={"Retry-After": "30"})
    town.want(MESSAGE, "bills", town.ana)
    town.rest()
    assert town.messages(town.ana) == []
    town.later(seconds=30)
    town.rest()
    assert len(town.messages(town.ana)) == 1


def test_a_person_who_wants_peace_is_asked_when_that_ends(town: Town) -> None:
    town.ana.snooze(60)
    town.bo.set_status("On vacation", ":palm_tree:")
    for person in (town.ana, town.bo, town.eva):
        town.want(MESSAGE, f"bills of {person.id}", person)
    town.rest()
    assert [len(town.messages(each)) for each in (town.ana, town.bo, town.eva)] == [0, 0, 1]
    town.later(minutes=61)
    town.rest()
    assert [len(town.messages(each)) for each in (town.ana, town.bo, town.eva)] == [1, 0, 1]


def test_guests_and_people_from_outside_are_asked_nothing(town: Town) -> None:
    for person in (town.gus, town.dana):
        town.say(person)  # then they are known
        town.rest()
        town.want(NOTICE, f"bills of {person.id}", person)
        town.say(person)
    town.rest()
    assert (town.notices(town.gus), town.notices(town.dana)) == ([], [])


def test_what_waits_stands_on_home_and_is_one_tap_there(town: Town) -> None:
    town.want(NOTICE, "bills", town.ana)
    town.ana.open_home()
    town.journey.wait_until(lambda: "about bills" in _home(town))
    home = town.ana.home
    assert isinstance(home, View)
    town.press(town.ana, home, "Yes")
    town.journey.wait_until(lambda: "Done, about bills." in _home(town))
    assert "Would you" not in _home(town)
    assert [value for _, _, value in town.wishes.acted] == ["yes"]
    town.say(town.ana)
    town.rest()
    assert town.notices(town.ana) == []


def test_what_was_pressed_on_home_is_taken_back_there_and_waits_again(town: Town) -> None:
    press_on_home(town, "Yes")
    town.journey.wait_until(lambda: "Done, about bills." in _home(town))
    home = town.ana.home
    assert isinstance(home, View)
    town.press(town.ana, home, "Undo")
    town.journey.wait_until(lambda: "Taken back." in _home(town))
    assert "Would you, about bills?" in _home(town)
    town.say(town.ana)
    town.rest()
    [notice] = town.notices(town.ana)
    assert "Would you, about bills?" in text_of(notice)


def test_what_its_room_refuses_on_home_is_said_there_with_the_nudge(town: Town) -> None:
    town.wishes.refused.add("bills")
    press_on_home(town, "Yes")
    town.journey.wait_until(lambda: "That cannot be." in _home(town))
    assert "Would you, about bills?" in _home(town)
    town.later(minutes=11)
    town.ana.open_home()
    town.journey.wait_until(lambda: "That cannot be." not in _home(town))
    assert "Would you, about bills?" in _home(town)


def press_on_home(town: Town, label: str) -> None:
    town.want(NOTICE, "bills", town.ana)
    town.ana.open_home()
    town.journey.wait_until(lambda: "about bills" in _home(town))
    home = town.ana.home
    assert isinstance(home, View)
    town.press(town.ana, home, label)


def _home(town: Town) -> str:
    return text_of(town.ana.home) if town.ana.home else ""
