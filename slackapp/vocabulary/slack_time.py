"""Slack's `ts` as text and as integer microseconds, never as a float.

Slack: https://docs.slack.dev/messaging/retrieving-messages (ts is an id as much as a time).
"""

import re
from datetime import UTC, datetime, timedelta
from typing import TypeGuard

_TS = re.compile(r"(\d{1,11})\.(\d{1,6})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros_of_ts(ts: str) -> int:
    """Microseconds since 1970 of "1439056358.000038"; ValueError for anything else."""
    match = _TS.fullmatch(ts)
    if match is None:
        raise ValueError("not a Slack ts")
    return int(match[1]) * 1_000_000 + int(match[2].ljust(6, "0"))


def is_ts(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _TS.fullmatch(value) is not None


def ts_of_micros(micros: int) -> str:
    seconds, rest = divmod(micros, 1_000_000)
    return f"{seconds}.{rest:06d}"


def datetime_of_micros(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


def micros_of_datetime(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
