"""Slack calls somebody by another id: what they gave stays theirs."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.privacy.use_cases.exporting import export_person, find_person
from slackapp.workspace.forgetting_rows import take_over_id

_DIRECTORY = {"person", "user_group_member", "post", "job"}  # what a sync alone may have made


def change_id(tx: Transaction, *, old_id: str, new_id: str, rooms: Sequence[Feature]) -> bool:
    """As when U… becomes W…, because the workspace joined an organisation.

    False where the old id is unknown, or something was done under both: they stay two people then,
    and every total stays as it is.
    """
    tx.lock_workspace()
    old, new = (find_person(tx, person_id=each) for each in (old_id, new_id))
    if old is None or old == new or (new is not None and _has_history(tx, new, rooms)):
        return False
    take_over_id(tx, old=old, new=new, new_id=new_id)
    return True


def _has_history(tx: Transaction, person: int, rooms: Sequence[Feature]) -> bool:
    parts = export_person(tx, person, rooms)
    return any(rows for name, rows in parts.items() if name not in _DIRECTORY)
