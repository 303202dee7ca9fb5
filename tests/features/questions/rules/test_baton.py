"""Whose turn it is, in plain values."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from slackapp.features.questions.rules.baton import Asked, Before, Willing, in_turn, next_turn
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.working_time import WorkingHours

BERLIN = WorkingHours(zone=ZoneInfo("Europe/Berlin"), opens=time(9), closes=time(17))


def moment(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def asked(place: int, at: datetime, answer: str = "") -> Asked:
    return Asked(place=place, person=place, at=micros_of_datetime(at), answer=answer)


@pytest.mark.parametrize(
    ("asked_at", "turns_at"),
    [
        (moment(25, 8), moment(25, 12)),  # a Wednesday, winter time: 9:00 to 13:00
        (moment(25, 14), moment(26, 10)),  # two hours on Wednesday, two on Thursday
        (moment(27, 14), moment(30, 9)),  # over the weekend on which the clocks go forward
        (moment(28, 12), moment(30, 11)),  # asked on a Saturday: 9:00 to 13:00 in summer time
    ],
)
def test_the_first_is_asked_after_four_working_hours(
    asked_at: datetime, turns_at: datetime
) -> None:
    before = turns_at.replace(hour=turns_at.hour - 1, minute=59)
    assert next_turn([], asked_at, before, BERLIN) is None
    assert next_turn([], asked_at, turns_at, BERLIN) == (1, turns_at)


def test_it_moves_on_after_four_working_hours_without_a_word() -> None:
    sent = moment(25, 14)
    assert next_turn([asked(1, sent)], moment(25, 8), moment(26, 9, 59), BERLIN) is None
    turn = next_turn([asked(1, sent)], moment(25, 8), moment(26, 10), BERLIN)
    assert turn == (2, moment(26, 10))


@pytest.mark.parametrize("answer", ["not_now", "not_my_topic", "taken"])
def test_it_moves_on_at_once_after_an_answer(answer: str) -> None:
    sent = moment(25, 14)
    turn = next_turn([asked(1, sent, answer)], moment(25, 8), moment(25, 14, 1), BERLIN)
    assert turn == (2, sent)


def test_it_ends_after_three() -> None:
    three = [asked(place, moment(24 + place, 12), "not_now") for place in (1, 2, 3)]
    assert next_turn(three[:2], moment(25, 8), moment(31, 12), BERLIN) is not None
    assert next_turn(three, moment(25, 8), moment(31, 12), BERLIN) is None


def test_who_was_asked_longest_ago_comes_first_then_who_fits_best() -> None:
    before = {1: Before(lately=0, last_at=300), 3: Before(lately=1, last_at=100)}
    assert in_turn([1, 2, 3, 4], before) == [2, 4, 3, 1]


def test_topics_let_through_what_shares_a_word_with_them() -> None:
    somebody = Willing(person=1, times_a_week=1, topics=frozenset({7, 8}))
    assert somebody.is_asked_about({7, 1, 2})
    assert not somebody.is_asked_about({1, 2})


def test_a_question_mostly_like_one_that_was_not_their_topic_passes_them_by() -> None:
    somebody = Willing(person=1, times_a_week=1, not_topics=[frozenset({1, 2, 3})])
    assert not somebody.is_asked_about({1, 2, 9})
    assert somebody.is_asked_about({1, 8, 9})
    assert somebody.is_asked_about(())
