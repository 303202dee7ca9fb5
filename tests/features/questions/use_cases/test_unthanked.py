"""On Thursdays somebody may be shown who helped them and has no thanks from them yet."""

from datetime import timedelta
from functools import partial

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.shown import Doing
from slackapp.features.questions.use_cases.answering import Pressed
from slackapp.features.questions.use_cases.answering import press as say
from slackapp.features.questions.use_cases.unthanked import OFFER
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.people import PersonRecord, leave_out, save_people
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    NOON,
    QUESTION,
    hear,
    known,
    message,
    question_at,
    reaction,
    stands,
)
from tests.features.questions.nudging import (
    at,
    found,
    labels,
    names,
    nudge,
    press,
    send,
    text,
    undo,
    value,
    wanted,
)

THURSDAY = at(19, 10)
OTHER_ANSWER = "Or call the service desk, they have a script for that."


def helped(tx: Transaction, *, channel: str = "C2", imported: bool = False) -> None:
    """Ana is helped by Bo and Cy on Wednesday."""
    said = partial(message, tx, channel=channel, imported=imported)
    hear(
        tx,
        said(QUESTION),
        said(ANSWER, by="UBO", minute=1, to=0),
        said(OTHER_ANSWER, by="UCY", minute=2, to=0),
    )


def test_it_is_for_those_who_asked_for_it_and_stands_on_home() -> None:
    assert (OFFER.way, OFFER.opt_in, OFFER.on_home) == ("direct_message", True, True)


def test_on_thursdays_in_the_asker_s_own_hours(workspace: Database) -> None:
    with transaction(workspace) as tx:
        save_people(tx, [PersonRecord(slack_id="UANA", name="Ana", timezone="Asia/Tokyo")])
        helped(tx)
    assert found(workspace, OFFER, at(18, 23, 59)) == []  # 08:59 on Thursday in Tokyo
    [want] = found(workspace, OFFER, at(19, 0))
    assert (want.subject, want.not_before, want.until) == ("2026-W47", at(19, 0), at(19, 8))
    assert found(workspace, OFFER, at(19, 8)) == []
    assert found(workspace, OFFER, at(20, 4)) == []


def test_who_asked_is_shown_each_helper_once_with_one_tap_thanks(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        assert names(tx, want) == ["Ana"]
        said = OFFER.ask(tx, nudge(want))
        assert said is not None
        assert [one.markup.partition(",")[0] for one in said.lines] == ["Bo", "Cy"]
        assert labels(said) == ["Say thanks"] * 2


def test_thanks_are_recorded_shown_undone_and_settle_it(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        asked = nudge(want)
        said = send(tx, OFFER, asked)
        first, second = (value(said, "Say thanks", nth=nth) for nth in range(2))
        press(tx, OFFER, asked, "UANA", first)
        assert stands(tx) == {("acknowledgement", "Ana", "Bo")}
        half = OFFER.ask(tx, asked)
        assert labels(half) == ["Say thanks"]
        assert "✓ thanked" in text(half)
        undo(tx, OFFER, asked, "UANA", first)
        assert labels(OFFER.ask(tx, asked)) == ["Say thanks"] * 2
        for thanks in (first, second):
            press(tx, OFFER, asked, "UANA", thanks)
        assert OFFER.ask(tx, asked) is None
        assert wanted(tx, OFFER) == []


def test_whoever_was_thanked_in_any_way_is_left_out(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        hear(tx, reaction(tx, on=1))
        [want] = wanted(tx, OFFER)
        assert "Bo" not in text(OFFER.ask(tx, nudge(want)))
        hear(tx, message(tx, "<@UCY> thank you!", minute=20, to=0))
        assert wanted(tx, OFFER) == []


def test_somebody_else_s_thanks_are_not_the_asker_s(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        hear(tx, message(tx, "<@UBO> <@UCY> thanks!", by="UDI", minute=20, to=0))
        [want] = wanted(tx, OFFER)
        assert labels(OFFER.ask(tx, nudge(want))) == ["Say thanks"] * 2


@pytest.mark.parametrize(
    "why", ["private", "private by now", "imported", "deleted", "still_open", "solved"]
)
def test_some_questions_are_let_be(workspace: Database, why: str) -> None:
    with transaction(workspace, now=NOON + timedelta(hours=1)) as tx:
        helped(tx, channel="G1" if why == "private" else "C2", imported=why == "imported")
        if why == "private by now":
            record = ChannelRecord(channel_id="C2", name="it", kind="private", app_is_member=True)
            save_channels(tx, [record])
        if why == "deleted":
            hear(tx, message(tx, "", edited=30, deleted=True))
        if why in {"still_open", "solved"}:
            question_id = question_at(tx).question.question_id
            doing: Doing = "still_open" if why == "still_open" else "solved"
            say(tx, Pressed(person_id="UANA", question_id=question_id), doing)
    assert found(workspace, OFFER, THURSDAY) == []


def test_who_was_left_out_is_not_named(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        leave_out(tx, known(tx, "UBO").key, left_out=True)
        [want] = wanted(tx, OFFER)
        assert "Bo" not in text(OFFER.ask(tx, nudge(want)))


def test_an_answer_that_is_gone_is_said_kindly(workspace: Database) -> None:
    with transaction(workspace, now=THURSDAY) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        thanks = value(send(tx, OFFER, nudge(want)), "Say thanks")
        hear(tx, message(tx, "", by="UBO", minute=1, to=0, edited=30, deleted=True))
        with pytest.raises(Refusal, match="old message"):
            press(tx, OFFER, nudge(want), "UANA", thanks)
