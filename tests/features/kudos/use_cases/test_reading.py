"""Kudos read from messages and reactions: whatever order they arrive in, the same is left."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import event, func, select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.board import list_quotes
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.posts import ANSWER_INLINE
from slackapp.features.kudos.use_cases.reading import (
    EXPLAIN_GROUPS,
    has_live_kudos,
    read_message,
    read_reaction,
)
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.jobs.queue import unfinished_payloads
from slackapp.ledger.models import ActTurnRow
from slackapp.vocabulary.people import Channel
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    REASON,
    TS,
    form,
    later,
    live,
    message,
    open_workspace,
    reaction,
    thanked,
)

WEEK = Week(2026, 47)
SOURCE = f"message:C1:{TS}"


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def reasons(tx: Transaction) -> list[str]:
    return [one.reason for one in list_thanks(tx, SOURCE)]


def is_answered(tx: Transaction) -> bool:
    """Somebody will look what stands on the message, and something does."""
    asked = unfinished_payloads(tx, kind=ANSWER_INLINE)
    assert all(each == {"channel_id": "C1", "ts": TS} for each in asked)
    return bool(asked) and has_live_kudos(tx, channel_id="C1", ts=TS)


@pytest.mark.parametrize("sign", ["++", ":handshake:", ":clap::skin-tone-2:"])
def test_plus_plus_and_the_chosen_emoji_thank(database: Database, sign: str) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<@UANA> {sign} for {REASON}"))

        assert thanked(tx) == {("Cy", "Ana", False)}
        assert reasons(tx) == [REASON]
        assert is_answered(tx)


def test_an_emoji_nobody_chose_thanks_nobody(database: Database) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<@UANA> :taco: for {REASON}"))

        assert live(tx) == []


@pytest.mark.parametrize("words", ["", " for this"])
def test_few_words_count_as_bare(database: Database, words: str) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<@UANA> ++{words}"))

        assert thanked(tx) == {("Cy", "Ana", True)}
        assert reasons(tx) == ([words.removeprefix(" for ")] if words else [])


def test_a_message_without_kudos_costs_no_query(database: Database) -> None:
    asked: list[str] = []
    with transaction(database) as tx:
        plain = message(tx, "good morning <@UANA>")
        event.listen(
            tx.session.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2])
        )
        read_message(tx, plain)

    assert asked == []


def test_several_people_and_a_group_are_thanked_at_once(database: Database) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<@UDANA> <!subteam^SOPS> ++ for {REASON}", by="UGUS"))

        assert {receiver for _, receiver, _ in thanked(tx)} == {"Dana", "Ana", "Bo", "Cy", "Lea"}


def test_two_kudos_in_a_message_keep_their_own_words(database: Database) -> None:
    with transaction(database) as tx:
        text = f"<@UANA> ++ for {REASON}\n<@WBO> ++ for the tests nobody wanted"
        read_message(tx, message(tx, text))

        assert reasons(tx) == [REASON, "the tests nobody wanted"]


def test_self_bots_and_unknown_people_are_ignored_silently(database: Database) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<@UCY> <@UROBO> <@UNOBODY> ++ for {REASON}"))

        assert live(tx) == []
        assert not is_answered(tx)


def test_a_bot_s_thanks_count_for_nobody(database: Database) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<@UANA> ++ for {REASON}", by="UROBO"))

        assert live(tx) == []


def groups_told(tx: Transaction) -> list[dict[str, int]]:
    return [payload["groups"] for payload in unfinished_payloads(tx, kind=EXPLAIN_GROUPS)]


def test_of_a_group_too_large_its_author_is_told_and_once_a_minute_at_most(
    database: Database,
) -> None:
    said = f"<!subteam^SALL> <!subteam^SOPS> <@UANA> ++ for {REASON}"
    with transaction(database) as tx:
        for number in range(3):
            read_message(tx, replace(message(tx, said), ts=f"{TS[:-1]}{number}", thread_ts=TS))
        (payload,) = unfinished_payloads(tx, kind=EXPLAIN_GROUPS)
    with transaction(database, now=later(1)) as tx:
        read_message(tx, replace(message(tx, said), ts=f"{TS[:-1]}9"))
        assert groups_told(tx) == [{"SALL": 11}] * 2

    assert payload == {
        "channel_id": "C1",
        "thread_ts": TS,
        "person_id": "UCY",
        "groups": {"SALL": 11},
        "limit": 10,
    }


@pytest.mark.parametrize(
    "said",
    [
        f"<!subteam^SOPS> ++ for {REASON} <!subteam^SOPS> <@UANA> ++ for {REASON} too",
        f"<!subteam^SALL> :wave: for {REASON}",
        "<!subteam^SALL> please look",
    ],
)
def test_of_groups_that_are_thanked_or_were_not_meant_nobody_is_told(
    database: Database, said: str
) -> None:
    with transaction(database) as tx:
        save_settings(tx, KudosSettings(max_receivers=5))
    with transaction(database) as tx:
        read_message(tx, message(tx, said))
        assert groups_told(tx) == []


@pytest.mark.parametrize("version", [{"imported": True}, {"superseded": 9}, {"deleted": True}])
def test_of_a_group_in_what_is_past_nobody_is_told(
    database: Database, version: dict[str, Any]
) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<!subteam^SALL> <@UANA> ++ for {REASON}", **version))
        assert groups_told(tx) == []


def test_a_group_that_is_too_large_is_passed_over(database: Database) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<!subteam^SALL> <@UANA> ++ for {REASON}"))

        assert thanked(tx) == {("Cy", "Ana", False)}


def test_ten_people_a_message_count(database: Database) -> None:
    with transaction(database) as tx:
        crowd = " ".join(f"<@UP{number}>" for number in range(12))
        read_message(tx, message(tx, f"{crowd} ++ for {REASON}"))

        assert len(live(tx)) == 10


def test_who_is_not_known_yet_is_asked_for(database: Database) -> None:
    with transaction(database) as tx, pytest.raises(NotKnownYet) as asked:
        read_message(tx, message(tx, f"<@UNEW> <@UANA> ++ for {REASON}"))

    assert asked.value.slack_ids == {"UNEW"}


def test_a_message_read_twice_changes_nothing(database: Database) -> None:
    with transaction(database) as tx:
        for _ in range(2):
            read_message(tx, message(tx, f"<@UANA> ++ for {REASON}"))

        assert len(live(tx)) == len(reasons(tx)) == 1


def test_an_imported_kudos_counts_and_is_not_answered(database: Database) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, f"<@UANA> ++ for {REASON}", imported=True))

        assert len(live(tx)) == 1
        assert not is_answered(tx)


FIRST, SECOND = f"<@UANA> ++ for {REASON}", "<@WBO> ++ for holding the lamp so steadily"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_edits_converge_in_any_order(database: Database, order: tuple[int, ...]) -> None:
    versions = [(0, FIRST, None), (1, "never mind", (0, FIRST)), (2, SECOND, (1, "never mind"))]
    newest = -1
    with transaction(database) as tx:
        for place in order:
            minute, text, was = versions[place]
            superseded = newest if newest > minute else None
            version = message(tx, text, minute=minute, was=was, superseded=superseded)
            read_message(tx, version)
            newest = max(newest, minute)

        assert thanked(tx) == {("Cy", "Bo", False)}
        assert reasons(tx) == ["holding the lamp so steadily"]


@pytest.mark.parametrize("deleted_first", [False, True])
def test_a_deleted_message_thanks_nobody_and_its_words_are_gone(
    database: Database, *, deleted_first: bool
) -> None:
    with transaction(database) as tx:
        posted = message(tx, FIRST, superseded=1 if deleted_first else None)
        gone = message(tx, "", minute=1, was=(0, FIRST), deleted=True)
        for version in (gone, posted) if deleted_first else (posted, gone):
            read_message(tx, version)

        assert live(tx) == []
        assert reasons(tx) == []


def test_an_edit_that_makes_a_bare_kudos_a_worded_one_keeps_one_act(database: Database) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, "<@UANA> ++"))
        read_message(tx, message(tx, FIRST, minute=1, was=(0, "<@UANA> ++")))

        assert thanked(tx) == {("Cy", "Ana", False)}


def test_undo_is_for_commands_and_not_for_what_a_message_says(database: Database) -> None:
    with transaction(database) as tx:
        read_message(tx, message(tx, FIRST))
        with pytest.raises(Refusal):
            undo(tx, source=SOURCE, person_id="UCY")

        assert len(live(tx)) == 1


def test_words_in_a_private_channel_are_not_for_the_board(database: Database) -> None:
    with transaction(database) as tx:
        quiet = Channel(channel_id="G1", name="quiet", audience="private", app_is_member=True)
        read_message(tx, replace(message(tx, FIRST), channel=quiet))

        assert [one.audience for one in live(tx)] == ["private"]
        assert list_quotes(tx, WEEK) == ()


def test_the_chosen_reaction_is_a_bare_thanks_and_is_answered(database: Database) -> None:
    with transaction(database) as tx:
        read_reaction(tx, reaction(tx))

        assert thanked(tx) == {("Cy", "Ana", True)}
        assert is_answered(tx)


@pytest.mark.parametrize(("emoji", "to"), [("taco", "UANA"), ("clap", "UCY"), ("clap", "UROBO")])
def test_other_emoji_and_reactions_to_oneself_or_bots_are_nothing(
    database: Database, emoji: str, to: str
) -> None:
    with transaction(database) as tx:
        read_reaction(tx, reaction(tx, emoji, to=to))

        assert live(tx) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_reacting_taking_off_and_reacting_again_converge_in_any_order(
    database: Database, order: tuple[int, ...]
) -> None:
    with transaction(database) as tx:
        steps = [reaction(tx, minute=n, added=n != 2) for n in (1, 2, 3)]
        for place in order:
            read_reaction(tx, steps[place])
        assert thanked(tx) == {("Cy", "Ana", True)}

        read_reaction(tx, reaction(tx, minute=4, added=False))
        assert live(tx) == []


def test_taking_off_that_arrives_first_still_takes_back(database: Database) -> None:
    with transaction(database) as tx:
        read_reaction(tx, reaction(tx, minute=2, added=False))
        read_reaction(tx, reaction(tx, minute=1))

        assert live(tx) == []


def test_two_emoji_on_one_message_are_one_thanks_until_both_are_off(database: Database) -> None:
    with transaction(database) as tx:
        read_reaction(tx, reaction(tx, "clap"))
        read_reaction(tx, reaction(tx, "handshake"))
        read_reaction(tx, reaction(tx, "clap", minute=2, added=False))
        assert len(live(tx)) == 1

        read_reaction(tx, reaction(tx, "handshake", minute=2, added=False))
        assert live(tx) == []


def test_taking_off_an_emoji_that_is_no_longer_chosen_still_takes_back(
    database: Database,
) -> None:
    with transaction(database) as tx:
        read_reaction(tx, reaction(tx, "clap"))
        save_settings(tx, KudosSettings(emoji=("handshake",)))
        read_reaction(tx, reaction(tx, "clap", minute=2, added=False))

        assert live(tx) == []


def test_taking_off_an_emoji_nobody_chose_leaves_no_trace(database: Database) -> None:
    with transaction(database) as tx:
        read_reaction(tx, reaction(tx, "taco", added=False))

        turns = select(func.count()).where(ActTurnRow.workspace_id == "T1")
        assert tx.session.scalar(turns) == 0


def test_an_import_says_itself_which_emoji_counted(database: Database) -> None:
    with transaction(database, overrides={"kudos.emoji": ["taco"]}) as tx:
        read_reaction(tx, reaction(tx, "taco", imported=True))
        read_reaction(tx, reaction(tx, "handshake", by="WBO", imported=True))

        assert thanked(tx) == {("Cy", "Ana", True)}
        assert not is_answered(tx)


@pytest.mark.parametrize("route", ["edit", "unreact"])
def test_the_message_is_looked_at_again_once_nothing_stands_on_it(
    database: Database, route: str
) -> None:
    with transaction(database) as tx:
        if route == "edit":
            read_message(tx, message(tx, FIRST))
        else:
            read_reaction(tx, reaction(tx))
        assert is_answered(tx)
        asked = len(unfinished_payloads(tx, kind=ANSWER_INLINE))
    with transaction(database) as tx:
        if route == "edit":
            read_message(tx, message(tx, "never mind", minute=1, was=(0, FIRST)))
        else:
            read_reaction(tx, reaction(tx, minute=2, added=False))

        assert len(unfinished_payloads(tx, kind=ANSWER_INLINE)) == asked + 1
        assert not has_live_kudos(tx, channel_id="C1", ts=TS)


def test_a_kudos_of_the_form_about_a_message_is_no_reason_to_answer_the_message(
    database: Database,
) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(message_ts=TS), person_id="UCY")

        assert len(live(tx)) == 1
        assert not has_live_kudos(tx, channel_id="C1", ts=TS)
