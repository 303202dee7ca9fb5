"""A receipt tells why; what seems wrong reaches the admins once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.receipts.rules import ReceiptShown
from slackapp.features.receipts.use_cases import show_receipt, tell_admins, word_note
from slackapp.ledger.score_settings import change_score
from slackapp.outbox.models import Post
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import set_kind
from slackapp.workspace.models import PersonRow
from slackapp.workspace.people import (
    PersonRecord,
    find_people,
    hide_name,
    leave_out,
    save_people,
)
from tests.builders.databases import transaction
from tests.features.receipts.builders import NOON, Giving, open_workspace

WEEK = Week(2026, 47)


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with transaction(database, now=NOON) as tx:
        open_workspace(tx)
        yield tx


@pytest.fixture
def giving(tx: Transaction) -> Giving:
    return Giving(tx)


def _ana(tx: Transaction, words: str = "") -> ReceiptShown:
    return show_receipt(tx, person_id="UANA", words=words)


def _told(shown: ReceiptShown) -> list[tuple[str, str, str, str]]:
    """Kind, whom, points and factors of each line."""
    return [
        (
            line.kind,
            " ".join(line.names),
            str(line.points.normalize()),
            " ".join(factor.kind for factor in line.factors),
        )
        for line in shown.lines
        if line.kind != "new_connection"
    ]


def test_each_contribution_is_a_line_with_what_made_it_count(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Ana", "Bo")
    giving.give("Ana", "Bo", bare=True)
    giving.give("Ana", "Bo", "Cy", "Di", "Eva", party="S1")
    giving.give("Ana", "Cy", kind="answer")
    giving.give("Ana", "Cy", kind="credit", audience="private")
    assert _told(_ana(tx)) == [
        ("kudos", "Bo", "1", ""),
        ("kudos", "Bo", "0.25", "bare again"),
        ("kudos", "Bo Cy Di Eva", "0.8125", "group again"),
        ("answer", "Cy", "3", ""),
        ("credit", "Cy", "0", "private"),
    ]


def test_past_the_cap_lines_say_so_and_the_one_that_reaches_it_counts_in_part(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Ana", "Bo", bare=True)
    for receiver in ("Cy", "Di", "Eva", "Fay", "Gus", "Bo"):
        giving.give("Ana", receiver)
    *_, cut, past = _told(_ana(tx))
    assert cut == ("kudos", "Gus", "0.75", "cut_by_cap")
    assert past == ("kudos", "Bo", "0", "past_cap")


def test_of_a_link_it_tells_who_found_it_useful_now_and_that_it_counted_before(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Ana", "Bo", "Cy", kind="link", party="a link")
    assert _told(_ana(tx)) == [("link", "Bo Cy", "2.5", "more_people")]
    assert _ana(tx).lines[0].factors[0].points == Decimal("0.5")


def test_new_connections_come_last_and_past_three_they_count_nothing(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Bo", "Ana")
    for receiver in ("Cy", "Di", "Eva"):
        giving.give("Ana", receiver)
    met = [line for line in _ana(tx).lines if line.kind == "new_connection"]
    assert [line.names for line in met] == [("Bo",), ("Cy",), ("Di",), ("Eva",)]
    assert [line.points for line in met] == [1, 1, 1, 0]
    assert [factor.count for factor in met[-1].factors] == [3]
    assert tuple(_ana(tx).lines[-4:]) == tuple(met)


def test_of_connections_that_count_nothing_only_ten_are_shown(
    tx: Transaction, giving: Giving
) -> None:
    slack_ids = [f"U{number}" for number in range(20)]
    save_people(tx, [PersonRecord(slack_id=one, name=one) for one in slack_ids])
    giving.keys = {**giving.keys, **{one: find_people(tx, [one])[one].key for one in slack_ids}}
    giving.give("Ana", *slack_ids)
    shown = _ana(tx)
    assert (len(shown.of("connections")), shown.more) == (13, 7)
    assert sum(line.points for line in shown.lines) == 5 + 3


def test_it_follows_the_policy_of_its_week(tx: Transaction, giving: Giving) -> None:
    change_score(tx, {"kudos": "0", "answer": "1.5"})
    giving.give("Ana", "Bo", weeks_ago=-1)
    giving.give("Ana", "Bo", kind="answer", weeks_ago=-1)
    with pytest.raises(Refusal, match="still to come"):
        _ana(tx, "2026-W48")
    assert _told(_ana(replace(tx, now=NOON + timedelta(days=7)))) == [
        ("kudos", "Bo", "0", "weightless"), ("answer", "Bo", "1.5", "")
    ]  # fmt: skip


def test_a_line_leads_to_its_message_where_every_member_may_look(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Ana", "Bo")
    giving.give("Ana", "Cy", audience="private")
    assert [line.url for line in _ana(tx).lines if line.kind == "kudos"] == [
        "https://acme.slack.com/archives/C1/p1794823200000000",
        "",
    ]
    set_kind(tx, "C1", kind="private")
    assert not any(line.url for line in _ana(tx).lines)


def test_a_guest_s_lines_are_worth_nothing(tx: Transaction, giving: Giving) -> None:
    giving.give("Gus", "Ana", kind="answer")
    shown = show_receipt(tx, person_id="UGUS", words="")
    assert not shown.scores
    assert {line.points for line in shown.lines} == {0}


def test_who_left_or_was_forgotten_is_not_named_and_who_hides_only_by_those_they_know(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Ana", "Bo", "Cy", "Di")
    giving.give("Eva", "Ana")
    leave_out(tx, giving.keys["Bo"], left_out=True)
    forgotten = tx.session.get_one(PersonRow, ("T1", giving.keys["Cy"]))
    forgotten.slack_id, forgotten.name = None, ""
    for hiding in ("Di", "Eva"):
        hide_name(tx, giving.keys[hiding], hides_name=True)
    tx.session.flush()
    lines = _ana(tx).lines
    gone = "somebody who left"
    thanked = sorted(line.names for line in lines if line.kind == "kudos")
    assert thanked == [("",), ("Di",), (gone,)]
    met = sorted(line.names for line in lines if line.kind == "new_connection")
    assert met == [("",), ("",), ("",), (gone,)]


def test_who_is_left_out_or_not_met_has_no_receipt(tx: Transaction, giving: Giving) -> None:
    giving.give("Ana", "Bo")
    leave_out(tx, giving.keys["Ana"], left_out=True)
    assert _ana(tx).left_out
    assert show_receipt(tx, person_id="UNEVER", words="").lines == ()


@pytest.mark.parametrize("words", ["banana", "2026-W99", "last year"])
def test_nonsense_is_answered_with_what_can_be_typed(tx: Transaction, words: str) -> None:
    with pytest.raises(Refusal, match="/we me 2026-W46"):
        _ana(tx, words)


def _tell(tx: Transaction, *, by: str = "UBO", note_id: str = "V1", **more: str) -> tuple[str, ...]:
    asked = {"line": "", "words": "I thanked Eva, too.", **more}
    return tell_admins(tx, person_id=by, week=WEEK, note_id=note_id, **asked)


def _posts(tx: Transaction) -> list[tuple[str, str]]:
    posts = select(Post.channel_id, Post.subject).where(Post.workspace_id == "T1")
    found = tx.session.execute(posts.order_by(Post.channel_id))
    return [(channel_id, subject) for channel_id, subject in found]


def test_a_note_reaches_each_admin_once_however_often_it_is_sent(tx: Transaction) -> None:
    assert _tell(tx) == ("Ana", "Cy")
    assert _tell(tx, words="changed by a retry") == ("Ana", "Cy")
    assert _posts(tx) == [("UANA", "V1"), ("UCY", "V1")]
    said = word_note(tx, "V1")
    assert said is not None
    assert "> I thanked Eva, too." in str(said.blocks)
    assert said.text.startswith("Bo thinks something is wrong")


def test_an_admin_s_note_goes_to_the_others_and_to_oneself_where_there_are_none(
    tx: Transaction, giving: Giving
) -> None:
    assert _tell(tx, by="UANA") == ("Cy",)
    leave_out(tx, giving.keys["Cy"], left_out=True)
    assert _tell(tx, by="UANA", note_id="V2") == ("Ana",)


def test_three_notes_a_day_are_enough_and_the_same_one_again_is_none(
    tx: Transaction,
) -> None:
    for number in range(3):
        _tell(tx, note_id=f"V{number}")
    with pytest.raises(Refusal, match="three notes today; Ana and Cy have them"):
        _tell(tx, note_id="V3")
    assert _tell(tx, note_id="V2") == ("Ana", "Cy")
    assert _tell(tx, by="UDI", note_id="V4") == ("Ana", "Cy")
    tomorrow = replace(tx, now=NOON + timedelta(days=1, minutes=1))
    assert _tell(tomorrow, note_id="V5") == ("Ana", "Cy")


def test_nothing_said_no_admins_and_who_left_are_refused(tx: Transaction, giving: Giving) -> None:
    with pytest.raises(Refusal, match="Say a little more"):
        _tell(tx, words=" \n ")
    leave_out(tx, giving.keys["Bo"], left_out=True)
    with pytest.raises(Refusal, match="who you are"):
        _tell(tx)
    for admin in ("Ana", "Cy"):
        tx.session.get_one(PersonRow, ("T1", giving.keys[admin])).admin = False
    tx.session.flush()
    with pytest.raises(Refusal, match="who your admins are"):
        _tell(tx, by="UDI")
    assert _posts(tx) == []


def test_the_line_it_is_about_is_told_unless_it_is_private_or_gone(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Bo", "Ana", kind="answer")
    giving.give("Bo", "Eva", audience="private")
    shown = show_receipt(tx, person_id="UBO", words="")
    lines = {line.kind: line.line_id for line in shown.lines}
    for note_id, line, told in (
        ("V1", lines["answer"], "About: 3 · you answered Ana"),
        ("V2", lines["kudos"], "a line from a private channel"),
        ("V3", "gone", "a line that has changed since"),
    ):
        _tell(tx, note_id=note_id, line=line)
        said = word_note(tx, note_id)
        assert said is not None
        assert told in str(said.blocks)
        assert "Eva" not in str(said.blocks).replace("I thanked Eva", "")


def test_of_who_left_since_nothing_is_told(tx: Transaction, giving: Giving) -> None:
    _tell(tx)
    leave_out(tx, giving.keys["Bo"], left_out=True)
    assert word_note(tx, "V1") is None
