"""Questions people name themselves: tracked, asked, and each undone."""

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.store import questions
from slackapp.features.questions.use_cases.showing import show_asked
from slackapp.features.questions.use_cases.tracking import (
    ToTrack,
    Tracked,
    ask,
    hear_unposted,
    take_back_asked,
    track,
    untrack,
)
from slackapp.vocabulary.refusals import Refusal
from tests.builders.databases import transaction
from tests.features.questions.builders import ANSWER, QUESTION, at, hear, message, question_at, ts


def track_it(
    tx: Transaction, *, by: str = "UBO", author: str = "UANA", channel: str = "C1"
) -> Tracked:
    asked = ToTrack(
        channel_id=channel, ts=ts(0), thread_ts=ts(0), author_id=author, text="The build fails."
    )
    return track(tx, asked, person_id=by)


def ask_it(tx: Transaction, *, channel: str = "C1", title: str = "Who owns billing?") -> str:
    asked = ask(
        tx, request="V1", person_id="UANA", channel_id=channel, title=title, details="It fails."
    )
    return asked.question_id


def test_tracking_twice_is_once_and_an_answer_in_its_thread_is_heard(workspace: Database) -> None:
    with transaction(workspace) as tx:
        assert track_it(tx).is_new
        assert not track_it(tx, by="UANA").is_new
        hear(tx, message(tx, ANSWER, by="UBO", minute=1, to=0, channel="C1"))
        assert question_at(tx, channel="C1").state == "answered"
        with pytest.raises(Refusal, match="Already settled"):
            untrack(
                tx, question_id=question_at(tx, channel="C1").question.question_id, person_id="UBO"
            )


def test_tracking_is_undone_while_nobody_answered(workspace: Database) -> None:
    with transaction(workspace) as tx:
        tracked = track_it(tx)
        untrack(tx, question_id=tracked.question_id, person_id="UBO")
        assert questions.find_question(tx, tracked.question_id) is None


def test_what_was_found_by_itself_is_not_untracked(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION))
        with pytest.raises(Refusal, match="Already settled"):
            untrack(tx, question_id=question_at(tx).question.question_id, person_id="UBO")


def test_bots_and_channels_without_the_app_are_refused(workspace: Database) -> None:
    with transaction(workspace) as tx:
        with pytest.raises(Refusal, match="An app wrote that"):
            track_it(tx, author="UROBO")
        with pytest.raises(Refusal, match="not in that channel"):
            track_it(tx, channel="C3")
        with pytest.raises(Refusal, match="not in that channel"):
            ask_it(tx, channel="C3")
        with pytest.raises(Refusal, match="What would you like to know"):
            ask_it(tx, title="  ")


def test_a_form_sent_twice_asks_once_and_is_taken_back_by_its_asker(workspace: Database) -> None:
    with transaction(workspace) as tx:
        asked = ask_it(tx)
        assert ask_it(tx) == asked
        shown = show_asked(tx, asked)
        assert shown is not None
        assert (shown.asker, shown.title, shown.details) == (
            "Ana",
            "Who owns billing?",
            "It fails.",
        )
        with pytest.raises(Refusal, match="old message"):
            take_back_asked(tx, question_id=asked, person_id="UBO")
        assert take_back_asked(tx, question_id=asked, person_id="UANA") == "Who owns billing?"
        assert show_asked(tx, asked) is None


def test_what_was_answered_is_not_taken_back(workspace: Database) -> None:
    with transaction(workspace) as tx:
        asked = ask_it(tx)
        questions.save_place(tx, asked, channel_id="C1", ts=ts(0), at=at(0))
        hear(tx, message(tx, ANSWER, by="UBO", minute=1, to=0, channel="C1"))
        with pytest.raises(Refusal, match="Already settled"):
            take_back_asked(tx, question_id=asked, person_id="UANA")


def test_what_slack_did_not_let_us_post_waits_for_nobody(workspace: Database) -> None:
    with transaction(workspace) as tx:
        asked = ask_it(tx)
        hear_unposted(tx, asked)
        assert questions.list_unplaced(tx) == []
