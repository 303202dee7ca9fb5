"""What people press: take it, solved, who helped, this helped; undone, refused, repeated."""

from datetime import timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.shown import Doing
from slackapp.features.questions.use_cases.answering import (
    Pressed,
    accept_helpers,
    draw_picker,
    mark_helped,
    press,
)
from slackapp.vocabulary.refusals import Refusal
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    NOON,
    QUESTION,
    answered,
    hear,
    message,
    question_at,
    stands,
    ts,
)

LATER = NOON + timedelta(hours=1)


def ask(tx: Transaction) -> None:
    """Ana asks; Bo and Cy answer."""
    hear(
        tx,
        message(tx, QUESTION),
        message(tx, ANSWER, by="UBO", minute=1, to=0),
        message(tx, "Or call the desk, they do it for you.", by="UCY", minute=2, to=0),
    )


def pressed(tx: Transaction, by: str) -> Pressed:
    return Pressed(person_id=by, question_id=question_at(tx).question.question_id)


def do(tx: Transaction, doing: Doing, *, by: str = "UANA") -> str:
    press(tx, pressed(tx, by), doing)
    return question_at(tx).state


def test_this_helped_by_another_is_undone_without_touching_the_asker_s(
    workspace: Database,
) -> None:
    with transaction(workspace, now=LATER) as tx:
        ask(tx)
        first = mark_helped(tx, person_id="UDI", channel_id="C2", ts=ts(1))
        assert (first.helper, first.accepted, first.others) == ("Bo", False, 0)
        mark_helped(tx, person_id="UANA", channel_id="C2", ts=ts(1))
        assert stands(tx) == {("helped_me_too", "Bo", "Di"), *answered("Bo")}
        mark_helped(tx, person_id="UDI", channel_id="C2", ts=ts(1), helped=False)
        assert stands(tx) == answered("Bo")
        mark_helped(tx, person_id="UANA", channel_id="C2", ts=ts(1), helped=False)
        assert stands(tx) == set()


def test_this_helped_twice_is_once(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        ask(tx)
        for _ in range(2):
            mark_helped(tx, person_id="UDI", channel_id="C2", ts=ts(1))
            mark_helped(tx, person_id="UANA", channel_id="C2", ts=ts(1))
        assert stands(tx) == {("helped_me_too", "Bo", "Di"), *answered("Bo")}


def test_nobody_says_of_their_own_answer_that_it_helped(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        ask(tx)
        with pytest.raises(Refusal, match="your own answer"):
            mark_helped(tx, person_id="UBO", channel_id="C2", ts=ts(1))


def test_two_helpers_share_and_one_may_be_taken_off_again(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        ask(tx)
        shown = draw_picker(tx, pressed(tx, "UANA"))
        assert [one.name for one in shown.helpers] == ["Bo", "Cy"]
        both = tuple(one.key for one in shown.helpers)
        chosen = accept_helpers(tx, pressed(tx, "UANA"), both, accepted=True)
        assert [one.accepted for one in chosen.helpers] == [True, True]
        assert stands(tx) == answered("Bo") | answered("Cy")
        accept_helpers(tx, pressed(tx, "UANA"), both[1:], accepted=False)
        assert stands(tx) == answered("Bo")
        assert question_at(tx).state == "helped"


def test_only_the_asker_says_who_helped(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        ask(tx)
        with pytest.raises(Refusal, match="Only who asked"):
            draw_picker(tx, pressed(tx, "UBO"))
        with pytest.raises(Refusal, match="Only who asked"):
            accept_helpers(tx, pressed(tx, "UBO"), (), accepted=True)
        for doing in ("solved", "still_open", "withdraw", "reopen"):
            with pytest.raises(Refusal, match="Only who asked"):
                press(tx, pressed(tx, "UBO"), doing)


def test_solved_alone_scores_for_nobody_and_is_undone(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        ask(tx)
        assert do(tx, "solved") == "solved"
        assert stands(tx) == set()
        assert do(tx, "reopen") == "open"
        assert do(tx, "withdraw") == "withdrawn"
        assert do(tx, "still_open") == "open"


def test_still_open_takes_an_acceptance_back(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        ask(tx)
        hear(tx, message(tx, "Thanks a lot <@UBO>, that worked", minute=3, to=0))
        assert stands(tx) == answered("Bo")
        assert do(tx, "still_open") == "open"
        assert stands(tx) == set()


def test_a_claim_lasts_eight_working_hours_and_can_be_let_go(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        hear(tx, message(tx, QUESTION))
        assert do(tx, "claim", by="UBO") == "claimed"
        assert do(tx, "claim", by="UBO") == "claimed"
        with pytest.raises(Refusal, match="Bo is on it already"):
            do(tx, "claim", by="UCY")
        with pytest.raises(Refusal, match="your own question"):
            do(tx, "claim", by="UANA")
        assert do(tx, "let_go", by="UBO") == "open"
        assert do(tx, "claim", by="UCY") == "claimed"


def test_a_button_of_a_question_long_gone_says_where_to_look(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx, pytest.raises(Refusal, match="old message"):
        press(tx, Pressed(person_id="UANA", question_id="C2:1.000000"), "claim")
