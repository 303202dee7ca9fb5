"""User groups of a workspace and who is in them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new, insert_or_update
from slackapp.vocabulary.people import Person
from slackapp.workspace.forgetting import forgotten_among, left_out_among
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.models import UserGroupMemberRow, UserGroupRow
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.records import GroupRecord

__all__ = [
    "GroupRecord",
    "change_members",
    "forget_group",
    "group_members",
    "is_known",
    "save_group",
]


def group_members(tx: Transaction, group_id: str) -> tuple[Person, ...]:
    """Everybody in the group, in a stable order; nobody when it is disabled."""
    group = _find(tx, group_id)
    if group is None:
        raise NotKnownYet([group_id])
    if not group.active:
        return ()
    keys = tx.session.scalars(select(UserGroupMemberRow.person_key).where(*_of(tx, group_id))).all()
    people = people_by_key(tx, keys)
    return tuple(people[key] for key in sorted(people))


def is_known(tx: Transaction, group_id: str) -> bool:
    return _find(tx, group_id) is not None


def save_group(tx: Transaction, record: GroupRecord) -> None:
    """Save the group with exactly these members, unless we know a newer version of it.

    NotKnownYet where a member is somebody we never met.
    """
    known = _find(tx, record.group_id)
    if known and known.updated_at and record.updated_at and record.updated_at < known.updated_at:
        return
    members = _members(tx, record.member_ids)
    row = {
        "workspace_id": tx.workspace_id,
        "group_id": record.group_id,
        "name": record.name or (known.name if known else ""),
        "active": record.active,
        "updated_at": record.updated_at,
    }
    insert_or_update(tx.session, UserGroupRow, [row], update=("name", "active", "updated_at"))
    tx.session.execute(delete(UserGroupMemberRow).where(*_of(tx, record.group_id)))
    _add_members(tx, record.group_id, [person.key for person in members.values()])


def change_members(
    tx: Transaction,
    *,
    group_id: str,
    added_ids: Collection[str],
    removed_ids: Collection[str],
    previous_at: datetime | None,
    updated_at: datetime | None,
) -> None:
    """People joined and left a group; where we missed a change between, it is forgotten instead.

    A group we do not know, or know in a newer version, stays as it is.
    """
    known = _find(tx, group_id)
    if known is None or _is_old(known.updated_at, updated_at):
        return
    if known.updated_at != previous_at:
        forget_group(tx, group_id)
        return
    people = _members(tx, {*added_ids, *removed_ids})
    removed = [people[slack_id].key for slack_id in removed_ids if slack_id in people]
    tx.session.execute(
        delete(UserGroupMemberRow).where(
            *_of(tx, group_id), UserGroupMemberRow.person_key.in_(removed)
        )
    )
    added = [people[slack_id].key for slack_id in added_ids if slack_id in people]
    _add_members(tx, group_id, added)
    known.updated_at = updated_at
    tx.session.flush()


def forget_group(tx: Transaction, group_id: str) -> None:
    """Its next use asks Slack again."""
    tx.session.execute(delete(UserGroupMemberRow).where(*_of(tx, group_id)))
    tx.session.execute(
        delete(UserGroupRow).where(
            UserGroupRow.workspace_id == tx.workspace_id, UserGroupRow.group_id == group_id
        )
    )


def _members(tx: Transaction, slack_ids: Collection[str]) -> dict[str, Person]:
    """NotKnownYet where one is somebody we never met; a list brings nobody back we forgot."""
    known = find_people(tx, slack_ids)
    gone = forgotten_among(tx, set(slack_ids) - known.keys())
    if missing := set(slack_ids) - known.keys() - gone:
        raise NotKnownYet(missing)
    nowhere = left_out_among(tx, known)
    return {slack_id: person for slack_id, person in known.items() if slack_id not in nowhere}


def _is_old(known_at: datetime | None, heard_at: datetime | None) -> bool:
    return known_at is not None and heard_at is not None and heard_at <= known_at


def _find(tx: Transaction, group_id: str) -> UserGroupRow | None:
    return tx.session.get(UserGroupRow, (tx.workspace_id, group_id), populate_existing=True)


def _of(tx: Transaction, group_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        UserGroupMemberRow.workspace_id == tx.workspace_id,
        UserGroupMemberRow.group_id == group_id,
    )


def _add_members(tx: Transaction, group_id: str, keys: Collection[int]) -> None:
    insert_new(
        tx.session,
        UserGroupMemberRow,
        [
            {"workspace_id": tx.workspace_id, "group_id": group_id, "person_key": key}
            for key in set(keys)
        ],
    )
