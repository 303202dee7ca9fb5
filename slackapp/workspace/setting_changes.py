"""What was changed about a workspace, by whom, from what to what: kept for as long as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.workspace.models import SettingChangeRow
from slackapp.workspace.settings import Settings, change_settings, load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """person: our key, None for whoever runs the app. Values are as JSON has them."""

    name: str
    person: int | None
    changed_at: datetime
    before: object
    after: object


def record_changes(
    tx: Transaction,
    *,
    by: int | None,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> list[str]:
    """Those of the settings (by full name) that differ; returns their names."""
    names = [name for name in after if before.get(name) != after[name]]
    if not names:
        return []
    tx.lock_workspace()
    mine = SettingChangeRow.workspace_id == tx.workspace_id
    last = tx.session.scalar(select(func.max(SettingChangeRow.number)).where(mine)) or 0
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "number": last + place,
            "name": name,
            "person": by,
            "changed_at": tx.now,
            "before": before.get(name),
            "after": after[name],
        }
        for place, name in enumerate(names, start=1)
    ]
    insert_new(tx.session, SettingChangeRow, rows)
    return names


def list_changes(
    tx: Transaction, *, most: int, since: datetime | None = None
) -> Sequence[SettingChange]:
    """Newest first."""
    query = select(SettingChangeRow).where(SettingChangeRow.workspace_id == tx.workspace_id)
    if since is not None:
        query = query.where(SettingChangeRow.changed_at >= since)
    rows = tx.session.scalars(query.order_by(SettingChangeRow.number.desc()).limit(most))
    return [
        SettingChange(
            name=row.name,
            person=row.person,
            changed_at=row.changed_at,
            before=row.before,
            after=row.after,
        )
        for row in rows
    ]


def change_logged(
    tx: Transaction, model: type[Settings], changes: Mapping[str, object], *, by: int | None
) -> list[str]:
    """Change these of a room's settings and write down who did; what did change, by full name.

    pydantic's ValidationError where it does not fit.
    """
    before = dump_settings(tx, model)
    change_settings(tx, model, changes)
    return record_changes(tx, by=by, before=before, after=dump_settings(tx, model))


def dump_settings(tx: Transaction, model: type[Settings]) -> dict[str, object]:
    """By full name, as JSON has them."""
    values = load_settings(tx, model).model_dump(mode="json", exclude_unset=False)
    return {f"{model.name}.{field}": value for field, value in values.items()}
