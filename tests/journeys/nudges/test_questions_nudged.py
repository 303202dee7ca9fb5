"""Nudges about questions in the whole app: where, when and to whom, and what a press does."""

from datetime import UTC, datetime

import pytest

from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.use_cases.finding import choose_helping
from slackapp.sandbox import Message, Person
from slackapp.workspace.preferences import Preferences, save_preferences
from slackapp.workspace.settings import save_settings
from tests.journeys.nudges.town import Town, labels, text_of

QUESTION = "How do I renew the VPN certificate on a new laptop?"
LIKE_IT = "How to renew the VPN certificate?"
ANSWER = "Open the portal, choose Certificates, and press Renew twice."


@pytest.fixture
def it(town: Town) -> Town:
    """#it and the private #quiet are marked for questions."""
    chosen = QuestionsSettings(channels=("C2", "C3"))
    town.journey.app.toolbox.run(save_settings, "T1", chosen)
    return town


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    """In November 2026, an hour ahead of UTC."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def ask(town: Town, by: Person, text: str = QUESTION) -> Message:
    return town.say(by, text, channel=town.it)


def answer(town: Town, by: Person, question: Message, text: str = ANSWER) -> Message:
    town.later(seconds=1)
    return by.post(town.workspace.channels[question.channel_id], text, thread_ts=question.ts)


def helped_before(town: Town, *helpers: Person) -> None:
    """Each answered one of Gus's questions, and may be asked three times a week."""
    question = ask(town, town.gus)
    for person in helpers:
        answer(town, person, question)
        town.journey.app.toolbox.run(choose_helping, "T1", person_id=person.id, times_a_week=3)
    town.rest()


def acts(town: Town) -> list[tuple[str, str, str]]:
    rows = [row for row in town.journey.export() if row.live and row.kind != "connection"]
    return sorted((row.kind, row.from_person, row.to_person) for row in rows)


def accepted(helper: Person, asker: Person) -> list[tuple[str, str, str]]:
    return sorted([("answer", helper.id, asker.id), ("acknowledgement", asker.id, helper.id)])


def in_it(town: Town) -> list[Message]:
    return town.posts(town.it)


def test_at_ten_the_channel_is_shown_what_waits_and_the_post_follows_it(it: Town) -> None:
    question = ask(it, it.ana)
    it.rest()
    it.at(berlin(19, 9, 59))
    it.rest()
    assert in_it(it) == []
    it.at(berlin(19, 10, 1))
    it.rest()
    (post,) = in_it(it)
    assert QUESTION in text_of(post)
    assert "Ana" not in text_of(post)
    it.press(it.bo, post, "I'll take it")
    line = it.notices(it.bo)[-1]
    assert text_of(line) == "It's yours for the next eight working hours. Thank you!"
    it.rest()
    it.wait_for(post, "somebody is on it")
    assert "Bo" not in text_of(post)
    it.press(it.bo, line, "Undo")
    it.rest()
    it.later(minutes=2)
    answer(it, it.eva, question)
    it.rest()
    it.later(minutes=2)
    it.rest()
    it.wait_for(post, "✓ answered", "found somebody")
    assert "I'll take it" not in labels(post)
    it.at(berlin(19, 11, 30))
    it.rest()
    assert in_it(it) == [post]


def test_after_an_outage_the_ten_o_clock_post_is_not_caught_up(it: Town) -> None:
    ask(it, it.ana)
    it.rest()
    it.at(berlin(19, 14))
    it.rest()
    assert in_it(it) == []


def test_the_channel_is_not_interrupted(it: Town) -> None:
    ask(it, it.ana)
    it.rest()
    it.at(berlin(19, 9, 58))
    it.say(it.bo, "Good morning!", channel=it.it)
    it.at(berlin(19, 10, 1))
    it.rest()
    assert in_it(it) == []
    it.at(berlin(19, 10, 9))
    it.rest()
    assert len(in_it(it)) == 1


