"""The app ends between an act and what people see of it: nothing is lost, nothing is doubled."""

from tests.journeys.kudos.town import REASON, Town, by_app, text_of


def test_between_the_act_and_its_post(town: Town) -> None:
    town.sandbox.faults.add(method="chat.postMessage", error="ratelimited", status=429, times=None)
    answer = town.give(town.cy)
    town.journey.restart()
    town.sandbox.faults.clear()
    town.later(minutes=2)
    post = town.post_of()
    assert REASON in text_of(post)
    town.press(town.cy, answer, "undo_given")
    town.until(lambda: by_app(town.general) == [])
    assert town.acts() == []


def test_between_thanks_added_and_the_post_that_says_so(town: Town) -> None:
    town.give(town.cy)
    post = town.post_of()
    town.sandbox.faults.add(method="chat.update", error="ratelimited", status=429, times=None)
    town.press(town.bo, post, "join")
    town.journey.restart()
    town.sandbox.faults.clear()
    town.later(minutes=2)
    town.wait_for(post, "Bo Berg adds thanks")
    assert len(by_app(town.general)) == 1


def test_between_the_act_and_the_message_of_the_hour(town: Town) -> None:
    town.sandbox.faults.add(
        method="conversations.members", error="ratelimited", status=429, times=None
    )
    town.give(town.cy, f"@kim.kurz for {REASON}")
    town.post_of()
    town.journey.restart()
    town.sandbox.faults.clear()
    town.later(minutes=2)
    town.rest()
    town.later(hours=1)
    town.until(lambda: len(town.messages_to(town.kim)) == 1)
    town.journey.restart()
    town.later(hours=1)
    town.rest()
    assert len(town.messages_to(town.kim)) == 1
    assert len(by_app(town.general)) == 1
