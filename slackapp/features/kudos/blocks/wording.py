"""Names and words of people, fit to stand in a sentence or a block."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from slackapp.reading.mrkdwn import clip, escape
from slackapp.slack.blocks import Block, section
from slackapp.vocabulary.words import _, ngettext

Json = dict[str, Any]

_LONGEST_NAME = 40
_LONGEST_TYPED = 4000
_NAMES_SHOWN = 10
_ROOM = 12_000  # of a message's lines; Slack refuses 13,200 and more in all its blocks


def names(people: Sequence[str], most: int = _NAMES_SHOWN) -> str:
    """As markup: no name can ping."""
    return escape(plain_names(people, most))


def plain_names(people: Sequence[str], most: int = _NAMES_SHOWN) -> str:
    """Read "Ana, Bo and 5 others" where there are more than `most`."""
    shown, others = [plain_name(name) for name in people[:most]], len(people[most:])
    if others:
        shown.append(ngettext("{count} other", "{count} others", others).format(count=others))
    return joined(shown)


def name(person: str) -> str:
    return escape(plain_name(person))


def plain_name(person: str) -> str:
    return clip(person, _LONGEST_NAME) or _("somebody")


def joined(parts: Sequence[str]) -> str:
    """Read "Ana, Bo and Cy"."""
    if len(parts) < 2:  # noqa: PLR2004  a list needs two
        return "".join(parts)
    return _("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def hashed(values: Sequence[str]) -> str:
    return " ".join(f"#{escape(value)}" for value in values)


def that_fit(lines: Sequence[str], *, beside: str = "") -> list[str]:
    """The first lines, as many as a message has room for `beside` its own words."""
    room = _ROOM - len(beside)
    lengths = accumulate(map(len, lines))
    return [line for line, length in zip(lines, lengths, strict=True) if length <= room]


def paragraph(markup: str) -> Block:
    """Plain words in it stay plain: Slack links only what we marked."""
    block = section(markup)
    return {**block, "text": {**block["text"], "verbatim": True}}


def as_typed(typed: str) -> list[Block]:
    """What the person typed, literally and to be copied."""
    words = clip(typed, _LONGEST_TYPED)
    if not words:
        return []
    text = {"type": "text", "text": words}
    preformatted = {"type": "rich_text_preformatted", "elements": [text]}
    return [{"type": "rich_text", "elements": [preformatted]}]


def private(text: str, *blocks: Block) -> Json:
    """To whoever asked, alone."""
    return {"response_type": "ephemeral", "text": text, "blocks": list(blocks)}
