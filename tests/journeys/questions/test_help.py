"""A question, its answers, and whose help counts: as people do it in Slack."""

from tests.journeys.questions.village import Village, answered, is_ticked, text_of

QUESTION = "How do I renew the VPN certificate on a new laptop?"
ANSWER = "Open the portal, choose Certificates, and press Renew twice."


def test_a_tick_by_the_asker_credits_whoever_wrote_the_answer_until_it_is_taken_off(
    village: Village,
) -> None:
    question = village.say(village.ana, QUESTION)
    village.say(village.cy, "me too", to=question)
    answer = village.say(village.bo, ANSWER, to=question)
    village.rest()
    assert village.acts() == []
    village.react(village.ana, answer)
    village.until_acts(*answered("U2", "U1"))
    village.until(lambda: is_ticked(answer))
    village.later(seconds=5)
    village.ana.unreact(answer, "white_check_mark")
    village.until_acts()
    village.until(lambda: not is_ticked(answer))


def test_thanks_in_the_thread_credit_who_is_named_or_who_answered_last(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    village.say(village.bo, ANSWER, to=question)
    village.say(village.cy, "You can also ask the service desk, they have a script.", to=question)
    thanks = village.say(village.ana, "thanks <@U2>, that worked", to=question)
    village.until_acts(*answered("U2", "U1"))
    village.later(seconds=5)
    village.ana.edit(thanks, "Thanks everyone!")
    village.until_acts(*answered("U2", "U1"), *answered("U3", "U1"))
    village.later(seconds=5)
    village.ana.delete(thanks)
    village.until_acts()


def test_somebody_else_s_tick_accepts_nothing(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    answer = village.say(village.bo, ANSWER, to=question)
    village.react(village.cy, answer)
    village.react(village.bo, answer)
    village.rest()
    assert village.acts() == []


def test_this_helped_by_another_is_one_more_helped(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    answer = village.say(village.bo, ANSWER, to=question)
    village.rest()
    village.shortcut(village.cy, answer, "helped")
    assert text_of(village.whisper(village.cy)) == "Noted: Bo Berg's answer helped you too."
    village.until_acts(("helped_me_too", "U2", "U3"))
    village.shortcut(village.ana, answer, "helped")
    village.until_acts(("helped_me_too", "U2", "U3"), *answered("U2", "U1"))
    village.press(village.cy, village.whisper(village.cy), "Undo")
    village.until_acts(*answered("U2", "U1"))


def test_a_deleted_answer_gives_nothing_any_more(village: Village) -> None:
    question = village.say(village.ana, QUESTION)
    answer = village.say(village.bo, ANSWER, to=question)
    village.react(village.ana, answer)
    village.until_acts(*answered("U2", "U1"))
    village.later(seconds=5)
    village.bo.delete(answer)
    village.until_acts()


def test_an_answer_beside_the_thread_counts_for_who_names_the_asker(village: Village) -> None:
    village.say(village.ana, QUESTION)
    village.say(village.cy, "Lunch is at noon today, by the way.")
    village.say(village.bo, f"<@U1> {ANSWER}")
    village.say(village.ana, "<@U2> thanks, that did the trick!")
    village.until_acts(*answered("U2", "U1"))


def test_in_a_channel_that_is_not_marked_nothing_is_a_question(village: Village) -> None:
    question = village.say(village.ana, QUESTION, channel=village.general)
    answer = village.say(village.bo, ANSWER, to=question, channel=village.general)
    village.react(village.ana, answer)
    village.rest()
    assert village.acts() == []
    assert "0 questions wait" in text_of(village.type(village.ana, "questions"))
