"""Thanks in words may become kudos: offered once, undone, gone with the words; both databases."""

from dataclasses import replace

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import offer
from slackapp.features.kudos.use_cases.offering import MAKE_IT_KUDOS, act, ask, undo
from slackapp.features.kudos.use_cases.posts import ANSWER_INLINE
from slackapp.features.kudos.use_cases.reading import (
    has_live_kudos,
    read_message,
    read_reaction,
)
from slackapp.intake.message_index import index_messages
from slackapp.jobs.queue import unfinished_payloads
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import give
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge
from slackapp.vocabulary.people import Channel
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.talk import Message
from slackapp.workspace.people import leave_out
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    TS,
    known,
    message,
    minutes,
    open_workspace,
    reaction,
    refused,
    stands,
)

THANKS = "thanks <@UANA>, that fixed it"
GIVEN = {("kudos", "Cy", "Ana")}


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def hear(tx: Transaction, said: Message) -> list[NudgeWanted]:
    """As the intake does: indexed first; what is wanted."""
    index_messages(tx, [said])
    answer = read_message(tx, said)
    return [fact for fact in answer.facts if isinstance(fact, NudgeWanted)] if answer else []


def offered(tx: Transaction, text: str = THANKS) -> Nudge:
    [wanted] = hear(tx, message(tx, text))
    return Nudge(
        kind=wanted.kind,
        subject=wanted.subject,
        person=wanted.people[0],
        channel_id=wanted.channel_id,
        thread_ts=wanted.thread_ts,
    )


def cy(tx: Transaction) -> int:
    return known(tx, "UCY").key


def question(tx: Transaction, nudge: Nudge) -> str | None:
    asked = ask(tx, nudge)
    return asked.markup if asked else None


def test_who_thanks_a_colleague_by_name_is_asked_right_then(database: Database) -> None:
    with transaction(database) as tx:
        [wanted] = hear(tx, message(tx, THANKS))
        assert (wanted.kind, wanted.people) == (MAKE_IT_KUDOS, (cy(tx),))
        assert (wanted.channel_id, wanted.audience) == ("C1", "public")
        assert wanted.seen_at == wanted.not_before == datetime_of_micros(minutes(0))
        asked = ask(tx, offered(tx))
        assert asked is not None
        assert asked.markup == "Shall your thanks to *Ana* count as kudos?"
        assert [one.label for one in asked.choices] == ["Make it kudos", "No"]
        assert [one.is_act for one in asked.choices] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "thanks!",
        "thanks everybody",
        "ask <@UANA> about the invoice",
        "<@UANA> can you look at it? Thanks in advance",
        "<@UANA> ++ thanks for staying late so the migration landed",
        "thanks <@UCY>",
        "thanks <@UROBO>",
        "thanks <@UNOBODY>",
        "thanks <@UNEVERMET>",
    ],
)
def test_other_words_offer_nothing(database: Database, text: str) -> None:
    with transaction(database) as tx:
        assert hear(tx, message(tx, text)) == []


def test_only_a_member_s_new_message_in_public_is_offered(database: Database) -> None:
    with transaction(database) as tx:
        private = Channel(channel_id="G1", name="quiet", audience="private")
        assert hear(tx, replace(message(tx, THANKS), channel=private)) == []
        assert hear(tx, message(tx, THANKS, imported=True)) == []
        assert hear(tx, message(tx, THANKS, by="UGUS")) == []
        assert hear(tx, message(tx, THANKS, superseded=3)) == []
        assert hear(tx, message(tx, THANKS, minute=2, was=(0, "hm"))) == []


def test_who_left_themselves_out_is_not_thanked(database: Database) -> None:
    with transaction(database) as tx:
        leave_out(tx, known(tx, "UANA").key, left_out=True)
        assert hear(tx, message(tx, THANKS)) == []


def test_pressed_twice_it_is_one_kudos_without_a_reason(database: Database) -> None:
    with transaction(database) as tx:
        nudge = offered(tx)
        for _ in range(2):
            done = act(tx, nudge, cy(tx), offer.YES)
            assert (done.markup, done.can_undo) == ("Thanks recorded. Ana will see it.", True)
        assert stands(tx) == GIVEN
        assert has_live_kudos(tx, channel_id="C1", ts=TS)
        assert len(unfinished_payloads(tx, kind=ANSWER_INLINE)) == 1
        assert ask(tx, nudge) is None


def test_everybody_thanked_is_named_and_thanked(database: Database) -> None:
    with transaction(database) as tx:
        nudge = offered(tx, "thanks <@UANA> and <@WBO>")
        assert question(tx, nudge) == "Shall your thanks to *Ana and Bo* count as kudos?"
        act(tx, nudge, cy(tx), offer.YES)
        assert stands(tx) == {*GIVEN, ("kudos", "Cy", "Bo")}


