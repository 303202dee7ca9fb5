"""Commands that show what reading makes of talk: one JSON line out for each line in."""

import json
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import typer

from slackapp.reading.talk import NOBODY, Author, MessageRead, read_message
from slackapp.reading.threads import Said, read_thread

SOME_LINES_WERE_BAD = 1
_MOST_THREADS = 10_000  # remembered at once, to know whom "thanks" is for


class BadLineError(ValueError):
    """What is wrong with a line, in words for its writer; never the line itself."""


def read(file: Path) -> None:
    """What each message does; lines of one `thread` are understood together, in order."""
    speakers = _Speakers()

    def answer(found: dict[str, Any]) -> dict[str, Any]:
        text = _text(found, "text")
        user, thread = _optional(found, "user"), _optional(found, "thread")
        message = read_message(text, author=_author(found))
        to = message.to or speakers.thanked(thread, user, message)
        speakers.heard(thread, user, message)
        return _as_line(message, to)

    _each_line(file, answer)


def read_threads(file: Path) -> None:
    """What became of each thread's first message."""
    _each_line(file, _thread_line)


def _thread_line(found: dict[str, Any]) -> dict[str, Any]:
    messages = found.get("messages")
    if not isinstance(messages, list) or not all(isinstance(one, dict) for one in messages):
        raise BadLineError('"messages" is not a list of objects')
    said = [Said(_optional(one, "user"), _optional(one, "text")) for one in messages]
    thread = read_thread(said)
    return {
        "answered": thread.answered,
        "answer_indexes": list(thread.answer_indexes),
        "helper": thread.helper,
        "thanks": [{"index": one.index, "to": list(one.to) or "everyone"} for one in thread.thanks],
        "score": round(thread.score, 4),
    }


def _as_line(message: MessageRead, to: tuple[str, ...]) -> dict[str, Any]:
    return {
        "question": message.question,
        "trackable": message.trackable,
        "gratitude": message.gratitude,
        "anticipatory": message.anticipatory,
        "ack": message.ack,
        "to": list(to),
        "share": message.share,
        "urls": list(message.urls),
        "scores": {name: round(score, 4) for name, score in message.scores.items()},
    }


class _Speakers:
    """Who spoke last in each thread, other than each of its writers."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, list[str]] = OrderedDict()

    def thanked(self, thread: str, user: str, message: MessageRead) -> tuple[str, ...]:
        """Whom thanks without a name are for: who spoke before the thanker."""
        if not message.gratitude or message.to_everyone or not user:
            return ()
        before = reversed(self._said.get(thread, []))
        return next(((speaker,) for speaker in before if speaker != user), ())

    def heard(self, thread: str, user: str, message: MessageRead) -> None:
        if not thread or not user:
            return
        speakers = self._said.setdefault(thread, [])
        if not message.flippant or user not in speakers:
            speakers[:] = [one for one in speakers if one != user] + [user]
        self._said.move_to_end(thread)
        if len(self._said) > _MOST_THREADS:
            self._said.popitem(last=False)


def _each_line(file: Path, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer line by line; a bad line is answered with its error, and the command ends with 1."""
    bad = 0
    for number, line in _lines(file):
        try:
            found = answer(_object(line))
        except BadLineError as error:
            bad += 1
            found = {"error": f"line {number}: {error}"}
        sys.stdout.write(json.dumps(found) + "\n")
    if bad:
        typer.echo(f"Bad lines: {bad}. Their answers say what is wrong.", err=True)
        raise typer.Exit(SOME_LINES_WERE_BAD)


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with file.open("rb") as opened:
            yield from enumerate(opened, start=1)
    except OSError as error:
        _cannot_read(file, error)


def _cannot_read(file: Path, error: OSError) -> NoReturn:
    typer.echo(f"{file}: {error.strerror}", err=True)
    raise typer.Exit(2)


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError("not JSON in UTF-8") from error
    if not isinstance(found, dict):
        raise BadLineError("not an object")
    return found


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str):
        raise BadLineError(f'"{name}" is not text')
    return value


def _optional(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return "" if value is None else str(value)


def _author(found: dict[str, Any]) -> Author:
    """`names`, a list, may tell the author's names and handles."""
    names = found.get("names")
    return Author(names=tuple(map(str, names))) if isinstance(names, list) else NOBODY
