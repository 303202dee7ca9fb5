"""A row about somebody in every table there is, found from the tables themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, Table, TypeDecorator, insert, select

import slackapp
from slackapp.database.base import Base, UtcDateTime
from slackapp.database.transaction import Transaction
from slackapp.ledger.models import Points

ANA = 3_111_222_333_444_555_666
BO = 2_111_222_333_444_555_666
ANA_ID, BO_ID = "U7ANASTASIA", "U7BOBBY"
NAME = "Anastasia Quux"
SAID = "thank you for the lighthouse"
AT = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
MICROS = int(AT.timestamp()) * 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How a table names people: columns of our keys, JSON with keys, columns of Slack ids.

    stays: columns in which the key stays, since totals or others' things rest on it.
    """

    keys: Iterable[str] = ()
    lists: Iterable[str] = ()
    ids: Iterable[str] = ()
    texts: Iterable[str] = ()
    stays: Iterable[str] = ()


# Every table that names people. Whoever adds one says here how, and answers for it in
# `export_person` and `forget_person` of its room.
NAMING = {
    "person": Naming(keys=["key"], ids=["slack_id"], texts=["name", "real_name"], stays=["key"]),
    "preference": Naming(keys=["person"]),
    "user_group_member": Naming(keys=["person_key"]),
    "workspace_setting": Naming(ids=["value"]),
    "setting_change": Naming(keys=["person"], ids=["before", "after"]),
    "installation": Naming(ids=["installed_by", "ended_by"]),
    "message": Naming(keys=["author"]),
    "post": Naming(ids=["channel_id", "ephemeral_to"]),
    "job": Naming(ids=["payload"]),
    "act_turn": Naming(keys=["giver"], stays=["giver"]),
    "giver_week": Naming(keys=["person"], stays=["person"]),
    "giver_year": Naming(keys=["person"], stays=["person"]),
    "kudos": Naming(keys=["giver"], texts=["reason"], stays=["giver"]),
    "kudos_addition": Naming(keys=["giver"], texts=["reason"], stays=["giver"]),
    "kudos_notice": Naming(keys=["receiver"]),
    "kudos_report": Naming(keys=["reporter", "settled_by"]),
    "kudos_preference": Naming(keys=["person"]),
    "question": Naming(keys=["asker"], texts=["title", "details"], stays=["asker", "helpers"]),
    "question_talk": Naming(keys=["author"], lists=["mentions"], stays=["author", "mentions"]),
    "question_mark": Naming(keys=["person"]),
    "question_helper": Naming(keys=["person"], texts=["topics"]),
    "question_baton": Naming(keys=["person"]),
    "question_not_topic": Naming(keys=["person"]),
    "question_nudged": Naming(keys=["person", "helper"]),
    "link": Naming(texts=["address", "url", "title"]),
    "link_share": Naming(keys=["sharer"], stays=["sharer"]),
    "link_mark": Naming(keys=["person"]),
    "link_promotion": Naming(keys=["author", "promoter"]),
    "link_saved": Naming(keys=["person"]),
    "first_contribution": Naming(keys=["person"]),
    "impact_note": Naming(keys=["person"]),
    "nudge": Naming(keys=["person"], lists=["people"], texts=["outcome"]),
    "nudge_decision": Naming(keys=["person"]),
    "nudge_press": Naming(keys=["person"]),
    "nudge_availability": Naming(keys=["person"]),
    "leaderboard_post": Naming(lists=["listed"], texts=["snapshot"]),
    "shared_board": Naming(texts=["snapshot"]),
    "first_use": Naming(keys=["person"]),
    "home_view": Naming(keys=["person"]),
    "receipt_note": Naming(keys=["person"], texts=["words"]),
}
NAMES_NOBODY = {
    "workspace",
    "used_state",
    "channel",
    "user_group",
    "forgotten_person",
    "forgetting_key",
    "inbox_event",
    "inbox_failure",
    "score_policy",
    "ledger_basis",
    "replica",
    "question_key",
    "talk_suggested",
    "imported_day",
}
# What a column of a person is called in this house; a new one is not overlooked.
SOUNDS_LIKE_A_PERSON = {
    "person",
    "person_key",
    "giver",
    "receiver",
    "author",
    "asker",
    "sharer",
    "promoter",
    "reporter",
    "settled_by",
    "helper",
    "claimed_by",
    "people",
    "helpers",
    "installed_by",
    "ended_by",
    "ephemeral_to",
    "slack_id",
}


