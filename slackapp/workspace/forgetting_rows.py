"""What the tables of who and where keep about one person: told to them, and forgotten."""

from collections.abc import Mapping

from sqlalchemy import select, update

from slackapp.database.transaction import Transaction
from slackapp.workspace.models import (
    InstallationRow,
    PersonRow,
    PreferenceRow,
    SettingChangeRow,
    UserGroupMemberRow,
    WorkspaceSettingRow,
)
from slackapp.workspace.personal_rows import Row, delete_naming, rows_naming

_ID_COLUMNS = (InstallationRow.installed_by, InstallationRow.ended_by)


def export_rows(tx: Transaction, person: int, slack_id: str) -> Mapping[str, list[Row]]:
    """By table. Of the settings, only the names of those that name the person."""
    groups = rows_naming(tx, UserGroupMemberRow, person, by=["person_key"])
    changes = rows_naming(tx, SettingChangeRow, person, by=["person"])
    return {
        "person": rows_naming(tx, PersonRow, person, by=["key"]),
        "preference": rows_naming(tx, PreferenceRow, person, by=["person"]),
        "user_group_member": groups,
        "setting_change": [_without_values(row) for row in changes],
        "workspace_setting": [{"name": one.name} for one in _settings_naming(tx, slack_id)],
        "installation": [{"installed_at": at} for at in _installed_by(tx, slack_id)],
    }


def forget_rows(tx: Transaction, person: int, slack_id: str) -> None:
    """But the person's own row, which `forget_identity` blanks."""
    delete_naming(tx, UserGroupMemberRow, person, by=["person_key"])
    delete_naming(tx, PreferenceRow, person, by=["person"])
    for setting in _settings_naming(tx, slack_id):
        setting.value = _without(setting.value, slack_id)
    _forget_changes(tx, person, slack_id)
    for column in _ID_COLUMNS:
        which = (InstallationRow.workspace_id == tx.workspace_id, column == slack_id)
        tx.session.execute(update(InstallationRow).where(*which).values({column: ""}))
    tx.session.flush()
    tx.memo.clear()


def take_over_id(tx: Transaction, *, old: int, new: int | None, new_id: str) -> None:
    """Slack calls the old person so from now on; the row it had made for the new id gives way."""
    if new is not None:
        delete_naming(tx, UserGroupMemberRow, old, by=["person_key"])
        groups = (
            UserGroupMemberRow.workspace_id == tx.workspace_id,
            UserGroupMemberRow.person_key == new,
        )
        tx.session.execute(update(UserGroupMemberRow).where(*groups).values(person_key=old))
        delete_naming(tx, PersonRow, new, by=["key"])
    row = tx.session.get_one(PersonRow, (tx.workspace_id, old), populate_existing=True)
    row.slack_id = new_id
    tx.session.flush()
    tx.memo.clear()


def _forget_changes(tx: Transaction, person: int, slack_id: str) -> None:
    """That a setting was changed stays; who did, and whom it named, does not."""
    query = select(SettingChangeRow).where(SettingChangeRow.workspace_id == tx.workspace_id)
    for row in tx.session.scalars(query):
        if row.person == person:
            row.person = None
        for name in ("before", "after"):
            if _holds(getattr(row, name), slack_id):
                setattr(row, name, _without(getattr(row, name), slack_id))


def _settings_naming(tx: Transaction, slack_id: str) -> list[WorkspaceSettingRow]:
    query = select(WorkspaceSettingRow).where(WorkspaceSettingRow.workspace_id == tx.workspace_id)
    return [row for row in tx.session.scalars(query) if _holds(row.value, slack_id)]


def _installed_by(tx: Transaction, slack_id: str) -> list[str]:
    query = select(InstallationRow.installed_at).where(
        InstallationRow.workspace_id == tx.workspace_id, InstallationRow.installed_by == slack_id
    )
    return [at.isoformat() for at in tx.session.scalars(query)]


def _without_values(row: Row) -> Row:
    """What they set concerns the workspace, and may name others."""
    return {name: value for name, value in row.items() if name not in {"before", "after"}}


def _holds(value: object, slack_id: str) -> bool:
    if isinstance(value, list):
        return any(_holds(each, slack_id) for each in value)
    if isinstance(value, dict):
        return slack_id in value or any(_holds(each, slack_id) for each in value.values())
    return value == slack_id


def _without(value: object, slack_id: str) -> object:
    if isinstance(value, list):
        return [_without(each, slack_id) for each in value if each != slack_id]
    if isinstance(value, dict):
        return {key: _without(each, slack_id) for key, each in value.items() if key != slack_id}
    return None if value == slack_id else value
