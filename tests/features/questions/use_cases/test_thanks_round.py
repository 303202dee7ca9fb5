"""On Thursdays a channel is shown good answers nobody thanked; thanks in one tap, and undone."""

from datetime import datetime

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.use_cases.thanks_round import OFFER
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import give
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.hours import HoursSettings
from slackapp.workspace.people import hide_name, leave_out
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import set_zone
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    QUESTION,
    hear,
    known,
    message,
    reaction,
    stands,
    ts,
)
from tests.features.questions.builders import at as micros_at
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

THREE = at(19, 15)
THANKED = ("acknowledgement", "Di", "Bo")


def helped(tx: Transaction, *, by: str = "UBO", minute: float = 0, channel: str = "C2") -> None:
    """Ana asks on Wednesday, and somebody answers."""
    hear(
        tx,
        message(tx, QUESTION, minute=minute, channel=channel),
        message(tx, ANSWER, by=by, minute=minute + 1, to=minute, channel=channel),
    )


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (at(19, 14, 59), 0),
        (THREE, 1),
        (at(19, 16, 59), 1),
        (at(19, 17), 0),
        (at(18, 15), 0),
        (at(20, 15), 0),
        (at(26, 15), 0),  # the next week's answers
    ],
)
def test_it_is_shown_on_thursdays_at_three(workspace: Database, now: datetime, count: int) -> None:
    with transaction(workspace) as tx:
        helped(tx)
    wants = found(workspace, OFFER, now)
    assert [one.subject for one in wants] == ["C2:2026-W47"] * count


def test_three_is_three_by_the_workspace_s_clock(workspace: Database) -> None:
    with transaction(workspace) as tx:
        set_zone(tx, "America/New_York")
        helped(tx)
    assert found(workspace, OFFER, THREE) == []
    assert len(found(workspace, OFFER, at(19, 20))) == 1


def test_not_on_a_holiday(workspace: Database) -> None:
    with transaction(workspace, now=at(25, 13)) as tx:
        save_settings(tx, HoursSettings(country="US"))
        helped(tx, minute=7 * 24 * 60)
    assert found(workspace, OFFER, at(26, 15)) == []  # Thanksgiving
    with transaction(workspace) as tx:
        save_settings(tx, HoursSettings(country=None))
    assert len(found(workspace, OFFER, at(26, 15))) == 1


