"""Block Kit shapes within Slack's limits; text given as plain can neither mention nor link.

Slack: https://docs.slack.dev/reference/block-kit/blocks (limits of each block and object).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import Span, escape, readable, spans

Block = dict[str, Any]
TextObject = dict[str, Any]
Style = Literal["primary", "danger"]

# What a button of a word of `/we` is called, with the word.
WORD_BUTTON = "we.word"
HOME_BUTTON = "home.word"

_SECTION_TEXT = 3000
_FIELD_TEXT = 2000
_FIELDS = 10
_HEADER_TEXT = 150
_CONTEXT_ELEMENTS = 10
_ACTIONS = 25
_BUTTON_TEXT = 75
_BUTTON_VALUE = 2000
_ACTION_ID = 255
_URL = 3000
_TYPED = 4000

_OPEN_SIGN = re.compile(r"&[a-z]{0,3}\Z")


def mrkdwn(markup: str, limit: int = _SECTION_TEXT) -> TextObject:
    """Slack's markup, made by us: words of people in it go through `escape` before."""
    return {"type": "mrkdwn", "text": _cut_markup(markup, limit)}


def plain(text: str, limit: int = _SECTION_TEXT) -> TextObject:
    """Plain text is shown as it is, with `:emoji:` names as emoji; Slack refuses an empty one."""
    return {"type": "plain_text", "text": clip(text, limit) or "…", "emoji": True}


def section(
    markup: str | None = None,
    *,
    fields: Sequence[str] = (),
    accessory: Mapping[str, Any] | None = None,
    block_id: str = "",
) -> Block:
    """A paragraph, up to ten fields in two columns, or both; a button beside it."""
    if not markup and not fields:
        raise ValueError("a section needs a text or fields")
    block: Block = {"type": "section", **({"block_id": block_id} if block_id else {})}
    if markup:
        block["text"] = mrkdwn(markup)
    if fields:
        block["fields"] = [mrkdwn(field, _FIELD_TEXT) for field in fields[:_FIELDS]]
    if accessory:
        block["accessory"] = dict(accessory)
    return block


def context(*markups: str) -> Block:
    """Small grey text, a few pieces side by side."""
    if not markups:
        raise ValueError("a context needs a text")
    return {"type": "context", "elements": [mrkdwn(each) for each in markups[:_CONTEXT_ELEMENTS]]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, _HEADER_TEXT)}


def divider() -> Block:
    return {"type": "divider"}


def button(
    text: str,
    *,
    action_id: str,
    value: str = "",
    url: str = "",
    style: Style | None = None,
    confirm: Mapping[str, Any] | None = None,
) -> Block:
    """`value` comes back with the click and is never cut: too long is a mistake of ours."""
    if len(value) > _BUTTON_VALUE or len(action_id) > _ACTION_ID or len(url) > _URL:
        raise ValueError("a button's value, action_id or url is too long for Slack")
    optional = {"value": value, "url": url, "style": style, "confirm": confirm}
    return {
        "type": "button",
        "text": plain(text, _BUTTON_TEXT),
        "action_id": action_id,
        **{name: part for name, part in optional.items() if part},
    }


def word_button(word: str, label: str, *, text: str = "") -> Block:
    """Does what `/we` does with this word, and with this text after it."""
    value = f"{word} {text}" if text else word
    return button(label, action_id=f"{WORD_BUTTON}.{word}", value=value)


def home_button(word: str, label: str) -> Block:
    """The same on a Home tab, where its answer is shown in a form."""
    return button(label, action_id=f"{HOME_BUTTON}.{word}", value=word)


def actions(elements: Iterable[Block], *, block_id: str = "") -> Block:
    given = list(elements)
    if not 0 < len(given) <= _ACTIONS:
        raise ValueError("an actions block takes 1 to 25 elements")
    return {
        "type": "actions",
        "elements": given,
        **({"block_id": block_id} if block_id else {}),
    }


def link(url: str, label: str) -> str:
    """Markup of a link; a label with signs of markup in it stays readable."""
    safe = url.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C")
    return f"<{safe}|{escape(' '.join(label.split()))}>"


def quote(text: str) -> str:
    """Markup of somebody's words, each line behind a bar."""
    return "\n".join(f"> {escape(line)}" for line in text.splitlines())


def as_it_was(typed: str) -> Block:
    """What somebody typed, to be copied: people, groups and channels stay what they point at."""
    elements = [_element(span) for span in spans(clip(typed, _TYPED))]
    quoted = {"type": "rich_text_quote", "elements": [one for one in elements if one]}
    return {"type": "rich_text", "elements": [quoted]}


def _element(span: Span) -> Block | None:
    """A piece of rich text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    match span.kind:
        case "mention":
            return {"type": "user", "user_id": span.target}
        case "group":
            return {"type": "usergroup", "usergroup_id": span.target}
        case "channel":
            return {"type": "channel", "channel_id": span.target}
        case "link":
            return {"type": "text", "text": span.target}
        case "code":
            return {"type": "text", "text": f"`{span.text}`"}
        case _:
            text = readable(span)
            return {"type": "text", "text": text} if text else None


def _cut_markup(markup: str, limit: int) -> str:
    """At most `limit` characters, never ending inside a link, a mention or an escaped sign."""
    if len(markup) <= limit:
        return markup
    kept = markup[: limit - 1]
    if kept.rfind("<") > kept.rfind(">"):
        kept = kept[: kept.rfind("<")]
    if _OPEN_SIGN.search(kept):
        kept = kept[: kept.rfind("&")]
    return kept.rstrip() + "…"
