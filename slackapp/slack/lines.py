"""A line of somebody's message: read at Slack at the moment it is shown, and never kept.

Whoever words something puts a placeholder where the line goes; whoever sends it fills them in.
Pure; `line_reading.py` asks Slack.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from slackapp.reading.mrkdwn import escape

_BEGIN, _THEN, _END = "\ue100", "\ue101", "\ue102"  # of Unicode's private use: nobody types them
_PLACEHOLDER = re.compile(
    rf"{_BEGIN}(?P<channel>[CG][A-Z0-9]+)/(?P<ts>\d+\.\d+)/(?P<thread>[\d.]*){_THEN}"
    rf"(?P<fallback>[^{_BEGIN}{_END}]*){_END}"
)

Shown = TypeVar("Shown")


class Place(NamedTuple):
    """Where a message is; `thread_ts` is empty for one that is no reply."""

    channel_id: str
    ts: str
    thread_ts: str = ""


def line_of(place: Place, fallback: str) -> str:
    """Stands for the message's first line, or for `fallback` where it cannot be read."""
    return f"{_BEGIN}{place.channel_id}/{place.ts}/{place.thread_ts}{_THEN}{fallback}{_END}"


def places_in(shown: object) -> frozenset[Place]:
    """The messages whose lines are wanted somewhere in blocks or text."""
    return frozenset(
        Place(found["channel"], found["ts"], found["thread"])
        for text in _texts(shown)
        for found in _PLACEHOLDER.finditer(text)
    )


def fill(shown: Shown, lines: Mapping[Place, str]) -> Shown:
    """The same with every placeholder replaced: by its line, or by its fallback."""

    def line(found: re.Match[str]) -> str:
        place = Place(found["channel"], found["ts"], found["thread"])
        return f"“{escape(lines[place])}”" if lines.get(place) else found["fallback"]

    filled: Any = _map_texts(shown, lambda text: _PLACEHOLDER.sub(line, text))
    return filled  # type: ignore[no-any-return]  # the same shape as it came


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for each in part.values():
            yield from _texts(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _texts(each)


def _map_texts(part: Any, change: Any) -> Any:  # noqa: ANN401  any JSON
    if isinstance(part, str):
        return change(part)
    if isinstance(part, Mapping):
        return {name: _map_texts(each, change) for name, each in part.items()}
    if isinstance(part, list | tuple):
        return [_map_texts(each, change) for each in part]
    return part
