"""A lock between processes on this machine, held by an open file and gone with its holder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class TakenError(Exception):
    """Another process on this machine holds the lock."""


@contextmanager
def host_lock(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of this file; TakenError when another process has it and we do not wait."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TakenError(path.name) from None
        yield
