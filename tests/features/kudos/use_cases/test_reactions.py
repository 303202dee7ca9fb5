"""The first reaction explained, and the ways out; on both databases."""

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.use_cases.posts import ANSWER_INLINE
from slackapp.features.kudos.use_cases.reactions import (
    EXPLAIN_REACTION,
    allow_reactions,
    refuse_reactions,
    show_counted,
    undo_reaction,
)
from slackapp.features.kudos.use_cases.reading import has_live_kudos, read_reaction
from slackapp.jobs.queue import unfinished_payloads
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    TS,
    later,
    live,
    open_workspace,
    reaction,
    refused,
    stands,
)

THANKED = {("kudos", "Cy", "Ana")}


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def explained(tx: Transaction) -> list[str]:
    """The buttons' value of each explanation that will be shown."""
    return [each["done"] for each in unfinished_payloads(tx, kind=EXPLAIN_REACTION)]


def react(tx: Transaction, *, minute: int = 1, added: bool = True) -> None:
    read_reaction(tx, reaction(tx, minute=minute, added=added))


def first(tx: Transaction) -> str:
    react(tx)
    (done,) = explained(tx)
    return done


def test_somebody_s_first_reaction_is_explained_and_no_other(database: Database) -> None:
    with transaction(database) as tx:
        done = first(tx)
        react(tx, minute=2, added=False)
        react(tx, minute=3)
        read_reaction(tx, reaction(tx, "clap", minute=4))
        assert len(explained(tx)) == 1
        read_reaction(tx, reaction(tx, by="WBO"))
        assert len(explained(tx)) == 2
        shown = show_counted(tx, done=done, person_id="UCY")
        assert shown is not None
        assert (shown.receiver, shown.emoji, shown.channel_id) == ("Ana", "handshake", "C1")


def test_an_imported_reaction_is_not_explained(database: Database) -> None:
    with transaction(database) as tx:
        read_reaction(tx, reaction(tx, imported=True))
        assert explained(tx) == []


def test_what_was_taken_off_meanwhile_is_not_explained(database: Database) -> None:
    with transaction(database) as tx:
        done = first(tx)
        react(tx, minute=2, added=False)
        assert show_counted(tx, done=done, person_id="UCY") is None


def test_a_refusal_pressed_twice_can_be_taken_back_after_reacting_anew(database: Database) -> None:
    with transaction(database) as tx:
        done = first(tx)
        react(tx, minute=2, added=False)
        react(tx, minute=3)
        refuse_reactions(tx, done=done, person_id="UCY")
        again = refuse_reactions(tx, done=done, person_id="UCY")
        assert stands(tx) == set()
        allow_reactions(tx, done=again, person_id="UCY")
        assert stands(tx) == THANKED


@pytest.mark.parametrize("ours", [-60, 0, 60])
def test_undo_takes_it_back_wherever_slack_s_clock_stands(database: Database, ours: int) -> None:
    with transaction(database, now=later(ours)) as tx:
        done = first(tx)
        for _ in range(2):
            assert undo_reaction(tx, done=done, person_id="UCY") == "Ana"
        assert live(tx) == []
        assert not has_live_kudos(tx, channel_id="C1", ts=TS)
        react(tx, minute=2, added=False)
        react(tx, minute=3)
        assert stands(tx) == THANKED, "a new reaction is a new thanks"


def test_undo_has_the_message_looked_at_again(database: Database) -> None:
    with transaction(database) as tx:
        done = first(tx)
        asked = len(unfinished_payloads(tx, kind=ANSWER_INLINE))
        undo_reaction(tx, done=done, person_id="UCY")
        assert len(unfinished_payloads(tx, kind=ANSWER_INLINE)) == asked + 1


@pytest.mark.parametrize("ours", [-60, 60])
def test_not_for_me_stops_this_one_and_later_ones_until_they_are_allowed(
    database: Database, ours: int
) -> None:
    with transaction(database, now=later(ours)) as tx:
        done = first(tx)
        again = refuse_reactions(tx, done=done, person_id="UCY")
        assert refuse_reactions(tx, done=done, person_id="UCY") == again
        read_reaction(tx, reaction(tx, to="WBO", minute=2))
        assert live(tx) == []
    with transaction(database, now=later(ours)) as tx:
        for _ in range(2):
            allow_reactions(tx, done=again, person_id="UCY")
        assert stands(tx) == THANKED
        read_reaction(tx, reaction(tx, to="WBO", minute=3))
        assert ("kudos", "Cy", "Bo") in stands(tx)


@pytest.mark.parametrize("unreacted_first", [True, False])
def test_what_was_taken_off_the_message_does_not_count_again(
    database: Database, *, unreacted_first: bool
) -> None:
    with transaction(database, now=later(60)) as tx:
        again = refuse_reactions(tx, done=first(tx), person_id="UCY")
        if unreacted_first:
            react(tx, minute=2, added=False)
        allow_reactions(tx, done=again, person_id="UCY")
        if not unreacted_first:
            react(tx, minute=2, added=False)
        assert live(tx) == []


def test_a_reaction_put_on_again_is_taken_back_by_an_old_undo(database: Database) -> None:
    with transaction(database) as tx:
        done = first(tx)
        react(tx, minute=2, added=False)
        react(tx, minute=3)
        undo_reaction(tx, done=done, person_id="UCY")
        assert live(tx) == []


def test_whoever_else_presses_the_button_changes_nothing(database: Database) -> None:
    with transaction(database) as tx:
        done = first(tx)
        undo_reaction(tx, done=done, person_id="WBO")
        assert stands(tx) == THANKED
        with refused(sentences.old_button()):
            undo_reaction(tx, done=done, person_id="UNEW")


@pytest.mark.parametrize("done", ["", "{}", "[]", "command:1", '{"at": 1}'])
def test_an_old_or_forged_button_is_refused(database: Database, done: str) -> None:
    with transaction(database) as tx:
        for press in (undo_reaction, refuse_reactions, allow_reactions, show_counted):
            with refused(sentences.old_button()):
                press(tx, done=done, person_id="UCY")


def test_a_button_of_another_workspace_with_the_same_ids_touches_nothing(
    database: Database,
) -> None:
    open_workspace(database, workspace_id="T2")
    with transaction(database) as tx:
        done = first(tx)
    with transaction(database, workspace_id="T2") as tx:
        undo_reaction(tx, done=done, person_id="UCY")
    with transaction(database) as tx:
        assert stands(tx) == THANKED
