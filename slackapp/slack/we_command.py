"""`/we`: one listener that looks its word up in what the rooms offer."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import WORD_BUTTON, actions, context, word_button
from slackapp.slack.clients import whisper
from slackapp.slack.requests import WE_COMMAND, Click, Command
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _

# The body of the HTTP answer to a slash command: text, blocks, response_type.
CommandAnswer = Mapping[str, Any]

_HELP = "help"
_SHOWN_WORD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class WeWord:
    """A word of `/we`; `answer` gets the command with its text after the word.

    `usage` is the word's line in the help, in Slack's markup: what to type and what it does.
    `for_guests` is false where it gathers from channels that guests cannot enter.
    `label` is its button under `/we` alone, none without; lower `place` stands further left.
    """

    word: str
    usage: str
    label: str = ""
    place: int = 0
    for_guests: bool = True
    answer: Callable[[Command], CommandAnswer]


def register(app: App, offered: Callable[[], Sequence[WeWord]]) -> None:
    """Listen to `/we`; ValueError where two rooms offer the same word.

    They are offered anew to whoever asks: each speaks the language of that person.
    """
    names = [word.word for word in offered()]
    if len({*names, _HELP}) <= len(names):
        raise ValueError("two rooms offer the same word of /we")

    def on_we(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        asked = Command.read(command, context.team_id or "")
        ack(dict(_answer(asked, {word.word: word for word in offered()})))

    def on_word(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        typed, _space, text = click.value.partition(" ")
        word = next((word for word in offered() if word.word == typed), None)
        if word is None:
            raise Refusal(_("This button is from an old message and does nothing any more."))
        answer = word.answer(replace(click.as_command(WE_COMMAND), text=text))
        if answer:
            whisper(click.response_url, answer.get("text", ""), answer.get("blocks", ()))
        ack()

    app.command(WE_COMMAND)(on_we)
    app.action(re.compile(rf"{re.escape(WORD_BUTTON)}\.\w+"))(on_word)


def _answer(asked: Command, by_word: Mapping[str, WeWord]) -> CommandAnswer:
    if not asked.text.strip():
        return _menu(by_word.values())
    typed, *rest = asked.text.split(maxsplit=1)
    known = by_word.get(typed.casefold())
    if known:
        return known.answer(replace(asked, text=rest[0] if rest else ""))
    text = _help(by_word) if typed.casefold() == _HELP else _nearest(typed, by_word)
    return {"response_type": "ephemeral", "text": text}


def _menu(words: Iterable[WeWord]) -> CommandAnswer:
    """`/we` alone: a button for each word that has one."""
    hint = _("Type `{command} help` for all words.").format(command=WE_COMMAND)
    shown = sorted((word for word in words if word.label), key=lambda word: word.place)
    buttons = [word_button(word.word, word.label) for word in shown]
    blocks = [*([actions(buttons)] if buttons else []), context(hint)]
    return {"response_type": "ephemeral", "text": hint, "blocks": blocks}


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
