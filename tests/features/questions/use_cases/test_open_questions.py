"""Once a morning a channel is shown what nobody there has answered, and how it went on."""

from datetime import datetime

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.store import questions
from slackapp.features.questions.use_cases.open_questions import OFFER
from slackapp.intake.message_index import index_messages
from slackapp.slack.lines import fill, places_in
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.hours import HoursSettings
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace, set_zone
from tests.builders.databases import transaction
from tests.builders.statements import sent_to
from tests.features.questions.builders import ANSWER, QUESTION, hear, message, question_at
from tests.features.questions.nudging import (
    at,
    found,
    labels,
    nudge,
    press,
    send,
    text,
    undo,
    value,
    wanted,
)

THURSDAY_TEN = at(19, 10)
DAY = 24 * 60


def ask_on_wednesday(database: Database, *, minute: float = 0, channel: str = "C2") -> None:
    with transaction(database, now=at(18, 12)) as tx:
        hear(tx, message(tx, QUESTION, minute=minute, channel=channel))


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (at(19, 9, 59), 0),
        (at(19, 10), 1),
        (at(19, 11, 59), 1),
        (at(19, 12), 0),  # late beyond its use: after an outage nothing is caught up
        (at(19, 14), 0),
        (at(21, 10), 0),  # a Saturday
        (at(23, 10), 1),
    ],
)
def test_it_is_shown_at_ten_on_working_days(workspace: Database, now: datetime, count: int) -> None:
    ask_on_wednesday(workspace)
    wants = found(workspace, OFFER, now)
    assert len(wants) == count
    for want in wants:
        assert (want.channel_id, want.audience, want.people) == ("C2", "public", ())
        assert (want.not_before.hour, want.until.hour) == (10, 12)


def test_not_on_a_public_holiday(workspace: Database) -> None:
    with transaction(workspace, now=at(23, 12, month=12)) as tx:
        hear(tx, message(tx, QUESTION, minute=35 * DAY))
        assert len(wanted_at(tx, at(25, 10, month=12))) == 1
        save_settings(tx, HoursSettings(country="DE"))
        assert wanted_at(tx, at(25, 10, month=12)) == []  # a Friday, Christmas


def wanted_at(tx: Transaction, now: datetime) -> list[str]:
    later = Transaction(
        session=tx.session, workspace_id="T1", now=now, durable_queue=tx.durable_queue
    )
    return [one.subject for one in wanted(later, OFFER)]


def test_ten_is_ten_by_the_workspace_s_clock_on_both_sides_of_a_change(
    workspace: Database,
) -> None:
    with transaction(workspace, now=at(26, 12, month=3)) as tx:
        set_zone(tx, "Europe/Berlin")
        hear(tx, message(tx, QUESTION, minute=-(237 * DAY)))  # 26 March, a Thursday
        assert wanted_at(tx, at(27, 8, 59, month=3)) == []
        assert wanted_at(tx, at(27, 9, month=3)) == ["C2:2026-03-27"]
        # the clocks go forward on Sunday, 29 March
        assert wanted_at(tx, at(30, 7, 59, month=3)) == []
        assert wanted_at(tx, at(30, 8, month=3)) == ["C2:2026-03-30"]


def test_only_what_waits_for_four_working_hours(workspace: Database) -> None:
    ask_on_wednesday(workspace, minute=60 * 3)  # at 15:00: two hours on Wednesday
    assert found(workspace, OFFER, at(19, 10, 59)) == []
    assert len(found(workspace, OFFER, at(19, 11))) == 1


