"""An import tells the past as it was: once, however often it is started and stopped."""

from typing import Any

import pytest

from slackapp.features.kudos.settings import KudosSettings
from slackapp.vocabulary.people import Person
from slackapp.workspace.people import find_people
from slackapp.workspace.settings import load_settings, save_settings
from tests.builders.slack_events import deleted, edited, message, reaction
from tests.features.history_import.conftest import Archive
from tests.intake.exports import said

THANKS = "<@U2> ++ for the long night that saved us <https://example.org/one>"
CLAPS = [{"name": "clap", "users": ["U2", "U9"], "count": 2}]

Json = dict[str, Any]


def days(number: int) -> dict[str, list[Json]]:
    return {
        f"general/2026-11-{day:02d}": [said(THANKS, second=day), said("hi", by="U2", second=-day)]
        for day in range(10, 10 + number)
    }


def known(archive: Archive, slack_id: str) -> Person | None:
    return archive.toolbox.read(lambda tx: find_people(tx, [slack_id]), "T1").get(slack_id)


def test_people_s_posts_count_and_nothing_else(archive: Archive) -> None:
    found = archive.read(
        archive.write(
            said(THANKS),
            said("a file", by="U2", second=1, subtype="file_share"),
            said("waves", by="U2", second=2, subtype="me_message"),
            said("bot", by="U3", second=3),
            said("app", by="U1", second=4, bot_id="B1"),
            said("old bot", by=None, second=5, subtype="bot_message"),
            said("joined", second=6, subtype="channel_join"),
            said("topic", second=7, subtype="channel_topic"),
            said("odd", second=8, subtype=["odd"]),
            {"type": "message", "user": "U1", "text": "no time"},
        )
    )
    assert found == {"messages": 3, "people": 2, "kudos": 1, "links": 1, "questions": 0}


def test_old_posts_have_no_type_of_user_nor_threads(archive: Archive) -> None:
    old = [{"user": "U1", "text": THANKS, "ts": "1433577600.000002", "type": "message"}]
    users = [{"id": "U1", "name": "ana", "deleted": False}, {"id": "U2", "name": "bo"}]
    found = archive.read(archive.write(*old, users=users))
    assert found == {"messages": 1, "people": 1, "kudos": 1, "links": 1, "questions": 0}


def test_new_posts_bring_threads_teams_and_edits(archive: Archive) -> None:
    parent, reply = said("how?", reply_count=1), said(THANKS, second=5, team="T1")
    reply |= {"thread_ts": parent["ts"], "parent_user_id": "U1", "edited": {"ts": "1763467299.0"}}
    found = archive.read(archive.write(parent | {"thread_ts": parent["ts"]}, reply))
    assert found == {"messages": 2, "people": 1, "kudos": 1, "links": 1, "questions": 0}


def test_a_broadcast_counts_once(archive: Archive) -> None:
    reply = said(THANKS, thread_ts="1763467100.000100")
    found = archive.read(archive.write(reply | {"subtype": "thread_broadcast"}, reply))
    assert found == {"messages": 1, "people": 1, "kudos": 1, "links": 1, "questions": 0}


def test_reactions_count_with_any_skin_tone_by_the_chosen_emoji(archive: Archive) -> None:
    reactions = [
        {"name": "clap::skin-tone-3", "users": ["U2"], "count": 1},
        {"name": "clap", "users": ["U2", "U1"], "count": 2},
        {"name": "fire", "users": ["U2"], "count": 1},
    ]
    path = archive.write(said("we shipped", reactions=reactions))
    assert archive.read(path)["kudos"] == 0
    assert archive.read(path, emoji=["clap"])["kudos"] == 1
    assert archive.kudos() == [("U2", "U1")]


def test_the_emoji_of_an_import_leave_the_workspace_s_own_alone(archive: Archive) -> None:
    path = archive.write(said("we shipped", reactions=CLAPS))
    archive.read(path)
    archive.toolbox.run(lambda tx: save_settings(tx, KudosSettings(emoji=("tada",))), "T1")
    assert archive.read(path, emoji=["clap"])["kudos"] == 2
    stored = archive.toolbox.read(lambda tx: load_settings(tx, KudosSettings), "T1")
    assert stored.emoji == ("tada",)


