"""Log lines: a fixed phrase and fields, ids instead of words, no secret ever.

Everything goes to stderr, so that stdout stays the command's own.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

_HIDDEN = "[hidden]"
# Tokens of every kind (xoxb-, xoxe.xoxp-, xapp-), what follows Authorization, hooks with their key.
_SECRETS = re.compile(
    r"""
      (?:xox[a-z]|xapp)[.-][A-Za-z0-9._-]+
    | (?<=bearer\ )[^\s'",}]+
    | (?<=://hooks\.slack\.com/)[^\s'",}>]+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SECRET_FIELDS = re.compile(r"authorization|token|secret|password|response_url", re.IGNORECASE)
# Control characters, line and paragraph separators, and what changes the writing direction.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# These bring handlers of their own; DBOS only where it finds none, uvicorn by its log_config.
_BRING_HANDLERS = ("dbos", "uvicorn", "uvicorn.access", "uvicorn.error")
_LEAST = {"slack_bolt": logging.ERROR, "slack_sdk": logging.CRITICAL}
_OURS = Path(__file__).parent.parent


def set_up_logs(*, level: str, log_format: Literal["text", "json"]) -> None:
    """Route our log lines and the libraries' through the same processors to stderr."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_is_worth_writing)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                hide_secrets,
                on_one_line,
                _renderer(log_format),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _BRING_HANDLERS:
        library = logging.getLogger(name)
        library.handlers[:], library.propagate = [handler], False


def hide_secrets(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Blank out tokens wherever they stand, and every field named like a secret."""
    return {
        name: _HIDDEN if _SECRET_FIELDS.search(name) else _without_secrets(value)
        for name, value in line.items()
    }


def on_one_line(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """No value begins a line of its own, moves the cursor or turns the text around."""
    return {name: _visible(value) for name, value in line.items()}


def place_of(error: BaseException) -> str:
    """Where in our code an error was raised ("ledger/giving.py:42"), for logs without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        path = Path(frame.filename)
        if path.is_relative_to(_OURS):
            return f"{path.relative_to(_OURS).as_posix()}:{frame.lineno}"
    return "outside"


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        _place_instead_of_words,
    ]


def _place_instead_of_words(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """An exception is logged by kind and place: its text may quote what people wrote."""
    given = line.pop("exc_info", None)
    error = sys.exception() if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line["error"], line["place"] = type(error).__name__, place_of(error)
    return line


def _renderer(log_format: str) -> Processor:
    if log_format == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def _is_worth_writing(record: logging.LogRecord) -> bool:
    """Libraries speak from warnings on: below, some print whole requests, people's words too.

    Asked here and not by their levels, since Bolt gives its loggers the root's. Bolt's warnings
    are about variables it finds in the environment and we give it ourselves; the SDK's errors quote
    answers it cannot read, and whoever called says what failed.
    """
    package = record.name.split(".")[0]
    return record.levelno >= _LEAST.get(package, logging.WARNING) or package == _OURS.name


def _visible(value: object) -> object:
    if isinstance(value, str):
        return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), value)
    if isinstance(value, Mapping):
        return {str(_visible(str(name))): _visible(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_visible(inner) for inner in value]
    return value


def _without_secrets(value: object) -> object:
    if isinstance(value, str):
        return _SECRETS.sub(_HIDDEN, value)
    if isinstance(value, Mapping):
        return {
            name: _HIDDEN if _SECRET_FIELDS.search(str(name)) else _without_secrets(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_without_secrets(inner) for inner in value]
    if isinstance(value, int | float | None):
        return value
    return _SECRETS.sub(_HIDDEN, str(value))
