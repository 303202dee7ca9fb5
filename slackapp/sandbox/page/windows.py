"""Which part of a long channel is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from slackapp.sandbox.page.read_marks import END_OF_TIME
from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.clock import ts_micros
from slackapp.sandbox.world.messages import Message

PAGE = 100
BEFORE_IT = 30
MOST = 500


@dataclass(frozen=True)
class Window:
    """Some neighbouring messages; `until` is None where new ones keep arriving."""

    messages: list[Message]
    start: int
    until: int | None
    older: str | None
    newer: str | None

    @property
    def query(self) -> str:
        """Shows the same again, and what came since."""
        return _query(self.start, self.until)


def window_of(channel: Channel, query: Mapping[str, str]) -> Window:
    """`from`, `until` in microseconds; `at` a ts to stand around; the newest without any."""
    messages = channel.between(0, END_OF_TIME)
    first, end = _bounds(channel, query, len(messages))
    end = min(end, first + MOST)
    shown = messages[first:end]
    until = shown[-1].micros if end < len(messages) else None
    older = _query(messages[max(0, first - PAGE)].micros, until) if first else None
    newer = None if until is None else _query(messages[end - PAGE // 2].micros, None)
    return Window(shown, shown[0].micros if shown else 0, until, older, newer)


def _bounds(channel: Channel, query: Mapping[str, str], count: int) -> tuple[int, int]:
    """The first index shown and the one after the last."""
    if (moment := _number(query.get("at", "").replace(".", ""))) is not None:
        index = len(channel.between(0, moment - 1))
        return max(0, index - BEFORE_IT), index + PAGE - BEFORE_IT
    start, until = _number(query.get("from")), _number(query.get("until"))
    end = count if until is None else len(channel.between(0, until))
    first = max(0, end - PAGE) if start is None else len(channel.between(0, start - 1))
    return first, end


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < len(str(END_OF_TIME)) else None


def _query(start: int, until: int | None) -> str:
    return urlencode({"from": start} | ({} if until is None else {"until": until}))


def in_window(window: Window, ts: str) -> bool:
    """What is not a message of the channel has its place too, before the first of all."""
    micros = ts_micros(ts)
    return (window.older is None or window.start <= micros) and (
        window.until is None or micros <= window.until
    )