def all_tables() -> dict[str, Table]:
    for module in walk_packages(slackapp.__path__, "slackapp."):
        if module.name.endswith(".models"):
            import_module(module.name)
    return dict(Base.metadata.tables)


def plant(tx: Transaction, *, at: int = 1) -> None:
    """Ana in every table, and Bo whom she thanked; `at` (microseconds) is when all of it was."""
    tables = all_tables()
    for name, naming in NAMING.items():
        row = _row(tables[name], naming)
        row |= {
            column: at
            for column in row.keys() & {"at", "turn", "shared_at", "asked_at"}
            if type(row[column]) is int and name != "act_turn"
        }
        row |= {"hour": at // 3_600_000_000} if name == "kudos_notice" else {}
        tx.session.execute(insert(tables[name]).values(row))
    bo = _row(tables["person"], NAMING["person"]) | {
        "key": BO,
        "slack_id": BO_ID,
        "name": "Bo Berg",
        "real_name": "",
    }
    tx.session.execute(insert(tables["person"]).values(bo))


def everything(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables of the workspace that name people."""
    tables = all_tables()
    return {
        name: [
            dict(row._mapping)  # noqa: SLF001  a Row's own
            for row in tx.session.execute(
                select(tables[name]).where(tables[name].c.workspace_id == tx.workspace_id)
            )
        ]
        for name in NAMING
    }


def _row(table: Table, naming: Naming) -> dict[str, Any]:
    values = {column.name: _value(table, column) for column in table.columns}
    values |= dict.fromkeys(naming.keys, ANA)
    values |= {name: [ANA, BO] for name in naming.lists}
    values |= {name: _id_in(table.c[name]) for name in naming.ids}
    values |= {name: _text_in(table.c[name]) for name in naming.texts}
    return values


def _id_in(column: Column[Any]) -> object:
    return {"people": [ANA_ID]} if isinstance(column.type, JSON) else ANA_ID


def _text_in(column: Column[Any]) -> object:
    said = f"{NAME}: {SAID}"
    return {"blocks": [], "text": said} if isinstance(column.type, JSON) else said


def _value(table: Table, column: Column[Any]) -> object:
    if column.name == "workspace_id":
        return "T1"
    fixed = _FIXED.get((table.name, column.name))
    if fixed is not None:
        return fixed
    if column.nullable:
        return None
    kind = column.type
    if isinstance(kind, JSON):
        return {} if column.name in {"nudges", "given", "terms", "snapshot", "payload"} else []
    if isinstance(kind, TypeDecorator):
        others = {UtcDateTime: AT, Points: Decimal(1)}
        return others.get(type(kind), "public")
    python = bytes if isinstance(kind, LargeBinary) else kind.python_type
    return {bool: False, int: 1, str: column.name, bytes: b"x"}[python]


_FIXED: dict[tuple[str, str], object] = {
    ("person", "kind"): "member",
    ("person", "active"): True,
    ("act_turn", "receiver"): BO,
    ("act_turn", "at"): MICROS,
    ("act_turn", "kind"): "kudos",
    ("act_turn", "turn"): "given",
    ("act_turn", "audience"): "public",
    ("act_turn", "party"): "",
    ("act_turn", "channel_id"): "C1",
    ("act_turn", "message_ts"): "1.000001",
    ("giver_week", "week"): "2026-W46",
    ("giver_week", "dirty"): True,
    ("kudos", "receiver"): BO,
    ("kudos", "audience"): "public",
    ("kudos", "values"): [],
    ("kudos", "source"): "message:C1:1.000001",
    ("kudos", "shown"): "here",
    ("kudos_addition", "receiver"): BO,
    ("first_contribution", "receiver"): BO,
    ("question", "state"): "answered",
    ("question", "audience"): "public",
    ("question", "origin"): "asked",
    ("question_talk", "to"): [],
    ("link_promotion", "author"): BO,
    ("leaderboard_post", "state"): "posted",
    ("leaderboard_post", "covered_week"): "2026-W46",
    ("post", "state"): "sent",
    ("job", "state"): "done",
    ("installation", "state"): "live",
}