def test_it_waits_while_people_talk_in_the_channel(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    with transaction(workspace, now=THURSDAY_TEN) as tx:
        index_messages(tx, [message(tx, "Good morning!", by="UDI", minute=22 * 60 - 5)])
        index_messages(tx, [message(tx, "Hello", by="UDI", minute=22 * 60 + 1, channel="C1")])
    assert found(workspace, OFFER, THURSDAY_TEN) == []
    assert found(workspace, OFFER, at(19, 10, 4)) == []
    assert len(found(workspace, OFFER, at(19, 10, 6))) == 1


def test_what_is_answered_taken_or_imported_waits_for_nobody(workspace: Database) -> None:
    with transaction(workspace, now=at(18, 12)) as tx:
        hear(
            tx,
            message(tx, QUESTION, minute=0),
            message(tx, ANSWER, by="UBO", minute=1, to=0),
            message(tx, QUESTION, minute=2, imported=True),
        )
    assert found(workspace, OFFER, THURSDAY_TEN) == []


def test_what_was_asked_before_the_app_was_there_is_let_be(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    assert len(found(workspace, OFFER, THURSDAY_TEN)) == 1
    with transaction(workspace, now=at(18, 12)) as tx:
        record = WorkspaceRecord(
            name="Acme", bot_user_id="UBOT", bot_id="B", app_id="A1", recording_since=at(18, 13)
        )
        save_workspace(tx, record)
    assert found(workspace, OFFER, THURSDAY_TEN) == []


def test_five_lines_oldest_first_without_names_and_the_number_of_the_others(
    workspace: Database,
) -> None:
    for minute in range(7):
        ask_on_wednesday(workspace, minute=minute * 2)
    with transaction(workspace, now=THURSDAY_TEN) as tx:
        [want] = wanted(tx, OFFER)
        said = OFFER.ask(tx, nudge(want))
        assert labels(said) == ["I'll take it"] * 5
        ids = [question_at(tx, minute * 2).question.question_id for minute in range(7)]
        assert [value(said, "I'll take it", nth=nth) for nth in range(5)] == ids[:5]
        assert "2 more wait: `/we questions`" in text(said)
        assert "Ana" not in text(said)
        assert "<@" not in text(said)


def test_names_in_a_question_s_words_ping_nobody(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    with transaction(workspace, now=THURSDAY_TEN) as tx:
        [want] = wanted(tx, OFFER)
        said = text(OFFER.ask(tx, nudge(want)))
        [place] = places_in(said)
        filled = fill(said, {place: "<!channel> <@U1> how?"})
    assert "<!channel>" not in filled
    assert "<@U1>" not in filled


def test_a_question_is_listed_on_two_days_at_most(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    for day in (19, 20):
        with transaction(workspace, now=at(day, 10)) as tx:
            [want] = wanted(tx, OFFER)
            send(tx, OFFER, nudge(want))
            assert len(wanted(tx, OFFER)) == 1  # the same again is the same
    assert found(workspace, OFFER, at(23, 10)) == []
    ask_on_wednesday(workspace, minute=3, channel="G1")
    assert [one.channel_id for one in found(workspace, OFFER, at(23, 10))] == ["G1"]
    ask_on_wednesday(workspace, minute=5)
    with transaction(workspace, now=at(23, 10)) as tx:
        want = next(one for one in wanted(tx, OFFER) if one.channel_id == "C2")
        said = OFFER.ask(tx, nudge(want))
        assert value(said, "I'll take it") == question_at(tx, 5).question.question_id


def test_the_post_follows_what_becomes_of_its_lines(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    ask_on_wednesday(workspace, minute=5)
    with transaction(workspace, now=THURSDAY_TEN) as tx:
        [want] = wanted(tx, OFFER)
        asked = nudge(want)
        first, second = (question_at(tx, each).question.question_id for each in (0, 5))
        send(tx, OFFER, asked)
        press(tx, OFFER, asked, "UBO", first)
        taken = OFFER.ask(tx, asked)
        assert "somebody is on it" in text(taken)
        assert "Bo" not in text(taken)
        assert value(taken, "I'll take it") == second
        hear(tx, message(tx, ANSWER, by="UBO", minute=22 * 60 + 2, to=0))
        hear(tx, message(tx, ANSWER, by="UCY", minute=22 * 60 + 2.5, to=5))
        closed = OFFER.ask(tx, asked)
        assert labels(closed) == []
        assert text(closed).count("✓ answered") == 2
        assert text(closed).count("~") == 4
        assert "found somebody" in text(closed)


def test_nothing_is_posted_when_all_of_it_was_answered_meanwhile(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    with transaction(workspace, now=THURSDAY_TEN) as tx:
        [want] = wanted(tx, OFFER)
        hear(tx, message(tx, ANSWER, by="UBO", minute=22 * 60, to=0))
        assert OFFER.ask(tx, nudge(want)) is None


def test_taking_one_is_undone_and_the_asker_is_told_kindly(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    with transaction(workspace, now=THURSDAY_TEN) as tx:
        [want] = wanted(tx, OFFER)
        asked, question_id = nudge(want), question_at(tx).question.question_id
        for _ in range(2):
            done = press(tx, OFFER, asked, "UBO", question_id)
        assert done.can_undo
        with pytest.raises(Refusal, match="on it already"):
            press(tx, OFFER, asked, "UCY", question_id)
        undo(tx, OFFER, asked, "UBO", question_id)
        assert question_at(tx).state == "open"
        with pytest.raises(Refusal, match="your own question"):
            press(tx, OFFER, asked, "UANA", question_id)
        with pytest.raises(Refusal, match="old message"):
            press(tx, OFFER, asked, "UBO", "C2:1.000001")


def test_each_channel_has_its_own_and_a_private_one_is_shown_nowhere_else(
    workspace: Database,
) -> None:
    ask_on_wednesday(workspace)
    ask_on_wednesday(workspace, minute=3, channel="G1")
    with transaction(workspace, now=THURSDAY_TEN) as tx:
        wants = {one.channel_id: one for one in wanted(tx, OFFER)}
        assert {each: one.audience for each, one in wants.items()} == {
            "C2": "public",
            "G1": "private",
        }
        public = text(OFFER.ask(tx, nudge(wants["C2"])))
        assert question_at(tx, 3, channel="G1").question.ts not in public
        assert "G1" not in public


def test_out_of_hours_it_costs_a_look_at_the_settings_alone(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    with sent_to(workspace.engine) as statements:
        assert found(workspace, OFFER, at(19, 14)) == []
    assert len(statements) <= 3
    with sent_to(workspace.engine) as statements:
        assert len(found(workspace, OFFER, THURSDAY_TEN)) == 1
    assert len(statements) <= 8


def test_another_workspace_s_questions_are_not_seen(workspace: Database) -> None:
    ask_on_wednesday(workspace)
    with transaction(workspace, now=THURSDAY_TEN, workspace_id="T2") as tx:
        record = WorkspaceRecord(
            name="Other", bot_user_id="UBOT", bot_id="B", app_id="A1", recording_since=at(1, 1)
        )
        save_workspace(tx, record)
        assert wanted(tx, OFFER) == []
        assert questions.list_unplaced(tx) == []
