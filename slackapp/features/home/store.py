"""Every query of the room."""

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.home.models import FirstUseRow


def is_explained(tx: Transaction, person: int) -> bool:
    return tx.session.get(FirstUseRow, (tx.workspace_id, person)) is not None


def save_explained(tx: Transaction, person: int) -> None:
    row = {"workspace_id": tx.workspace_id, "person": person, "explained_at": tx.now}
    insert_new(tx.session, FirstUseRow, [row])
