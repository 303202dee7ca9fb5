"""`/we`: one listener that looks its word up in what the rooms offer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.requests import WE_COMMAND, Command
from slackapp.vocabulary.words import _

# The body of the HTTP answer to a slash command: text, blocks, response_type.
CommandAnswer = Mapping[str, Any]

_HELP = "help"
_SHOWN_WORD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class WeWord:
    """A word of `/we`; `answer` gets the command with its text after the word.

    `usage` is the word's line in the help, in Slack's markup: what to type and what it does.
    """

    word: str
    usage: str
    answer: Callable[[Command], CommandAnswer]


def register(app: App, words: Sequence[WeWord]) -> None:
    """Listen to `/we`; ValueError where two rooms offer the same word."""
    by_word = {word.word: word for word in words}
    if len(by_word) != len(words) or _HELP in by_word:
        raise ValueError("two rooms offer the same word of /we")

    def on_we(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        asked = Command.read(command, context.team_id or "")
        ack(dict(_answer(asked, by_word)))

    app.command(WE_COMMAND)(on_we)


def _answer(asked: Command, by_word: Mapping[str, WeWord]) -> CommandAnswer:
    typed, *rest = asked.text.split(maxsplit=1) or [_HELP]
    known = by_word.get(typed.casefold())
    if known:
        return known.answer(replace(asked, text=rest[0] if rest else ""))
    text = _help(by_word) if typed.casefold() == _HELP else _nearest(typed, by_word)
    return {"response_type": "ephemeral", "text": text}


def _help(by_word: Mapping[str, WeWord]) -> str:
    lines = [word.usage for word in by_word.values()]
    lines.append(_("`{command} help` lists these words").format(command=WE_COMMAND))
    return "\n".join([_("*What I can do*"), *(f"• {line}" for line in lines)])


def _nearest(typed: str, by_word: Mapping[str, WeWord]) -> str:
    near = get_close_matches(typed.casefold(), [*by_word, _HELP], n=1)
    shown = escape(clip(typed, _SHOWN_WORD))
    if not near:
        return _("I don't know '{word}'. `{command} help` lists all my words.").format(
            word=shown, command=WE_COMMAND
        )
    return _("I don't know '{word}'. Did you mean `{command} {near}`?").format(
        word=shown, command=WE_COMMAND, near=near[0]
    )
