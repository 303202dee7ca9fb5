"""Who shares what a colleague found may mention them: asked once, undone, gone with the share."""

from dataclasses import replace

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.links.blocks import crediting as words
from slackapp.features.links.use_cases import sharing
from slackapp.features.links.use_cases.crediting import act, ask, undo
from slackapp.intake.message_index import index_messages
from slackapp.ledger.store import list_counted_acts
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge
from slackapp.vocabulary.people import Channel, Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.talk import Message
from slackapp.workspace.people import PersonRecord, hide_name, leave_out, people_by_key, save_people
from tests.builders.databases import transaction
from tests.features.links.builders import at, message, open_workspace

GUIDE = "<https://example.org/guide>"


def hear(tx: Transaction, *heard: Message) -> list[NudgeWanted]:
    """As the intake does: indexed first; what is wanted."""
    wanted: list[NudgeWanted] = []
    for one in heard:
        index_messages(tx, [one])
        answer = sharing.read_message(tx, one)
        wanted += [fact for fact in answer.facts if isinstance(fact, NudgeWanted)] if answer else []
    return wanted


def nudge_of(wanted: NudgeWanted) -> Nudge:
    return Nudge(
        kind=wanted.kind,
        subject=wanted.subject,
        person=wanted.people[0],
        channel_id=wanted.channel_id,
        thread_ts=wanted.thread_ts,
    )


def reshared(tx: Transaction, people: dict[str, Person]) -> Nudge:
    """Ana shared it at one, Bo at three."""
    hear(tx, message(people["Ana"], GUIDE, hours=1))
    [wanted] = hear(tx, message(people["Bo"], f"look: {GUIDE}", hours=3))
    return nudge_of(wanted)


def stands(tx: Transaction) -> set[tuple[str, str, str]]:
    live = [one.act for one in list_counted_acts(tx, 0, 2**62)]
    people = people_by_key(tx, {key for one in live for key in (one.giver, one.receiver)})
    return {(one.kind, people[one.giver].name, people[one.receiver].name) for one in live}