def test_the_asker_alone_is_asked_as_soon_as_they_are_there_the_next_day(it: Town) -> None:
    question = ask(it, it.ana)
    answer(it, it.bo, question)
    it.rest()
    it.say(it.ana)
    it.rest()
    assert it.notices(it.ana) == []
    it.at(berlin(19, 9, 5))
    it.rest()
    assert it.notices(it.ana) == []
    it.say(it.ana)
    it.rest()
    (notice,) = it.notices(it.ana)
    assert notice.channel_id == it.general.id
    assert text_of(notice).startswith("Bo Berg answered")
    assert QUESTION in text_of(notice)
    it.press(it.ana, notice, "Yes, it helped")
    assert text_of(notice) == "Good. Bo Berg will see it."
    assert acts(it) == accepted(it.bo, it.ana)
    it.press(it.ana, notice, "Undo")
    assert acts(it) == []
    it.press(it.ana, notice, "Still open")
    assert text_of(notice).startswith("It waits again.")


def test_an_asker_who_said_a_word_meanwhile_is_not_asked(it: Town) -> None:
    question = ask(it, it.ana)
    helpful = answer(it, it.bo, question)
    it.rest()
    it.at(berlin(19, 9, 5))
    it.rest()
    it.ana.react(helpful, "white_check_mark")
    it.rest()
    it.say(it.ana)
    it.rest()
    assert it.notices(it.ana) == []


def test_the_baton_goes_from_one_to_the_next_and_names_nobody(it: Town) -> None:
    helped_before(it, it.bo, it.eva)
    ask(it, it.ana, LIKE_IT)
    it.rest()
    assert it.messages(it.bo) == it.messages(it.eva) == []
    it.at(berlin(19, 9, 30))
    it.rest()
    (first,) = [each for each in (it.bo, it.eva) if it.messages(each)]
    second, name = (it.eva, "Bo") if first is it.bo else (it.bo, "Eva")
    (message,) = it.messages(first)
    assert LIKE_IT in text_of(message)
    assert "Ana" not in text_of(message)
    it.later(minutes=1)
    it.rest()
    it.press(first, message, "Not my topic")
    it.rest()
    it.wait_for(message, "Good to know")
    it.later(minutes=2)
    it.rest()
    (passed_on,) = it.messages(second)
    assert name not in text_of(passed_on)
    it.press(second, passed_on, "I'll take it")
    it.wait_for(passed_on, "It's yours")
    it.at(berlin(19, 16, 30))
    it.rest()
    assert (len(it.messages(first)), len(it.messages(second))) == (1, 1)


def test_without_a_word_it_moves_on_after_four_working_hours(it: Town) -> None:
    helped_before(it, it.bo, it.eva)
    ask(it, it.ana, LIKE_IT)
    it.rest()
    it.at(berlin(19, 9, 30))
    it.rest()
    it.later(minutes=1)
    it.rest()
    assert len(it.messages(it.bo)) + len(it.messages(it.eva)) == 1
    it.at(berlin(19, 13, 25))
    it.rest()
    assert len(it.messages(it.bo)) + len(it.messages(it.eva)) == 1
    it.at(berlin(19, 13, 35))
    it.rest()
    assert (len(it.messages(it.bo)), len(it.messages(it.eva))) == (1, 1)


def test_nobody_is_asked_to_help_who_did_not_say_yes(it: Town) -> None:
    question = ask(it, it.gus)
    answer(it, it.bo, question)
    ask(it, it.ana, LIKE_IT)
    it.rest()
    it.at(berlin(19, 10))
    it.rest()
    assert it.messages(it.bo) == []


