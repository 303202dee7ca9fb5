"""Every query of the room."""

from datetime import datetime

from sqlalchemy import select, update

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new, insert_or_update
from slackapp.feature_contract import PersonalData
from slackapp.features.home.models import FirstUseRow, HomeViewRow
from slackapp.workspace.personal_rows import delete_naming, rows_naming

_PERSONAL = (FirstUseRow, HomeViewRow)


def is_explained(tx: Transaction, person: int) -> bool:
    return tx.session.get(FirstUseRow, (tx.workspace_id, person)) is not None


def save_opened(tx: Transaction, person: int) -> None:
    row = {
        "workspace_id": tx.workspace_id,
        "person": person,
        "opened_at": tx.now,
        "hash": "",
    }
    insert_or_update(tx.session, HomeViewRow, [row], update=("opened_at",))


def list_opened(tx: Transaction, *, since: datetime) -> set[int]:
    """Who looked at their Home tab from then on."""
    query = select(HomeViewRow.person).where(
        HomeViewRow.workspace_id == tx.workspace_id, HomeViewRow.opened_at >= since
    )
    return set(tx.session.scalars(query))


def find_hash(tx: Transaction, person: int) -> str:
    """Slack's, of the view as we last published it; empty where nobody knows."""
    query = select(HomeViewRow.hash).where(
        HomeViewRow.workspace_id == tx.workspace_id, HomeViewRow.person == person
    )
    return tx.session.scalar(query) or ""


def save_hash(tx: Transaction, person: int, view_hash: str) -> None:
    is_theirs = HomeViewRow.workspace_id == tx.workspace_id, HomeViewRow.person == person
    tx.session.execute(update(HomeViewRow).where(*is_theirs).values(hash=view_hash))


def save_explained(tx: Transaction, person: int) -> None:
    row = {"workspace_id": tx.workspace_id, "person": person, "explained_at": tx.now}
    insert_new(tx.session, FirstUseRow, [row])


def export_person(tx: Transaction, person: int) -> PersonalData:
    return {
        model.__tablename__: rows_naming(tx, model, person, by=["person"]) for model in _PERSONAL
    }


def forget_person(tx: Transaction, person: int) -> None:
    for model in _PERSONAL:
        delete_naming(tx, model, person, by=["person"])
