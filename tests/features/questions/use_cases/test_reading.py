"""Questions and answers as people write, edit, react and delete, on both databases."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.store import list_counted_acts
from slackapp.vocabulary.talk import Message, Reaction
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    QUESTION,
    answered,
    at,
    hear,
    known,
    message,
    question_at,
    reaction,
    stands,
)

Heard = Callable[[Transaction], Message | Reaction]


def test_a_question_opens_in_a_marked_channel_and_nowhere_else(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION), message(tx, QUESTION, minute=1, channel="C1"))
        assert question_at(tx).state == "open"
        with pytest.raises(AssertionError, match="no question"):
            question_at(tx, minute=1, channel="C1")


@pytest.mark.parametrize(
    "text",
    [
        "+1",
        "same here",
        "me too!",
        ":eyes:",
        "Which version is it?",
        "I have never used that laptop.",
    ],
)
def test_what_says_nothing_or_asks_back_is_no_answer(workspace: Database, text: str) -> None:
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION), message(tx, text, by="UBO", minute=1, to=0))
        assert question_at(tx).state == "open"


def test_the_asker_s_own_follow_up_is_no_answer(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION), message(tx, "It is a Mac, by the way.", minute=1, to=0))
        assert question_at(tx).state == "open"


def test_an_answer_is_kept_with_its_time_and_author(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION), message(tx, ANSWER, by="UBO", minute=7, to=0))
        found = question_at(tx)
        assert found.state == "answered"
        assert found.first_answer_at == found.question.asked_at + 7 * 60_000_000


def test_bare_thanks_credit_who_answered_last_before_them(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, ANSWER, by="UBO", minute=1, to=0),
            message(tx, "Thank you, that worked!", minute=2, to=0),
            message(tx, "You can also ask the desk for it.", by="UCY", minute=3, to=0),
        )
        assert stands(tx) == answered("Bo")


def test_thanks_ahead_of_any_help_credit_nobody(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, ANSWER, by="UBO", minute=1, to=0),
            message(tx, "Any other ideas? Thanks in advance!", minute=2, to=0),
        )
        assert stands(tx) == set()


def test_thanks_of_another_are_thanks_and_no_acceptance(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, ANSWER, by="UBO", minute=1, to=0),
            message(tx, "Thanks <@UBO>, that worked", by="UCY", minute=2, to=0),
        )
        assert stands(tx) == {("acknowledgement", "Cy", "Bo"), ("helped_me_too", "Bo", "Cy")}
        assert question_at(tx).state == "answered"


def test_the_same_helper_is_credited_once_for_a_question(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, ANSWER, by="UBO", minute=1, to=0),
            message(tx, "And then restart the laptop once.", by="UBO", minute=2, to=0),
            reaction(tx, on=1, minute=3),
            reaction(tx, on=2, minute=4),
            message(tx, "Thanks <@UBO>!", minute=5, to=0),
        )
        assert stands(tx) == answered("Bo")
        assert len(list_counted_acts(tx, 0, at(60 * 24))) == len(answered("Bo"))


def test_a_reaction_of_the_answerer_or_with_another_emoji_accepts_nothing(
    workspace: Database,
) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, ANSWER, by="UBO", minute=1, to=0),
            reaction(tx, on=1, by="UBO"),
            reaction(tx, on=1, emoji="eyes"),
        )
        assert stands(tx) == set()


def test_a_question_edited_away_waits_no_more(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION), message(tx, "Never mind, found it.", edited=1))
        assert question_at(tx).state == "withdrawn"
        hear(tx, message(tx, QUESTION, edited=2))
        assert question_at(tx).state == "open"


def test_a_deleted_question_keeps_what_was_given_for_it(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, ANSWER, by="UBO", minute=1, to=0),
            reaction(tx, on=1, minute=2),
            message(tx, "", edited=3, deleted=True),
        )
        assert question_at(tx).state == "withdrawn"
        assert stands(tx) == answered("Bo")


def test_private_questions_count_nowhere_public(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION, channel="G1"),
            message(tx, ANSWER, by="UBO", minute=1, to=0, channel="G1"),
            reaction(tx, on=1, channel="G1"),
        )
        assert question_at(tx, channel="G1").question.audience == "private"
        assert stands(tx) == answered("Bo")


def test_beside_the_thread_only_who_is_addressed_answers(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, "The canteen opens at noon.", by="UCY", minute=1),
            message(tx, f"<@UANA> {ANSWER}", by="UBO", minute=2),
        )
        assert question_at(tx).helpers == (known(tx, "UBO").key,)
        hear(tx, message(tx, "<@UBO> thanks, that did the trick!", minute=3))
        assert stands(tx) == answered("Bo")


def test_beside_the_thread_it_ends_with_the_window_and_the_next_question(
    workspace: Database,
) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, "Where do I find the printer manual?", minute=30),
            message(tx, f"<@UANA> {ANSWER}", by="UBO", minute=31),
            message(tx, f"<@UANA> {ANSWER}", by="UCY", minute=120),
        )
        assert question_at(tx).state == "open"
        assert len(question_at(tx, minute=30).helpers) == 1


def test_a_question_between_takes_what_was_said_after_it(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, f"<@UANA> {ANSWER}", by="UBO", minute=4),
            message(tx, "<@UBO> thanks, that worked!", minute=5),
        )
        assert question_at(tx).state == "helped"
        hear(tx, message(tx, "Where do I find the printer manual?", minute=3))
        assert question_at(tx).state == "open"
        assert question_at(tx, minute=3).state == "helped"
        assert stands(tx) == answered("Bo")


ORDERS: dict[str, tuple[Sequence[Heard], set[tuple[str, str, str]], str]] = {
    "accepted": (
        (
            lambda tx: message(tx, QUESTION),
            lambda tx: message(tx, ANSWER, by="UBO", minute=1, to=0),
            lambda tx: message(tx, "Ask the service desk for it.", by="UCY", minute=2, to=0),
            lambda tx: message(tx, "Thanks <@UBO>, that worked", minute=3, to=0),
            lambda tx: reaction(tx, on=2, author="UCY", minute=4),
        ),
        answered("Bo") | answered("Cy"),
        "helped",
    ),
    "taken off": (
        (
            lambda tx: message(tx, QUESTION),
            lambda tx: message(tx, ANSWER, by="UBO", minute=1, to=0),
            lambda tx: reaction(tx, on=1, minute=2),
            lambda tx: reaction(tx, on=1, minute=3, added=False),
            lambda tx: message(tx, "It still asks for a key.", minute=4, to=0),
        ),
        set(),
        "answered",
    ),
    "beside the thread": (
        (
            lambda tx: message(tx, QUESTION),
            lambda tx: message(tx, ANSWER, by="UBO", minute=1),
            lambda tx: message(tx, "Where do I find the printer manual?", minute=3),
            lambda tx: message(tx, "Thanks <@UBO>, that worked", minute=2),
            lambda tx: message(tx, "<@UANA> it is in the wiki, under Office.", by="UCY", minute=4),
        ),
        answered("Bo"),
        "helped",
    ),
    "cut off by the next question": (
        (
            lambda tx: message(tx, QUESTION),
            lambda tx: message(tx, "Where do I find the printer manual?", minute=3),
            lambda tx: message(tx, f"<@UANA> {ANSWER}", by="UBO", minute=4),
        ),
        set(),
        "open",
    ),
    "answered to the second of two": (
        (
            lambda tx: message(tx, "Where do I find the printer manual?", minute=-3),
            lambda tx: message(tx, QUESTION),
            lambda tx: message(tx, f"<@UANA> {ANSWER}", by="UBO", minute=4),
            lambda tx: message(tx, "<@UBO> thanks, that worked!", minute=5),
        ),
        answered("Bo"),
        "helped",
    ),
    "answer deleted": (
        (
            lambda tx: message(tx, QUESTION),
            lambda tx: message(tx, ANSWER, by="UBO", minute=1, to=0),
            lambda tx: message(tx, "", by="UBO", minute=1, to=0, edited=5, deleted=True),
            lambda tx: reaction(tx, on=1, minute=3),
        ),
        set(),
        "open",
    ),
}


@pytest.mark.parametrize("name", ORDERS)
def test_whatever_order_it_arrives_in_it_ends_the_same(workspace: Database, name: str) -> None:
    heard, acts, state = ORDERS[name]
    for order in list(permutations(heard))[::5]:
        with transaction(workspace) as tx:
            newest: dict[str, int] = {}
            for one in order:
                _hear_in_turn(tx, one(tx), newest)
            assert stands(tx) == acts, [heard.index(one) for one in order]
            assert question_at(tx).state == state
            tx.session.rollback()


def test_twice_is_once(workspace: Database) -> None:
    heard, acts, state = ORDERS["accepted"]
    with transaction(workspace) as tx:
        for one in (*heard, *heard):
            hear(tx, one(tx))
        assert (stands(tx), question_at(tx).state) == (acts, state)


def _hear_in_turn(tx: Transaction, one: Message | Reaction, newest: dict[str, int]) -> None:
    """A message's older version says so, as the intake does."""
    if isinstance(one, Message):
        last = newest.get(one.ts, 0)
        newest[one.ts] = max(last, one.wording.at)
        if last > one.wording.at:
            one = replace(one, superseded_at=last)
    hear(tx, one)
