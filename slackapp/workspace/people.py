"""The people of a workspace: found by Slack id or by our own key, and saved."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import Row, Select, bindparam, func, select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.vocabulary.people import Person, PersonKind
from slackapp.workspace.forgetting import forgotten_among, left_out_among, let_back
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.models import PersonRow
from slackapp.workspace.records import PersonRecord

__all__ = [
    "PersonRecord",
    "count_members",
    "find_people",
    "has_members",
    "hide_name",
    "keys_left_out",
    "keys_met",
    "kind_of",
    "leave_out",
    "names_for_suggestion",
    "people_by_id",
    "people_by_key",
    "save_people",
]

_LEFT_OUT: PersonKind = "left_out"
_KEY_BITS = 62  # random, so a key tells nothing about who came first; fits BIGINT
_IDS_A_QUERY = 5000  # SQLite takes 32,766 parameters
_PERSON = Base.metadata.tables[PersonRow.__tablename__].c
_BY_SLACK_ID = select(
    _PERSON.key,
    _PERSON.slack_id,
    _PERSON.name,
    _PERSON.kind,
    _PERSON.active,
    _PERSON.hides_name,
).where(
    _PERSON.workspace_id == bindparam("workspace_id"),
    _PERSON.slack_id.in_(bindparam("slack_ids", expanding=True)),
)


def people_by_id(tx: Transaction, slack_ids: Iterable[str]) -> dict[str, Person]:
    """Everybody named, or NotKnownYet with the ones we never met."""
    wanted = set(slack_ids)
    found = find_people(tx, wanted)
    missing = wanted - found.keys()
    if missing:
        raise NotKnownYet(missing)
    return found


def find_people(tx: Transaction, slack_ids: Iterable[str]) -> dict[str, Person]:
    """Those of the people named whom we know; each is looked up once a transaction."""
    wanted, met = set(slack_ids), _met(tx)
    if unmet := wanted - met.keys():
        met.update((person.slack_id, person) for person in _people_by_id(tx, unmet))
        met.update(left_out_among(tx, wanted - met.keys()))
    return {slack_id: met[slack_id] for slack_id in wanted & met.keys()}


def keys_met(tx: Transaction) -> set[int]:
    """Our keys of everybody looked up by Slack id in this transaction: whom it is about."""
    return {person.key for person in _met(tx).values()}


def kind_of(tx: Transaction, slack_id: str) -> PersonKind | None:
    """As Slack has it, also of who is left out; None for whom we never met."""
    row = _rows_by_id(tx, [slack_id]).get(slack_id)
    if row is not None:
        return cast("PersonKind", row.slack_kind or row.kind)
    return _LEFT_OUT if left_out_among(tx, [slack_id]) else None


def people_by_key(tx: Transaction, keys: Iterable[int]) -> dict[int, Person]:
    """People by our own key; somebody forgotten has an empty Slack id and name."""
    rows = (
        row
        for part in _parts(set(keys))
        for row in tx.session.scalars(_people(tx).where(PersonRow.key.in_(part)))
    )
    return {row.key: _person(row) for row in rows}


def count_members(tx: Transaction) -> int:
    """How many are active, human, of this workspace and no guest."""
    members = _members(tx).subquery()
    return tx.session.scalar(select(func.count()).select_from(members)) or 0


def has_members(tx: Transaction, *, at_least: int) -> bool:
    """Whether there are so many of them, without counting the others."""
    members = _members(tx).limit(at_least).subquery()
    return (tx.session.scalar(select(func.count()).select_from(members)) or 0) >= at_least


def leave_out(tx: Transaction, person: int, *, left_out: bool) -> None:
    """From now on nothing by or about somebody is read or kept; or it is again."""
    if not left_out and let_back(tx, person):
        return
    row = tx.session.get(PersonRow, (tx.workspace_id, person))
    if row is None or row.left_out == left_out:
        return
    row.left_out = left_out
    if left_out:
        row.slack_kind, row.kind = row.kind, _LEFT_OUT
    else:
        row.kind, row.slack_kind = row.slack_kind or "member", None
    _met(tx).clear()


def keys_left_out(tx: Transaction) -> Select[int]:
    """A subquery: of whom no list and no count may tell, also not what was kept before."""
    return select(_PERSON.key).where(
        _PERSON.workspace_id == tx.workspace_id, _PERSON.kind == _LEFT_OUT
    )


def hide_name(tx: Transaction, person: int, *, hides_name: bool) -> None:
    tx.session.get_one(PersonRow, (tx.workspace_id, person)).hides_name = hides_name
    _met(tx).clear()


def names_for_suggestion(tx: Transaction) -> dict[str, Person]:
    """Members by casefolded display name and real name; a name two people share is left out."""
    rows = tx.session.scalars(_people(tx).where(PersonRow.kind == "member", PersonRow.active)).all()
    named = [
        (name, row) for row in rows for name in {row.name.casefold(), row.real_name.casefold()}
    ]
    holders = Counter(name for name, _ in named)
    return {name: _person(row) for name, row in named if name and holders[name] == 1}


def save_people(
    tx: Transaction, records: Sequence[PersonRecord], *, asked_for: bool = True
) -> None:
    """Insert new people under new keys; overwrite the known ones where Slack's word is newer.

    asked_for: something new names them, so who was forgotten is met again, as somebody new.
    """
    _met(tx).clear()
    latest = {record.slack_id: record for record in records}
    gone = left_out_among(tx, latest) if asked_for else forgotten_among(tx, latest)
    known = _rows_by_id(tx, latest)
    for slack_id, row in known.items():
        record = latest[slack_id]
        joined_at = max(filter(None, (row.joined_at, record.joined_at)), default=None)
        if _is_news(record, row):
            _overwrite(row, record)
        row.joined_at = joined_at
    insert_new(
        tx.session,
        PersonRow,
        [
            _new_row(tx, record)
            for record in latest.values()
            if record.slack_id not in known and record.slack_id not in gone
        ],
    )


def _is_news(record: PersonRecord, row: PersonRow) -> bool:
    if record.updated_at is None:
        return record.kind != "unknown" or "unknown" in {row.kind, row.slack_kind}
    return row.updated_at is None or record.updated_at >= row.updated_at


def _overwrite(row: PersonRow, record: PersonRecord) -> None:
    """SQLAlchemy writes only the columns whose value differs; who is left out stays so."""
    news = asdict(record)
    if row.left_out:
        news["slack_kind"] = news.pop("kind")
    for column, value in news.items():
        if value is not None:
            setattr(row, column, value)


def _new_row(tx: Transaction, record: PersonRecord) -> dict[str, Any]:
    return {
        "workspace_id": tx.workspace_id,
        "key": secrets.randbits(_KEY_BITS),
        **asdict(record),
    }


def _met(tx: Transaction) -> dict[str, Person]:
    """Who was looked up in this transaction."""
    return cast("dict[str, Person]", tx.memo.setdefault(PersonRow, {}))


def _rows_by_id(tx: Transaction, slack_ids: Iterable[str]) -> dict[str, PersonRow]:
    rows = (
        row
        for part in _parts(set(slack_ids))
        for row in tx.session.scalars(_people(tx).where(PersonRow.slack_id.in_(part)))
    )
    return {row.slack_id: row for row in rows if row.slack_id is not None}


def _people_by_id(tx: Transaction, slack_ids: Iterable[str]) -> Iterator[Person]:
    """As values, not as rows to change: it is asked for every event."""
    for part in _parts(slack_ids):
        wanted = {"workspace_id": tx.workspace_id, "slack_ids": part}
        yield from map(_person, tx.session.execute(_BY_SLACK_ID, wanted))


def _people(tx: Transaction) -> Select[PersonRow]:
    return select(PersonRow).where(PersonRow.workspace_id == tx.workspace_id)


def _members(tx: Transaction) -> Select[int]:
    return select(PersonRow.key).where(
        PersonRow.workspace_id == tx.workspace_id,
        PersonRow.kind == "member",
        PersonRow.active,
        PersonRow.slack_id.is_not(None),
    )


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = list(values)
    for start in range(0, len(ordered), _IDS_A_QUERY):
        yield ordered[start : start + _IDS_A_QUERY]


def _person(row: PersonRow | Row[*tuple[Any, ...]]) -> Person:
    return Person(
        key=row.key,
        slack_id=row.slack_id or "",
        name=row.name,
        kind=cast("PersonKind", row.kind),
        active=row.active,
        hides_name=row.hides_name,
    )
