"""The ledger as rows: every turn is there, and a giver's week sums to its score."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act
from slackapp.ledger.export import (
    ExportRow,
    NamedRow,
    export_rows,
    to_csv,
    to_jsonl,
    with_names,
)
from slackapp.ledger.giving import give, take_back
from slackapp.ledger.weeks import giver_weeks
from slackapp.workspace.people import PersonRecord, hide_name, people_by_key, save_people
from tests.builders.databases import transaction
from tests.ledger.builders import WEEK, at, command, kudos, message, open_workspace, people


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with transaction(database) as tx:
        open_workspace(tx)
        yield tx


def _turns(tx: Transaction) -> list[ExportRow]:
    return [row for row in export_rows(tx) if row.kind != "new_connection"]


def test_a_turn_is_told_in_slacks_ids_and_utc(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, message(at()), [kudos(ana, bo)], at())
    assert _turns(tx) == [
        ExportRow(
            workspace_id="T1",
            kind="kudos",
            from_person="UANA",
            to_person="UBO",
            channel_id="C1",
            message_ts="1794819600.000000",
            occurred_at="2026-11-16T09:00:00.000000Z",
            act="given",
            live=True,
            audience="public",
            points="1",
            bare=False,
            one_act="",
        )
    ]


def test_what_is_one_act_and_what_weighs_half_can_be_told(tx: Transaction) -> None:
    ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
    give(tx, command("1"), [kudos(ana, bo, party="S1"), kudos(ana, cy, party="S1")], at())
    give(tx, command("2"), [kudos(bo, cy, bare=True)], at(minutes=1))
    group, same_group, alone = _turns(tx)
    assert group.one_act == same_group.one_act != ""
    assert (alone.one_act, alone.bare, group.bare) == ("", True, False)


def test_only_the_turn_that_made_the_act_live_is_live(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    clap = message(at(), by="clap")
    give(tx, clap, [kudos(ana, bo, bare=True)], at(minutes=1))
    take_back(tx, clap, at(minutes=2))
    give(tx, clap, [kudos(ana, bo, bare=True)], at(minutes=3))
    give(tx, clap, [kudos(ana, bo, bare=True)], at(days=8))
    assert [(row.act, row.live, row.points) for row in _turns(tx)] == [
        ("given", False, "0"),
        ("taken_back", False, "0"),
        ("given", True, "0.5"),
        ("given", False, "0"),
    ]


def test_a_covered_act_is_there_and_not_live(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, message(at(), by="clap"), [kudos(ana, bo, bare=True)], at())
    give(tx, message(at()), [Act("answer", ana, bo)], at(minutes=1))
    assert [(row.kind, row.live, row.points) for row in _turns(tx)] == [
        ("kudos", False, "0"),
        ("answer", True, "3"),
    ]


def test_a_private_act_is_live_and_scores_nothing(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1", audience="private"), [kudos(ana, bo)], at())
    (row,) = export_rows(tx)
    assert (row.live, row.points, row.audience, row.message_ts) == (True, "0", "private", None)


def test_each_side_of_a_new_connection_has_a_row(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    (gil,) = people(tx, "UGIL", kind="guest")
    give(tx, command("1"), [kudos(ana, bo), kudos(ana, gil)], at())
    rows = [row for row in export_rows(tx) if row.kind == "new_connection"]
    assert {(row.from_person, row.to_person) for row in rows} == {
        ("UANA", "UBO"), ("UBO", "UANA"), ("UANA", "UGIL")
    }  # fmt: skip
    assert {(row.live, row.points, row.message_ts) for row in rows} == {(True, "1", None)}


def test_a_givers_week_sums_to_its_score(tx: Transaction) -> None:
    keys = people(tx, *(f"U{n}" for n in range(9)))
    (guest,) = people(tx, "UGIL", kind="guest")
    for n, receiver in enumerate([*keys[1:], keys[1], keys[2], guest]):
        give(tx, command(f"kudos {n}"), [kudos(keys[0], receiver)], at(minutes=n))
        give(tx, command(f"credit {n}"), [Act("credit", guest, receiver)], at(minutes=n))
        give(tx, command(f"answer {n}"), [Act("answer", receiver, keys[0])], at(minutes=n))
    group = [kudos(keys[3], key, party="S1") for key in keys[4:7]]
    give(tx, command("group"), group, at())
    give(tx, command("last week"), [kudos(keys[5], keys[1])], at(days=-7))
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in export_rows(tx):
        if row.occurred_at >= "2026-11-16":
            sums[row.from_person] += Decimal(row.points)
    weeks = giver_weeks(tx, WEEK)
    known = people_by_key(tx, [week.person for week in weeks])
    assert {known[week.person].slack_id: week.score for week in weeks} == {
        who: points for who, points in sums.items() if points
    }
    assert max(sums.values()) == sums["U0"] == 8
    assert sum(row.points == "0" and row.from_person == "U0" for row in _turns(tx)) == 6


def test_somebody_unknown_has_no_name_in_it(tx: Transaction) -> None:
    (ana,) = people(tx, "UANA")
    give(tx, command("1"), [kudos(ana, 404)], at())
    assert [(row.from_person, row.to_person) for row in _turns(tx)] == [("UANA", "")]


def test_rows_read_the_same_as_json_lines_and_as_csv(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1"), [kudos(ana, bo)], at())
    rows = list(export_rows(tx))
    lines = [json.loads(line) for line in to_jsonl(rows)]
    table = list(csv.DictReader(to_csv(rows)))
    assert len(table) == len(lines) == 3
    assert list(table[0]) == list(lines[0])
    assert (table[0]["live"], table[0]["message_ts"], table[0]["points"]) == ("true", "", "1")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", " =1", "\uff1d1", "\uff20x"]
)
def test_no_cell_is_a_formula_to_a_spreadsheet(cell: str) -> None:
    row = ExportRow(
        workspace_id=cell,
        kind="kudos",
        from_person="U1",
        to_person="U2",
        channel_id=None,
        message_ts=None,
        occurred_at="2026-11-16T09:00:00Z",
        act="given",
        live=True,
        audience="public",
        points="1",
    )
    (read,) = csv.DictReader(to_csv([row]))
    assert read["workspace_id"] == f"'{cell}"


def test_names_come_only_when_asked_for_and_are_no_formula_either(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    save_people(tx, [PersonRecord(slack_id="UANA", name="=Ana()")])
    hide_name(tx, bo, hides_name=True)
    give(tx, command("1"), [kudos(ana, bo)], at())
    rows = list(export_rows(tx))
    assert "Ana" not in "".join([*to_jsonl(rows), *to_csv(rows)])
    (named, *_) = csv.DictReader(to_csv(with_names(tx, rows), NamedRow))
    assert (named["from_name"], named["to_name"]) == ("'=Ana()", "")


def test_what_became_private_is_told_as_the_private_thing_it_is_now(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, message(at()), [kudos(ana, bo)], at())
    give(tx, message(at(), audience="private"), [kudos(ana, bo)], at(minutes=1))
    began = next(row for row in _turns(tx) if row.live)
    assert (began.audience, began.points) == ("private", "0")
