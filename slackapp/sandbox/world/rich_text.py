"""The rich_text block Slack derives from what a person typed."""

import re
from typing import Any

Json = dict[str, Any]
_TOKEN = re.compile(r"<([^<>]+)>|:([a-z0-9_+'-]+(?:::skin-tone-\d)?):")


def rich_text_of(text: str, seed: str) -> list[Json]:
    """One section with text, mentions, links and emoji; styles are left as typed."""
    section = {"type": "rich_text_section", "elements": _elements(text)}
    return [{"type": "rich_text", "block_id": f"rt{seed[-6:]}", "elements": [section]}]


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _elements(text: str) -> list[Json]:
    found: list[Json] = []
    end = 0
    for token in _TOKEN.finditer(text):
        found += _plain(text[end : token.start()])
        found.append(_bracket(token[1]) if token[1] else {"type": "emoji", "name": token[2]})
        end = token.end()
    return found + _plain(text[end:])


def _plain(text: str) -> list[Json]:
    return [{"type": "text", "text": unescaped(text)}] if text else []


def _bracket(inner: str) -> Json:
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    link: Json = {"type": "link", "url": unescaped(target)}
    return link | ({"text": unescaped(label)} if label else {})