def test_undone_nothing_stands_and_the_sign_goes(database: Database) -> None:
    with transaction(database) as tx:
        nudge = offered(tx)
        act(tx, nudge, cy(tx), offer.YES)
        for _ in range(2):
            assert not undo(tx, nudge, cy(tx), offer.YES).can_undo
        assert stands(tx) == set()
        assert not has_live_kudos(tx, channel_id="C1", ts=TS)
        act(tx, nudge, cy(tx), offer.YES)
        assert stands(tx) == GIVEN


def test_no_gives_nothing(database: Database) -> None:
    with transaction(database) as tx:
        done = act(tx, offered(tx), cy(tx), offer.NO)
        assert (done.markup, done.can_undo) == ("Fine, your words say it all.", False)
        assert stands(tx) == set()


def test_only_the_thanker_may_press(database: Database) -> None:
    with transaction(database) as tx:
        nudge = offered(tx)
        for press in (act, undo):
            with refused("Only whoever gave these thanks can do that."):
                press(tx, nudge, known(tx, "WBO").key, offer.YES)


@pytest.mark.parametrize("deleted", [True, False])
def test_thanks_edited_or_deleted_away_are_settled(database: Database, *, deleted: bool) -> None:
    gone = "" if deleted else "never mind"
    with transaction(database) as tx:
        nudge = offered(tx)
        hear(tx, message(tx, gone, minute=1, was=(0, THANKS), deleted=deleted))
        assert ask(tx, nudge) is None
        with refused(offer.words_changed()):
            act(tx, nudge, cy(tx), offer.YES)
        assert stands(tx) == set()


@pytest.mark.parametrize("deleted", [True, False])
def test_kudos_made_of_words_go_with_the_words(database: Database, *, deleted: bool) -> None:
    gone = "" if deleted else "never mind"
    with transaction(database) as tx:
        act(tx, offered(tx), cy(tx), offer.YES)
        hear(tx, message(tx, f"{THANKS}!", minute=1, was=(0, THANKS)))
        assert stands(tx) == GIVEN
        hear(tx, message(tx, gone, minute=2, was=(1, f"{THANKS}!"), deleted=deleted))
        assert stands(tx) == set()


def test_who_was_thanked_at_that_moment_by_another_way_is_settled(database: Database) -> None:
    with transaction(database) as tx:
        nudge = offered(tx, "thanks <@UANA> and <@WBO>")
        read_reaction(tx, reaction(tx, minute=2))
        assert question(tx, nudge) == "Shall your thanks to *Bo* count as kudos?"
        read_reaction(tx, reaction(tx, minute=3, to="WBO"))
        assert ask(tx, nudge) is None
        read_reaction(tx, reaction(tx, minute=4, to="WBO", added=False))
        assert question(tx, nudge) == "Shall your thanks to *Bo* count as kudos?"


def test_an_acknowledgement_in_the_same_thread_settles_it_however_long_ago(
    database: Database,
) -> None:
    with transaction(database) as tx:
        root, answer = (TS.replace(TS[:10], str(int(TS[:10]) - back)) for back in (9000, 8000))
        replied = replace(message(tx, "an answer", by="UANA"), ts=answer, thread_ts=root)
        index_messages(tx, [replied])
        nudge = replace(offered(tx), thread_ts=root)
        assert ask(tx, nudge) is not None
        there = Source(f"answer:{answer}", "C1", answer, "public")
        thanks = Act("acknowledgement", cy(tx), known(tx, "UANA").key)
        give(tx, there, [thanks], minutes(-100))
        assert ask(tx, replace(nudge, thread_ts="")) is not None
        assert ask(tx, nudge) is None


def test_no_word_of_the_message_is_in_the_subject(database: Database) -> None:
    with transaction(database) as tx:
        [wanted] = hear(tx, message(tx, "thanks <@UANA> for the secret migration"))
        ana = known(tx, "UANA").key
        assert wanted.subject == f"C1:{TS}:{ana}"


def test_another_workspace_s_kudos_settle_nothing_here(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    with transaction(database, workspace_id="T2") as tx:
        hear(tx, message(tx, THANKS))
        read_reaction(tx, reaction(tx))
        assert stands(tx) == GIVEN
    with transaction(database) as tx:
        assert ask(tx, offered(tx)) is not None


def test_a_subject_of_another_time_is_answered_kindly(database: Database) -> None:
    with transaction(database) as tx:
        strange = Nudge(kind=MAKE_IT_KUDOS, subject="C1:x:y", person=cy(tx), channel_id="C1")
        assert ask(tx, strange) is None
        with refused(
            "This button is from an old message, so I don't know any more what it was about."
        ):
            act(tx, strange, cy(tx), offer.YES)
