"""*Worth reading* as people see it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from slackapp.features.links.rules.shown import WorthReading
from slackapp.reading.mrkdwn import clip, escape
from slackapp.vocabulary.words import _, ngettext

_LONGEST_LABEL = 80
_LONGEST_NAME = 40
_LONGEST_ADDRESS = 400  # three of them, escaped, stay under a section's 3,000 characters


def worth_reading_blocks(links: Sequence[WorthReading]) -> list[Mapping[str, Any]]:
    lines = [
        "*" + _("Worth reading") + "*",
        *(f"• {line_of_link(link)}" for link in links),
    ]
    text = {"type": "mrkdwn", "text": "\n".join(lines), "verbatim": True}
    return [{"type": "section", "text": text}]


def worth_reading_text(links: Sequence[WorthReading]) -> str:
    return "\n".join([_("Worth reading"), *(f"• {_label(link)}{_credits(link)}" for link in links)])


def line_of_link(link: WorthReading) -> str:
    return f"{_link(link)}{escape(_credits(link))}"


def _link(link: WorthReading) -> str:
    address = escape(link.address).replace("|", "%7C")
    label = escape(_label(link)).replace("|", "¦")
    return f"<{address}|{label}>" if len(address) <= _LONGEST_ADDRESS else label


def _label(link: WorthReading) -> str:
    return clip(link.title or link.url.partition("://")[2].rstrip("/"), _LONGEST_LABEL)


def _credits(link: WorthReading) -> str:
    return f"{_finder(link)}{_useful(link)}"


def _finder(link: WorthReading) -> str:
    if link.finder is None:
        return _(", shared by %(count)d") % {"count": link.others} if link.others > 1 else ""
    words = _(", made by %(name)s") if link.made else _(", found by %(name)s")
    found = words % {"name": clip(link.finder, _LONGEST_NAME)}
    if not link.others:
        return found
    return found + _(", also shared by %(count)d") % {"count": link.others}


def _useful(link: WorthReading) -> str:
    if not link.useful:
        return ""
    return ngettext(", useful to %(count)d", ", useful to %(count)d", link.useful) % {
        "count": link.useful
    }
