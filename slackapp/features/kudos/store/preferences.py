"""Queries on what members chose."""

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from typing import cast

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.features.kudos.models import KudosPreferenceRow
from slackapp.features.kudos.rules.thanks import Preference
from slackapp.workspace.people import keys_met
from slackapp.workspace.preferences import find_preferences, prepare_preferences

_COLUMNS = tuple(field.name for field in fields(Preference))


def find_preference(tx: Transaction, person: int) -> Preference:
    """What was chosen, or the defaults; read once a transaction."""
    known = cast("dict[int, Preference]", tx.memo.setdefault(KudosPreferenceRow, {}))
    if person not in known:
        wanted = {person, *keys_met(tx)} - known.keys()
        known.update(dict.fromkeys(wanted, Preference()))
        known.update(_chosen(tx, wanted))
    return known[person]


def list_untold(tx: Transaction, people: Iterable[int]) -> set[int]:
    """Who of them chose not to be told by direct message, of kudos or of anything."""
    asked = list(people)
    query = select(KudosPreferenceRow.person).where(
        KudosPreferenceRow.workspace_id == tx.workspace_id,
        KudosPreferenceRow.person.in_(asked),
        KudosPreferenceRow.notices.is_(False),
    )
    prepare_preferences(tx, asked)
    unwritten = {one for one in asked if not find_preferences(tx, one).direct_messages}
    return unwritten | set(tx.session.scalars(query))


def save_preference(tx: Transaction, person: int, **chosen: bool) -> None:
    """Only these choices: somebody else may be writing the others."""
    known = cast("dict[int, Preference]", tx.memo.setdefault(KudosPreferenceRow, {}))
    known[person] = replace(find_preference(tx, person), **chosen)
    row = {"workspace_id": tx.workspace_id, "person": person, **asdict(known[person])}
    insert_or_update(tx.session, KudosPreferenceRow, [row], update=tuple(chosen))


def _chosen(tx: Transaction, people: Iterable[int]) -> dict[int, Preference]:
    query = select(KudosPreferenceRow).where(
        KudosPreferenceRow.workspace_id == tx.workspace_id,
        KudosPreferenceRow.person.in_(list(people)),
    )
    rows = tx.session.scalars(query.execution_options(populate_existing=True))
    return {row.person: _preference(row) for row in rows}


def _preference(row: KudosPreferenceRow) -> Preference:
    return Preference(**{name: getattr(row, name) for name in _COLUMNS})
