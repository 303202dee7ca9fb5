"""Slack's mrkdwn cut into spans, in linear time.

Slack: https://docs.slack.dev/messaging/formatting-message-text (mentions, links, escaping).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal, cast

from slackapp.reading.display_text import clip, neutralise

__all__ = [
    "Span",
    "SpanKind",
    "clip",
    "emoji_names",
    "escape",
    "fold_skin_tone",
    "neutralise",
    "plain_text",
    "readable",
    "spans",
    "unescape",
]

SpanKind = Literal["text", "code", "mention", "group", "broadcast", "channel", "link", "emoji"]
_BETWEEN_EMOJI = re.compile(r"\s+|::(?!skin-tone-)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a message: `text` is what people read, unescaped; `target` what it points to.

    target: user, group or channel id, the broadcast's word, the URL, the emoji's folded name.
    """

    kind: SpanKind
    text: str
    target: str = ""
    quoted: bool = False


# Each alternative stops at the first sign that it fails, so no text is scanned again and again:
# an unclosed fence has no fence after it, "<" ends at the next "<", emoji names are bounded.
_MARKUP = re.compile(
    r"""
      ```(?P<block>.+?)```
    | `(?P<code>[^`\n]+)`
    | <(?P<angle>[^<>\n]+)>
    | :(?P<emoji>[\w+'-]{1,100}(?:::skin-tone-\d(?:-\d)?)?):
    """,
    re.VERBOSE | re.DOTALL,
)
_ANGLE = re.compile(
    r"""
      @(?P<mention>[UW][A-Z0-9]+)
    | !subteam\^(?P<group>S[A-Z0-9]+)
    | !(?P<broadcast>here|channel|everyone)
    | \#(?P<channel>[CGD][A-Z0-9]+)
    | !(?P<date>date\^.+)
    | (?P<link>(?:[A-Za-z][A-Za-z0-9+.-]*://|mailto:|tel:|javascript:).+)
    """,
    re.VERBOSE,
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TO_THE_END = ("&gt;&gt;&gt;", ">>>")
_THIS_LINE = ("&gt;", ">")


def spans(text: str) -> tuple[Span, ...]:
    """The whole message in order; what stands in a quoted line is marked `quoted`."""
    return tuple(_spans(text))


def plain_text(text: str, names: Mapping[str, str] | None = None) -> str:
    """One readable line without markup; `names` by user or group id win over Slack's labels.

    Links are shown by their label or address without query, so no secret slips through.
    """
    line = "".join(readable(span, names) for span in spans(text))
    return " ".join(neutralise(line).split())


def escape(text: str) -> str:
    """Plain text made safe for output: nothing in it can mention or link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def fold_skin_tone(emoji: str) -> str:
    """The emoji's name without its skin tone: "clap::skin-tone-3" is "clap"."""
    return emoji.partition("::skin-tone-")[0]


def emoji_names(typed: Iterable[str]) -> tuple[str, ...]:
    """As people type them: ":clap::skin-tone-2: :fire:" is "clap" and "fire", each once."""
    parts = (part for one in typed for part in _BETWEEN_EMOJI.split(one))
    names = (fold_skin_tone(part.strip(":")) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def _spans(text: str) -> Iterator[Span]:
    quotes = _Quotes()
    start = 0
    for token in _MARKUP.finditer(text):
        yield from quotes.read(text[start : token.start()])
        yield _marked(token, quoted=quotes.holds_markup())
        start = token.end()
    yield from quotes.read(text[start:])


class _Quotes:
    """Knows, reading a message from its start, whether the present line is a quote."""

    def __init__(self) -> None:
        self._is_open = False
        self._at_line_start = True
        self._to_the_end = False

    def read(self, text: str) -> Iterator[Span]:
        lines = ((self._open_or_close(line), line) for line in _LINE.findall(text))
        for quoted, group in groupby(lines, key=itemgetter(0)):
            yield Span("text", unescape("".join(line for _, line in group)), quoted=quoted)

    def holds_markup(self) -> bool:
        """Whether a mention, link … that comes next is quoted; a line it begins is not."""
        return self._open_or_close("")

    def _open_or_close(self, line: str) -> bool:
        if self._at_line_start and not self._to_the_end:
            self._to_the_end = line.startswith(_TO_THE_END)
            self._is_open = line.startswith(_THIS_LINE)
        self._at_line_start = line.endswith("\n")
        return self._is_open


def _marked(token: re.Match[str], *, quoted: bool) -> Span:
    if token["angle"]:
        return _pointing(token["angle"], quoted=quoted)
    if token["emoji"]:
        return Span("emoji", token[0], fold_skin_tone(token["emoji"]), quoted=quoted)
    return Span("code", unescape(token["block"] or token["code"]), quoted=quoted)


def _pointing(inside: str, *, quoted: bool) -> Span:
    """What stands between < and >: unknown things stay text as they are."""
    target, _, label = inside.partition("|")
    match = _ANGLE.fullmatch(target)
    if match is None:
        return Span("text", unescape(f"<{inside}>"), quoted=quoted)
    kind, label = match.lastgroup, unescape(label)
    if kind == "date":
        return Span("text", label, quoted=quoted)
    return Span(cast("SpanKind", kind), label, unescape(match[match.lastindex or 0]), quoted=quoted)


def readable(span: Span, names: Mapping[str, str] | None = None) -> str:
    match span.kind:
        case "mention" | "group":
            name = (names or {}).get(span.target) or span.text or span.target
            return "@" + name.removeprefix("@")
        case "broadcast":
            return "@" + span.target
        case "channel":
            return "#" + (span.text or span.target)
        case "link":
            return _readable_link(span)
        case _:
            return span.text


def _readable_link(span: Span) -> str:
    """The label people gave, or the address without scheme, user, query and fragment."""
    if span.text and not span.target.endswith(span.text):
        return span.text
    scheme, _, rest = span.target.partition(":")
    address = re.split(r"[?#]", rest.removeprefix("//"), maxsplit=1)[0]
    host, slash, path = address.partition("/")
    return address if scheme == "mailto" else host.rpartition("@")[2] + slash + path
