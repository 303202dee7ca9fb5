"""Database errors that pass by themselves: never a room's fault, retried and not counted."""

from sqlalchemy.exc import DBAPIError, OperationalError

_SQLITE_PASSING = ("locked", "busy", "disk i/o", "disk is full", "readonly", "unable to open")


def is_passing(error: BaseException) -> bool:
    """A lost connection, a lock, a deadlock or a serialization failure."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if not isinstance(error, OperationalError):
        return False
    if "sqlite" not in type(error.orig).__module__:
        return True
    return any(words in str(error.orig).lower() for words in _SQLITE_PASSING)