def test_an_answer_somebody_thanked_is_left_out(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped(tx)
        hear(tx, reaction(tx, on=1))
    assert found(workspace, OFFER, THREE) == []


def test_kudos_of_who_asked_are_thanks_too(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped(tx)
        source = Source("command:1", "C1", None, "public")
        act = Act("kudos", known(tx, "UANA").key, known(tx, "UBO").key)
        give(tx, source, [act], micros_at(5))
    assert found(workspace, OFFER, THREE) == []


def test_it_names_who_answered_and_links_the_answer_and_never_names_who_asked(
    workspace: Database,
) -> None:
    with transaction(workspace, now=THREE) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        said = OFFER.ask(tx, nudge(want))
        [line] = said.lines if said else ()
        assert line.markup.startswith("Bo, on <https://acme.slack.com/archives/C2/p")
        assert f"p{ts(1).replace('.', '')}" in line.markup
        assert "Ana" not in text(said)
        assert labels(said) == ["Say thanks"]


def test_three_lines_at_most_one_each(workspace: Database) -> None:
    with transaction(workspace, now=THREE) as tx:
        for minute, helper in enumerate(("UBO", "UBO", "UCY", "UDI")):
            helped(tx, by=helper, minute=minute * 5)
        hear(tx, message(tx, QUESTION, by="UBO", minute=30))
        hear(tx, message(tx, ANSWER, by="UANA", minute=31, to=30))
        [want] = wanted(tx, OFFER)
        said = OFFER.ask(tx, nudge(want))
        assert said is not None
        assert [one.markup.partition(",")[0] for one in said.lines] == ["Bo", "Cy", "Di"]


@pytest.mark.parametrize("who", ["guest", "hidden", "left_out"])
def test_some_are_named_to_nobody(workspace: Database, who: str) -> None:
    with transaction(workspace, now=THREE) as tx:
        helped(tx, by="UGUS" if who == "guest" else "UBO")
        if who == "hidden":
            hide_name(tx, known(tx, "UBO").key, hides_name=True)
        if who == "left_out":
            leave_out(tx, known(tx, "UBO").key, left_out=True)
    assert found(workspace, OFFER, THREE) == []


def test_who_hides_their_name_later_is_gone_from_the_post(workspace: Database) -> None:
    with transaction(workspace, now=THREE) as tx:
        helped(tx)
        helped(tx, by="UCY", minute=5)
        [want] = wanted(tx, OFFER)
        send(tx, OFFER, nudge(want))
        hide_name(tx, known(tx, "UBO").key, hides_name=True)
        said = text(OFFER.ask(tx, nudge(want)))
        assert "Bo" not in said
        assert "Cy" in said


def test_a_private_channel_has_none_also_when_it_became_private_later(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped(tx, channel="G1")
    assert found(workspace, OFFER, THREE) == []
    with transaction(workspace) as tx:
        helped(tx)
        record = ChannelRecord(channel_id="C2", name="it", kind="private", app_is_member=True)
        save_channels(tx, [record])
    assert found(workspace, OFFER, THREE) == []


def test_what_was_asked_in_private_stays_so_when_its_channel_is_opened(
    workspace: Database,
) -> None:
    with transaction(workspace) as tx:
        helped(tx, channel="G1")
        save_channels(tx, [ChannelRecord(channel_id="G1", name="quiet", app_is_member=True)])
    assert found(workspace, OFFER, THREE) == []


def test_thanks_are_recorded_once_seen_in_the_line_and_undone(workspace: Database) -> None:
    with transaction(workspace, now=THREE) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        asked = nudge(want)
        thanks = value(send(tx, OFFER, asked), "Say thanks")
        for _ in range(2):
            done = press(tx, OFFER, asked, "UDI", thanks)
            assert (done.markup, done.can_undo) == ("Thanks recorded. Bo will see it.", True)
        assert stands(tx) == {THANKED}
        said = OFFER.ask(tx, asked)
        assert labels(said) == []
        assert "✓ thanked" in text(said)
        assert "every one of them was thanked" in text(said)
        for _ in range(2):
            undo(tx, OFFER, asked, "UDI", thanks)
        assert stands(tx) == set()
        assert labels(OFFER.ask(tx, asked)) == ["Say thanks"]


def test_nobody_thanks_themselves_and_old_buttons_answer_kindly(workspace: Database) -> None:
    with transaction(workspace, now=THREE) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        thanks = value(OFFER.ask(tx, nudge(want)), "Say thanks")
        with pytest.raises(Refusal, match="your own answer"):
            press(tx, OFFER, nudge(want), "UBO", thanks)
        hear(tx, message(tx, "", by="UBO", minute=1, to=0, edited=30, deleted=True))
        with pytest.raises(Refusal, match="old message"):
            press(tx, OFFER, nudge(want), "UDI", thanks)
        with pytest.raises(Refusal, match="old message"):
            press(tx, OFFER, nudge(want), "UDI", "nonsense")
        assert stands(tx) == set()


def test_it_waits_no_more_when_everybody_was_thanked_before_it_was_sent(
    workspace: Database,
) -> None:
    with transaction(workspace, now=THREE) as tx:
        helped(tx)
        [want] = wanted(tx, OFFER)
        hear(tx, reaction(tx, on=1))
        assert OFFER.ask(tx, nudge(want)) is None


def test_what_was_imported_is_let_be(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION, imported=True),
            message(tx, ANSWER, by="UBO", minute=1, to=0, imported=True),
        )
    assert found(workspace, OFFER, THREE) == []