def test_whoever_left_is_remembered_by_what_they_said(archive: Archive) -> None:
    gone = said("bye", by="U7", user_profile={"display_name": "Gus\0", "real_name": "Gus G"})
    archive.read(archive.write(gone, said("hi", second=1, reactions=CLAPS)), emoji=["clap"])
    gus, silent = known(archive, "U7"), known(archive, "U9")
    assert gus is not None
    assert silent is not None
    assert (gus.name, gus.kind, gus.active) == ("Gus", "member", False)
    assert (silent.name, silent.kind, silent.active) == ("", "member", False)
    assert ("U9", "U1") in archive.kudos()


def test_whoever_nobody_knows_cannot_be_thanked(archive: Archive) -> None:
    found = archive.read(archive.write(said("<@U8> ++ for the long night that saved us")))
    assert (found["messages"], found["kudos"]) == (1, 0)
    nobody = known(archive, "U8")
    assert nobody is not None
    assert nobody.kind == "unknown"


def test_an_app_nobody_lists_is_no_member(archive: Archive) -> None:
    archive.read(archive.write(said("beep", by="U6", bot_id="B6"), said("<@U6> ++ for it")))
    robot = known(archive, "U6")
    assert robot is not None
    assert robot.kind == "unknown"


@pytest.mark.parametrize("odd", [None, 5, "x", {}, [], [5], [None], [{}], ["\0"], {"a": 1}])
def test_odd_parts_of_posts_are_passed_over(archive: Archive, odd: object) -> None:
    parts = ("user", "text", "ts", "edited", "thread_ts", "reactions", "user_profile", "bot_id")
    posts = [said(THANKS, second=place) | {part: odd} for place, part in enumerate(parts)]
    odd_reactions = [{"name": "clap", "users": odd}, {"name": odd, "users": ["U2"]}]
    path = archive.write(*posts, said("whole", second=99, reactions=odd_reactions))
    assert archive.read(path, emoji=["clap"])["messages"] >= 3


class KilledError(Exception):
    """The process ended here."""


def test_killed_anywhere_and_started_again_it_ends_alike(archive: Archive) -> None:
    path = archive.write_days(days(3))
    for last in (1, 2, 3):

        def kill(done: int, _all: int, last: int = last) -> None:
            if done == last:
                raise KilledError

        with pytest.raises(KilledError):
            archive.read(path, progress=kill)
    found, ledger = archive.read(path), archive.ledger()
    assert found == {"messages": 6, "people": 2, "kudos": 3, "links": 1, "questions": 0}
    assert len(ledger) == len(set(ledger))
    assert archive.read(path) == found
    assert archive.ledger() == ledger


def test_what_was_read_is_not_read_again_but_for_other_options(archive: Archive) -> None:
    path = archive.write_days(days(2))
    archive.read(path)
    archive.desk.clock.set(archive.desk.clock.now().replace(year=2027))
    steps: list[tuple[int, int]] = []
    archive.read(path, progress=lambda done, all_: steps.append((done, all_)))
    assert steps == [(1, 2), (2, 2)]
    grown = archive.write_days(days(3))
    assert archive.read(grown)["messages"] == 6


def test_after_live_events_their_import_changes_nothing(archive: Archive) -> None:
    archive.desk.settle_in("T1")
    archive.hear(
        message("<@U3> ++ for the long night that saved us", ts=said("")["ts"]),
        edited(THANKS, was="", at="1763467260.000000"),
        message(THANKS, ts="1763467201.000100"),
        message(THANKS, ts="1763467202.000100"),
        deleted(was=THANKS, ts="1763467202.000100", at="1763467261.000000"),
    )
    before = archive.ledger()
    now = said(THANKS, edited={"user": "U1", "ts": "1763467260.000000"})
    found = archive.read(archive.write(now, said(THANKS, second=1), said(THANKS, second=2)))
    assert archive.ledger() == before
    assert found == {"messages": 2, "people": 1, "kudos": 2, "links": 1, "questions": 0}


def test_after_an_import_the_same_events_change_nothing(archive: Archive) -> None:
    archive.read(archive.write(said(THANKS)))
    before = archive.ledger()
    archive.hear(message(THANKS, ts=said("")["ts"]))
    assert archive.ledger() == before


def test_after_a_live_reaction_its_import_changes_nothing(archive: Archive) -> None:
    archive.desk.settle_in("T1")
    archive.toolbox.run(lambda tx: save_settings(tx, KudosSettings(emoji=("clap",))), "T1")
    archive.hear(message("we shipped", ts=said("")["ts"]), reaction("clap"))
    before = archive.ledger()
    claps = [{"name": "clap", "users": ["U2"], "count": 1}]
    archive.read(archive.write(said("we shipped", reactions=claps)))
    assert archive.ledger() == before
