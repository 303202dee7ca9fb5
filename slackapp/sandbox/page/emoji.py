"""Slack's emoji names and what they look like; the table is the one Slack's own names come from."""

import json
import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "static" / "emoji.json"
_TONE_NAME = re.compile(r"^(.+?)::skin-tone-([2-6])$")
_NAMED = re.compile(r":([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")
_LIGHTEST = ord("\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}")
_FULL_COLOUR = "\N{VARIATION SELECTOR-16}"


@cache
def emoji_by_name() -> dict[str, str]:
    """Every name without colons, second names too."""
    groups = json.loads(_TABLE.read_text("utf-8"))
    pairs = [(shown, names) for group in groups for shown, names in group["emoji"]]
    return {name: shown for shown, names in pairs for name in names.split()}


def emoji_of(name: str) -> str | None:
    """None for a name Slack does not know; `wave::skin-tone-3` is a name too."""
    toned = _TONE_NAME.match(name)
    shown = emoji_by_name().get(toned[1] if toned else name)
    if shown is None or toned is None:
        return shown
    return shown[0] + _tone(int(toned[2])) + shown[1:].removeprefix(_FULL_COLOUR)


def with_emoji(text: str) -> str:
    """Plain text with each `:name:` as what it looks like; unknown ones stay."""
    return _NAMED.sub(lambda found: emoji_of(found[1]) or found[0], text)


def named(text: str) -> str:
    """Emoji as `:name:`, as Slack keeps what people type."""
    return _drawn().sub(lambda found: _name(found[1], found[2]), text)


@cache
def _names() -> dict[str, str]:
    """First names win; without the variation selector too, as keyboards leave it out."""
    by_shown: dict[str, str] = {}
    for name, shown in emoji_by_name().items():
        by_shown.setdefault(shown, name)
    plain = {shown.replace(_FULL_COLOUR, ""): name for shown, name in by_shown.items()}
    return {shown: name for shown, name in plain.items() if not shown.isascii()} | by_shown


@cache
def _drawn() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    tones = f"[{_tone(2)}-{_tone(6)}]"
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})({tones})?")


def _name(shown: str, tone: str | None) -> str:
    number = f":skin-tone-{ord(tone) - _LIGHTEST + 2}:" if tone else ""
    return f":{_names()[shown]}:{number}"


def _tone(number: int) -> str:
    return chr(_LIGHTEST + number - 2)
