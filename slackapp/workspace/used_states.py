"""Each OAuth `state` counts once: the INSERT decides, not a look before it."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from slackapp.database.upsert import new_rows
from slackapp.workspace.models import UsedStateRow


def consume(session: Session, nonce: str, expires_at: datetime) -> bool:
    """False for everybody but the first."""
    insert = new_rows(UsedStateRow, session.get_bind().dialect.name)
    row = {"nonce": nonce, "expires_at": expires_at}
    used = session.execute(insert.returning(UsedStateRow.nonce), [row])
    return used.first() is not None


def forget_expired(session: Session, now: datetime) -> None:
    """Whoever brings them again is refused for their age."""
    session.execute(delete(UsedStateRow).where(UsedStateRow.expires_at <= now))
