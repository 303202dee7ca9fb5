"""What simulated people say is read by the app as it is meant."""

from itertools import product
from random import Random

from slackapp.demo.simulation.words import (
    ANSWERS,
    CHAT,
    PLACES,
    QUESTIONS,
    REASONS,
    THINGS,
    WHY,
    Words,
)
from slackapp.reading.kudos_syntax import read_inline_kudos
from slackapp.reading.prose import read_prose
from slackapp.reading.talk import read_message
from slackapp.reading.threads import may_answer


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311  no secret


def test_every_question_is_one_that_is_tracked() -> None:
    asked = [q.format(thing=t, place=p) for q, t, p in product(QUESTIONS, THINGS, PLACES)]
    assert [each for each in asked if not read_message(each).trackable] == []


def test_every_answer_may_be_one_and_nothing_else_asks_or_thanks() -> None:
    about = {"thing": THINGS[0], "place": PLACES[0]}
    for answer in ANSWERS:
        prose = read_prose(answer.format_map(about))
        assert may_answer(prose, read_message(answer.format_map(about)))
    for said in (*ANSWERS, *CHAT, *WHY, *REASONS):
        read = read_message(said.format_map(about))
        assert (read.question, read.trackable, read.gratitude) == (False, False, False)


def test_thanks_and_kudos_name_whom_they_are_for() -> None:
    for seed in range(20):
        words = Words(dice(seed))
        read = read_message(words.thanks("U1"))
        assert read.gratitude
        assert read.to == ("U1",)
        assert [kudos.receivers[0].slack_id for kudos in read_inline_kudos(words.kudos("U2"))]


def test_the_same_dice_say_the_same() -> None:
    assert Words(dice(5)).question() == Words(dice(5)).question()
