"""What the board shows of questions: who helped quietly, which older answers went on helping."""

from datetime import datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.jobs import board_impact, board_quietly, board_section
from slackapp.features.questions.rules.facts import Mark
from slackapp.features.questions.store import talk
from slackapp.features.questions.use_cases.board import find_impact, list_helped_quietly, read_weeks
from slackapp.slack.thanks_button import SAY_THANKS, ThankedFor, read_thanked_for
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import set_kind
from slackapp.workspace.people import hide_name, leave_out
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    QUESTION,
    at,
    hear,
    known,
    message,
    reaction,
    ts,
)

WEEK = Week(2026, 47)
NEXT_MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+00:00")


def helped(tx: Transaction, *, by: str = "UBO", minute: float = 0) -> None:
    """Ana asks on Wednesday, and somebody answers."""
    hear(
        tx,
        message(tx, QUESTION, minute=minute),
        message(tx, ANSWER, by=by, minute=minute + 1, to=minute),
    )


def marked(tx: Transaction, *people: str, days: float, live: bool = True) -> None:
    """They mark Bo's answer as helping them too, so many days after it was given."""
    for person in people:
        key, when = known(tx, person).key, at(1) + int(days * 86_400_000_000)
        mark = Mark(ts=ts(1), person=key, sign="helped", at=when, live=live)
        assert talk.save_mark(tx, "C2", mark)


def test_who_answered_and_has_no_thanks_is_named_with_a_button(workspace: Database) -> None:
    with transaction(workspace, now=NEXT_MONDAY) as tx:
        helped(tx)
        section = board_quietly(tx, WEEK)
        assert section is not None
        [block] = section.blocks
        assert block["text"]["text"].startswith("*Helped quietly*\nBo, on ")
        assert "Ana" not in str(block)
        button = block["accessory"]
        assert (button["text"]["text"], button["action_id"]) == ("Say thanks", SAY_THANKS)
        assert read_thanked_for(button["value"]) == ThankedFor("C2", ts(1), ts(0), "UBO")
        assert section.text.startswith("Helped quietly\n• Bo, on ")


def test_who_was_thanked_meanwhile_is_not(workspace: Database) -> None:
    with transaction(workspace, now=NEXT_MONDAY) as tx:
        helped(tx)
        hear(tx, reaction(tx, on=1))
        assert board_quietly(tx, WEEK) is None


def test_each_helper_stands_once_and_three_at_most(workspace: Database) -> None:
    with transaction(workspace, now=NEXT_MONDAY) as tx:
        for place, helper in enumerate(("UBO", "UBO", "UCY", "UDI")):
            helped(tx, by=helper, minute=10 * place)
        names = [one.helper for one in list_helped_quietly(tx, WEEK)]
        assert names == ["Bo", "Cy", "Di"]
        assert list_helped_quietly(tx, WEEK.previous()) == []


@pytest.mark.parametrize("hidden", ["name", "left out", "channel"])
def test_who_is_not_to_be_named_did_it_more_quietly_still(workspace: Database, hidden: str) -> None:
    with transaction(workspace, now=NEXT_MONDAY) as tx:
        helped(tx)
        assert len(list_helped_quietly(tx, WEEK)) == 1
        bo = known(tx, "UBO").key
        if hidden == "name":
            hide_name(tx, bo, hides_name=True)
        elif hidden == "left out":
            leave_out(tx, bo, left_out=True)
        else:
            set_kind(tx, "C2", kind="private")
        assert list_helped_quietly(tx, WEEK) == []


def test_weeks_read_at_once_are_those_read_one_by_one(workspace: Database) -> None:
    """Thanked counts in the week of the thanks alone: Cy is thanked in that after the answer."""
    week = 7 * 24 * 60
    with transaction(workspace, now=NEXT_MONDAY + timedelta(days=7)) as tx:
        for place, helper in enumerate(("UBO", "UCY", "UDI")):
            helped(tx, by=helper, minute=10 * place)
        helped(tx, minute=week)
        hear(tx, reaction(tx, on=1), reaction(tx, on=week + 1, minute=week + 10))
        hear(tx, reaction(tx, on=11, author="UCY", minute=week))
        weeks = [WEEK.previous(), WEEK, WEEK.next()]
        together = read_weeks(tx, weeks)
        assert together == [read_weeks(tx, [one])[0] for one in weeks]
        assert [(one.asked, one.helpers, one.thanked) for one in together] == [
            (0, 0, 0),
            (3, 3, 1),
            (1, 1, 1),
        ]


def test_an_older_answer_that_went_on_helping_is_told(workspace: Database) -> None:
    with transaction(workspace, now=NEXT_MONDAY) as tx:
        helped(tx)
        marked(tx, "UCY", "UDI", days=7)
        section = board_impact(tx, WEEK.next())
        assert section is not None
        assert section.text == "Because of last month: Bo's answer in #it helped 2 more people"
        assert board_impact(tx, WEEK) is None  # the week in which it was given


def test_own_marks_and_those_taken_off_help_nobody(workspace: Database) -> None:
    with transaction(workspace, now=NEXT_MONDAY) as tx:
        helped(tx)
        marked(tx, "UBO", days=7)
        marked(tx, "UCY", days=7, live=False)
        assert find_impact(tx, WEEK.next()) is None


@pytest.mark.parametrize("hidden", ["name", "reader left out", "channel"])
def test_impact_names_and_counts_nobody_it_must_not(workspace: Database, hidden: str) -> None:
    with transaction(workspace, now=NEXT_MONDAY + timedelta(days=7)) as tx:
        helped(tx)
        marked(tx, "UCY", days=7)
        assert find_impact(tx, WEEK.next()) is not None
        if hidden == "name":
            hide_name(tx, known(tx, "UBO").key, hides_name=True)
        elif hidden == "reader left out":
            leave_out(tx, known(tx, "UCY").key, left_out=True)
        else:
            set_kind(tx, "C2", kind="private")
        assert find_impact(tx, WEEK.next()) is None


def test_what_waits_is_said_in_a_quiet_week_too(workspace: Database) -> None:
    with transaction(workspace, now=NEXT_MONDAY) as tx:
        hear(tx, *(message(tx, QUESTION, minute=minute) for minute in (0, 10, 20, 30)))
        section = board_section(tx, WEEK)
        assert section is not None
        assert section.when_quiet == "4 questions still wait."
        assert section.text.count("•") == 3