def test_who_shares_a_colleagues_find_is_asked_right_then(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        assert hear(tx, message(people["Ana"], GUIDE, hours=1)) == []
        assert hear(tx, message(people["Ana"], GUIDE, hours=2)) == []
        [wanted] = hear(tx, message(people["Bo"], f"look: {GUIDE}", hours=3))
        assert wanted.kind == "credit_the_source"
        assert wanted.people == (people["Bo"].key,)
        assert wanted.seen_at == datetime_of_micros(at(3))
        asked = ask(tx, nudge_of(wanted))
        assert asked is not None
        assert asked.markup == "*Ana* found this on 9 Nov, good taste. Mention them?"
        assert [one.label for one in asked.choices] == ["Credit Ana", "No need"]


def test_it_is_about_the_link_so_that_it_is_asked_once(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        first = reshared(tx, people)
        there = Channel(channel_id="C2", name="there", audience="public")
        elsewhere = replace(message(people["Bo"], GUIDE, hours=5), channel=there)
        assert [one.subject for one in hear(tx, elsewhere)] == [first.subject]
        assert hear(tx, message(people["Bo"], GUIDE, hours=6)) == []


@pytest.mark.parametrize(
    "text", [f"<@UANA> found {GUIDE}", f"from ana, again: {GUIDE}", f"{GUIDE} (thanks Ana!)"]
)
def test_who_names_the_finder_is_not_asked(database: Database, text: str) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        hear(tx, message(people["Ana"], GUIDE, hours=1))
        assert hear(tx, message(people["Bo"], text, hours=3)) == []
        assert len(hear(tx, message(people["Cy"], f"analysis: {GUIDE}", hours=4))) == 1


def test_nobody_is_asked_of_what_is_old_private_imported_or_a_guest_s(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        hear(tx, message(people["Ana"], GUIDE, hours=1))
        assert hear(tx, message(people["Bo"], GUIDE, hours=1 + 24 * 30.1)) == []
        assert hear(tx, message(people["Bo"], GUIDE, hours=3, audience="private")) == []
        imported = message(people["Bo"], GUIDE, hours=4)
        assert hear(tx, replace(imported, imported=True)) == []
        assert hear(tx, message(people["Gus"], GUIDE, hours=5)) == []


def test_a_private_find_is_nobodys_first(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        hear(tx, message(people["Ana"], GUIDE, hours=1, audience="private"))
        assert hear(tx, message(people["Bo"], GUIDE, hours=2)) == []


def test_a_guest_is_never_the_source(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        hear(tx, message(people["Gus"], GUIDE, hours=1))
        assert hear(tx, message(people["Bo"], GUIDE, hours=3)) == []


@pytest.mark.parametrize("choice", ["hidden", "left_out", "gone"])
def test_who_is_not_to_be_named_is_not_the_source(database: Database, choice: str) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        nudge = reshared(tx, people)
        if choice == "hidden":
            hide_name(tx, people["Ana"].key, hides_name=True)
        elif choice == "left_out":
            leave_out(tx, people["Ana"].key, left_out=True)
        else:
            save_people(tx, [PersonRecord(slack_id="UANA", name="Ana", active=False)])
        assert ask(tx, nudge) is None
        with pytest.raises(Refusal, match="nothing to credit"):
            act(tx, nudge, people["Bo"].key, words.YES)
        offered = hear(tx, message(people["Cy"], GUIDE, hours=4))
        assert bool(offered) is (choice == "left_out")  # then nobody but Bo shared it before


def test_credit_counts_once_however_often_it_is_pressed_and_can_be_undone(
    database: Database,
) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        nudge = reshared(tx, people)
        for _ in range(2):
            done = act(tx, nudge, people["Bo"].key, words.YES)
            assert (done.markup, done.can_undo) == (
                "Credit recorded. Ana finds it in `/we thanks`.",
                True,
            )
            assert stands(tx) == {("credit", "Bo", "Ana")}
        assert ask(tx, nudge) is None
        undo(tx, nudge, people["Bo"].key, words.YES)
        undo(tx, nudge, people["Bo"].key, words.YES)
        assert stands(tx) == set()
        act(tx, nudge, people["Bo"].key, words.YES)
        assert stands(tx) == {("credit", "Bo", "Ana")}


def test_no_need_credits_nobody(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        done = act(tx, reshared(tx, people), people["Bo"].key, words.NO)
        assert not done.can_undo
        assert stands(tx) == set()


def test_only_who_shared_it_may_press(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        nudge = reshared(tx, people)
        for press in (act, undo):
            with pytest.raises(Refusal, match="Only whoever shared"):
                press(tx, nudge, people["Cy"].key, words.YES)
        assert stands(tx) == set()


def test_a_deleted_share_settles_it_and_takes_its_credit_back(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        nudge = reshared(tx, people)
        act(tx, nudge, people["Bo"].key, words.YES)
        gone = message(people["Bo"], "", hours=3, edited=4, deleted=True, before=(3, GUIDE))
        hear(tx, gone)
        assert stands(tx) == set()
        assert ask(tx, nudge) is None
        with pytest.raises(Refusal, match="nothing to credit"):
            act(tx, nudge, people["Bo"].key, words.YES)


def test_credit_can_be_undone_when_the_find_itself_is_gone(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        nudge = reshared(tx, people)
        act(tx, nudge, people["Bo"].key, words.YES)
        hear(tx, message(people["Ana"], "", hours=1, edited=4, deleted=True, before=(1, GUIDE)))
        undo(tx, nudge, people["Bo"].key, words.YES)
        assert stands(tx) == set()


def test_another_workspaces_find_is_nobodys_here(database: Database) -> None:
    with transaction(database, workspace_id="T2") as tx:
        people = open_workspace(tx)
        hear(tx, replace(message(people["Ana"], GUIDE, hours=1), workspace_id="T2"))
    with transaction(database) as tx:
        people = open_workspace(tx)
        assert hear(tx, message(people["Bo"], GUIDE, hours=3)) == []