def test_who_helped_three_times_is_asked_once_whether_they_may_be_asked(it: Town) -> None:
    for _ in range(3):
        it.later(minutes=10)
        helpful = answer(it, it.bo, ask(it, it.ana))
        it.later(seconds=1)
        it.ana.react(helpful, "white_check_mark")
    it.rest()
    it.later(minutes=1)
    it.rest()
    assert it.notices(it.bo) == []
    it.say(it.bo)
    it.rest()
    (notice,) = it.notices(it.bo)
    assert text_of(notice).startswith("You've helped 3 times here, last with ")
    it.press(it.bo, notice, "Once a week")
    assert text_of(notice).startswith("Thank you. I'll ask at most once a week")
    it.later(days=1)
    it.say(it.bo)
    it.rest()
    assert len(it.notices(it.bo)) == 1


def test_on_thursday_anybody_says_thanks_in_one_tap(it: Town) -> None:
    question = ask(it, it.ana)
    answer(it, it.bo, question)
    it.rest()
    it.at(berlin(19, 15, 1))
    it.rest()
    (post,) = in_it(it)
    assert "Good answers this week that nobody has thanked yet" in text_of(post)
    assert "Bo Berg, on " in text_of(post)
    assert "Ana" not in text_of(post)
    it.press(it.eva, post, "Say thanks")
    assert acts(it) == [("acknowledgement", "U4", "U2")]
    it.rest()
    it.wait_for(post, "✓ thanked")
    it.press(it.eva, it.notices(it.eva)[-1], "Undo")
    assert acts(it) == []
    it.rest()
    it.press(it.bo, post, "Say thanks")
    assert "your own answer" in text_of(it.notices(it.bo)[-1])
    assert acts(it) == []


@pytest.mark.parametrize("wants", [True, False])
def test_unthanked_helpers_are_told_to_those_who_asked_for_it(it: Town, *, wants: bool) -> None:
    if wants:
        chosen = Preferences(nudges={"unthanked": True})
        it.journey.app.toolbox.run(save_preferences, "T1", it.key(it.ana), chosen)
    answer(it, it.bo, ask(it, it.ana))
    it.rest()
    it.at(berlin(19, 9, 5))
    it.rest()
    assert len(it.messages(it.ana)) == wants
    if wants:
        (message,) = it.messages(it.ana)
        assert "Bo Berg, on " in text_of(message)
        it.press(it.ana, message, "Say thanks")
        it.wait_for(message, "Thanks recorded. Bo Berg will see it.")
        assert acts(it) == [("acknowledgement", "U1", "U2")]


def test_a_private_channel_s_question_is_seen_by_nobody_outside_it(it: Town) -> None:
    """Its words and where it is: by no nudge, anywhere else."""
    helped_before(it, it.bo, it.eva)
    canary = "How do I renew the VPN certificate of project Canary?"
    question = it.say(it.ana, canary, channel=it.quiet)
    answered = it.say(it.ana, f"{canary} And who pays?", channel=it.quiet)
    answer(it, it.bo, answered)
    it.rest()
    for moment in (berlin(19, 9, 5), berlin(19, 10, 15), berlin(19, 15, 15), berlin(20, 10, 15)):
        it.at(moment)
        for person in (it.ana, it.bo, it.eva):
            it.say(person)
        it.rest()
    seen = [one for one in it.sandbox.world.sights.all() if one.channel_id != it.quiet.id]
    for each in seen:
        said = f"{each.text} {each.blocks}"
        assert "Canary" not in said
        assert question.ts.replace(".", "") not in said
        assert answered.ts.replace(".", "") not in said
    assert it.posts(it.quiet) != []


def test_the_asker_of_a_private_question_is_asked_in_its_own_channel(it: Town) -> None:
    question = it.say(it.ana, QUESTION, channel=it.quiet)
    answer(it, it.bo, question)
    it.rest()
    it.at(berlin(19, 9, 5))
    it.rest()
    it.say(it.ana)
    it.rest()
    assert it.notices(it.ana) == []
    it.say(it.ana, channel=it.quiet)
    it.rest()
    (notice,) = it.notices(it.ana)
    assert notice.channel_id == it.quiet.id
