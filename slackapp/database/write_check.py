"""Whether the database still stores: a full disk answers every question and keeps nothing."""

from threading import Lock

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from slackapp.database.engines import Database

# One row, always there; setting it to itself writes a page and changes nothing.
_WRITE = text("UPDATE alembic_version SET version_num = version_num")


class WriteCheck:
    """Writes and commits; while one check still waits for its answer, the others say no."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._one = Lock()

    def passes(self) -> bool:
        if not self._one.acquire(blocking=False):
            return False
        try:
            with self._database.connecting() as connection:
                connection.execute(_WRITE)
        except SQLAlchemyError:
            return False
        finally:
            self._one.release()
        return True
