"""Somebody asks to be forgotten: the whole app, over HTTP, on both databases (H26)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from slackapp.database.base import Base
from slackapp.features.privacy import blocks
from slackapp.ledger.giver_weeks import rebuild
from slackapp.ledger.team import TeamWeeks
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import count_members, find_people
from tests.journeys.conftest import Journey

WEEK = Week(2026, 47)
REASON = "the lighthouse drawings of last night"
TOLD = "the harbour map that helped us all"
ADDRESS = "https://example.org/tides-of-the-harbour"


def _stored(journey: Journey) -> str:
    """Every row of every table of ours, but events that are read and jobs that are done."""
    with journey.app.database.reading() as session:
        rows = [
            repr([bytes(part) if isinstance(part, memoryview) else part for part in row])
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        ]
    return "\n".join(rows)


def _figures(journey: Journey) -> object:
    return journey.app.toolbox.run(lambda tx: TeamWeeks(tx, [WEEK]).figures(), "T1")


def _points(journey: Journey) -> list[str]:
    return sorted(row.points for row in journey.export() if row.live)


def _take_part(journey: Journey) -> None:
    """Ana thanks, is thanked, shares a link, and looks at her Home tab."""
    journey.ana.command("/kudos", f"@bo.berg for {REASON}", channel=journey.general)
    journey.bo.post(journey.general, f"<@U1> ++ for {TOLD}")
    journey.ana.post(journey.general, f"a good read about our harbour and its tides: {ADDRESS}")
    journey.ana.open_home()
    journey.wait_until(lambda: len(journey.live_kudos()) == 2)
    journey.wait_until(lambda: any(REASON in each for each in journey.posts()))
    journey.wait_until(lambda: journey.ana.home is not None)
    journey.settle()
    journey.wait_until(lambda: not journey.has_work())


def _forget(journey: Journey, action: str) -> None:
    _later(journey)
    journey.ana.command("/we", "forget-me", channel=journey.general)
    view = journey.ana.modal
    assert view is not None
    journey.ana.click(view, action)
    journey.wait_until(lambda: not _is_known(journey))
    journey.wait_until(lambda: not journey.has_work())
    journey.settle()  # Slack tells of the posts that changed, with what they said before


def _is_known(journey: Journey) -> bool:
    return bool(journey.app.toolbox.read(find_people, "T1", ["U1"]).get("U1"))


def test_name_texts_and_links_go_and_the_totals_stay(journey: Journey) -> None:
    _take_part(journey)
    before = (_figures(journey), _points(journey))
    _forget(journey, blocks.FORGET)
    stored = _stored(journey)
    assert [word for word in ("Ana Lopez", "'U1'", REASON, TOLD, ADDRESS) if word in stored] == []
    assert (_figures(journey), _points(journey)) == before
    assert journey.app.toolbox.run(rebuild, "T1", check=True) == []
    journey.wait_until(lambda: not any(REASON in each for each in journey.posts()))
    assert not any("Ana" in each for each in journey.posts())
    home = journey.ana.home
    assert home is not None
    assert "nothing about you" in json.dumps(home.content)


def test_what_comes_late_or_again_is_dropped_and_what_is_new_is_somebody_new(
    journey: Journey,
) -> None:
    _take_part(journey)
    said = next(each for each in journey.general.messages if ADDRESS in each.text)
    thanks = next(each for each in journey.general.messages if TOLD in each.text)
    _forget(journey, blocks.FORGET)
    before = (_figures(journey), _points(journey))
    journey.ana.edit(said, f"edited since: {ADDRESS}")
    journey.bo.edit(thanks, f"<@U1> ++ for {TOLD} again")
    journey.cy.react(said, "raised_hands")
    journey.settle()
    assert not _is_known(journey)
    assert ADDRESS not in _stored(journey)
    assert (_figures(journey), _points(journey)) == before
    _later(journey)
    journey.cy.post(journey.general, "<@U1> ++ for being here again, as somebody new")
    journey.wait_until(lambda: ("U3", "U1", "1") in journey.live_kudos())
    assert len([row for row in journey.export() if row.live and row.kind == "kudos"]) == 3


def test_who_is_left_out_too_is_read_no_more_until_they_come_back(journey: Journey) -> None:
    _take_part(journey)
    _later(journey)
    members = journey.app.toolbox.read(count_members, "T1")
    journey.ana.command("/we", "forget-me", channel=journey.general)
    assert journey.ana.modal is not None
    journey.ana.click(journey.ana.modal, blocks.FORGET_AND_LEAVE_OUT)
    journey.wait_until(lambda: journey.app.toolbox.read(count_members, "T1") == members - 1)
    journey.wait_until(lambda: not journey.has_work())
    journey.settle()
    assert "'U1'" not in _stored(journey)
    kudos = len(journey.live_kudos())
    _later(journey)
    journey.ana.post(journey.general, "<@U2> ++ for the words that nobody shall keep")
    journey.cy.post(journey.general, "<@U1> ++ for what is not to be kept either")
    journey.ana.change(display_name="Ana Neu")
    journey.settle()
    assert len(journey.live_kudos()) == kudos
    assert "Ana Neu" not in _stored(journey)
    left = journey.ana.command("/we", "leave", channel=journey.general)
    assert left.shown is not None
    assert "left out" in left.text
    journey.ana.click(left.shown, "preferences.come_back")
    _later(journey)
    journey.ana.post(journey.general, "<@U2> ++ for the words that count again, from somebody new")
    journey.wait_until(lambda: len(journey.live_kudos()) == kudos + 1)


@pytest.mark.parametrize("again", [blocks.FORGET, blocks.FORGET_AND_LEAVE_OUT])
def test_a_second_press_finds_nothing_more_to_do(journey: Journey, again: str) -> None:
    _take_part(journey)
    journey.ana.command("/we", "forget-me", channel=journey.general)
    view: Any = journey.ana.modal
    journey.ana.click(view, blocks.FORGET)
    journey.ana.command("/we", "forget-me", channel=journey.general)
    view = journey.ana.modal
    journey.ana.click(view, again)
    journey.wait_until(lambda: not journey.has_work())
    journey.settle()
    assert journey.app.toolbox.run(rebuild, "T1", check=True) == []
    assert "'U1'" not in _stored(journey)


def _later(journey: Journey) -> None:
    passed = timedelta(hours=1)
    journey.clock.set(journey.clock.now() + passed)
    journey.sandbox.advance(passed.total_seconds())
