"""`/we`: one listener that looks its word up in what the rooms offer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slackapp.slack.requests import Command

# The body of the HTTP answer to a slash command: text, blocks, response_type.
CommandAnswer = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeWord:
    """A word of `/we`; `answer` gets the command with its text after the word."""

    word: str
    usage: str
    answer: Callable[[Command], CommandAnswer]
