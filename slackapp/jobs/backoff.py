"""How long to wait before the next attempt."""

from datetime import timedelta
from zlib import crc32

_FIRST_SECONDS = 15
_LONGEST_SECONDS = 600


def delay(failures: int, *, row_id: str) -> timedelta:
    """Doubles with each failure up to ten minutes; spread by row, so a crowd does not return."""
    seconds = min(_FIRST_SECONDS * 2 ** min(failures - 1, 16), _LONGEST_SECONDS)
    spread = crc32(f"{row_id}:{failures}".encode()) / 2**32
    return timedelta(seconds=seconds * (0.5 + spread / 2))
