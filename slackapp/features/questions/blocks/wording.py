"""Pieces that several answers of the room share."""

from collections.abc import Sequence
from typing import Any

from slackapp.features.questions.rules.shown import QuestionShown
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, section
from slackapp.slack.lines import Place, line_of
from slackapp.vocabulary.dates import weekday
from slackapp.vocabulary.words import _, ngettext

Json = dict[str, Any]

LONGEST_NAME = 40
LONGEST_TITLE = 80


def private(text: str, blocks: Sequence[Block]) -> Json:
    """For one person's eyes."""
    return {"response_type": "ephemeral", "text": text, "blocks": list(blocks)}


def paragraph(markup: str) -> Block:
    return section(markup)


def name(given: str) -> str:
    return escape(clip(given, LONGEST_NAME)) if given else _("Somebody")


def names(given: Sequence[str]) -> str:
    shown = [name(one) for one in given]
    if len(shown) == 1:
        return shown[0]
    return _("{some} and {last}").format(some=", ".join(shown[:-1]), last=shown[-1])


def heading(question: QuestionShown, *, with_asker: bool, url: str = "") -> str:
    """The question itself, as a link (to it, or elsewhere): its title, or its line."""
    if question.title:
        line = f"“{escape(clip(question.title, LONGEST_TITLE))}”"
    else:
        place = Place(question.channel_id, question.ts, question.thread_ts)
        line = line_of(place, fallback(question, with_asker=with_asker))
    url = url or question.url
    return f"<{url}|{line}>" if url else line


def fallback(question: QuestionShown, *, with_asker: bool) -> str:
    """Where its line cannot be read: "Ana's question in #help, Tuesday"."""
    where = {"channel": escape(question.channel_name), "day": weekday(question.asked_on)}
    if with_asker and question.asker:
        words = _("{name}'s question in #{channel}, {day}")
        return words.format(name=name(question.asker), **where)
    return _("A question in #{channel}, {day}").format(**where)


def age(question: QuestionShown) -> str:
    if question.days == 0:
        return _("today")
    return ngettext("{count} day", "{count} days", question.days).format(count=question.days)


def channel_of(question: QuestionShown) -> str:
    return f"#{escape(question.channel_name)}"
