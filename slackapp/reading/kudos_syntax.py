"""Kudos as people write them: `@ana ++ for …`, `@ana :emoji: for …` and the command's words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from slackapp.reading.mrkdwn import Span, SpanKind, clip, escape, neutralise, readable, spans
from slackapp.reading.secret_parts import masked_within

LONGEST_REASON = 300
MOST_RECEIVERS = 100
_LONGEST_MESSAGE = 40_000  # Slack cuts there
_LONGEST_PART = 100  # of a link or piece of code inside a reason


@dataclass(frozen=True, slots=True)
class Receiver:
    """A person or user group by its Slack id."""

    kind: Literal["person", "group"]
    slack_id: str


@dataclass(frozen=True, slots=True)
class InlineKudos:
    """One kudos inside a message; `reason` is safe mrkdwn (post it as it is, or `plain_text` it).

    `emoji` is None for `++`; whether an emoji counts is for the room to say.
    """

    receivers: tuple[Receiver, ...]
    reason: str | None
    values: tuple[str, ...]
    emoji: str | None


@dataclass(frozen=True, slots=True)
class KudosCommand:
    """What somebody typed after /kudos; `unknown_names` are the @names Slack did not resolve."""

    receivers: tuple[Receiver, ...]
    unknown_names: tuple[str, ...]
    reason: str | None
    values: tuple[str, ...]


# A message is read as a sheet: its text, where each mention, emoji, link … is one private-use
# sign. So patterns and cuts see a mention as one letter, and nobody can forge one by typing.
_PERSON = "[\U000f0000-\U000f7fff]"
_EMOJI = "[\U00100000-\U00103fff]"
_BROADCAST = "[\U00104000-\U00107fff]"
_FIRST_SIGN: dict[SpanKind, int] = {
    "mention": 0xF0000,
    "group": 0xF4000,
    "code": 0xF8000,
    "emoji": 0x100000,
    "broadcast": 0x104000,
    "channel": 0x108000,
    "link": 0x10C000,
}  # 0x4000 apart: the longest message holds fewer signs
_ANY_SIGN = re.compile("[\U000f0000-\U0010ffff]")

# Possessive repeats (*+) never go back, so every pattern stays linear.
_GAP = r"[^\S\n]*+"
_INTRO_WORD = r"\b(?:for|because|bc|cause|cuz|since)\b"
_PEOPLE = re.compile(
    rf"(?P<before>^{_GAP}\+\+{_GAP})?"
    rf"(?P<people>{_PERSON}(?:(?:[^\S\n]|[,&]|\band\b)*+{_PERSON})*)",
    re.MULTILINE | re.IGNORECASE,
)
_PLUS = re.compile(rf"{_GAP}\+\+(?![\w+=])(?:{_GAP}{_EMOJI})*+")
_WITH_EMOJI = re.compile(
    rf"{_GAP}(?P<emoji>{_EMOJI})(?:{_GAP}{_EMOJI})*+(?={_GAP}{_INTRO_WORD})", re.IGNORECASE
)
_LEAD_IN = re.compile(r"(?:\s|[,&]|\b(?:to|for|and)\b)*+", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:\s|[,&]|\band\b)*+"
    rf"(?:(?P<person>{_PERSON})|(?P<broadcast>{_BROADCAST})|@(?P<unknown>\w[\w.'-]*+))",
    re.IGNORECASE,
)
_DASHES = "\u2013\u2014-"
_TRAILING = " ,;&" + _DASHES
_INTRO = re.compile(rf"(?:[\s:;,.!…+{_DASHES}]|{_INTRO_WORD})*+", re.IGNORECASE)
_VALUE = re.compile(r"(?<!\S)#(?=[\w-]*[^\W\d_])(?P<value>[\w-]{1,50})(?![\w-])")
_WORD = re.compile(r"[^\W_]")


def read_inline_kudos(text: str) -> tuple[InlineKudos, ...]:
    """Every kudos in a message, outside code and quotes; `++` counts only beside a mention."""
    sheet = _Sheet(span for span in spans(text[:_LONGEST_MESSAGE]) if not span.quoted)
    marked = tuple(_marked_people(sheet.text))
    ends = [people.start for people in marked[1:]] + [len(sheet.text)]
    read = (_inline_kudos(sheet, people, end) for people, end in zip(marked, ends, strict=False))
    return tuple(kudos for kudos in read if kudos.reason or not kudos.emoji)


def read_command(text: str) -> KudosCommand:
    """People first, then the reason; who is mentioned later stays in the reason."""
    sheet = _Sheet(spans(text[:_LONGEST_MESSAGE]))
    people, unknown = "", list[str]()
    lead_in = _LEAD_IN.match(sheet.text)
    place = lead_in.end() if lead_in else 0
    while named := _NAMED.match(sheet.text, place):
        people += named["person"] or ""
        unknown += [named["unknown"]] if named["unknown"] else []
        unknown += [sheet.signs[named["broadcast"]].target] if named["broadcast"] else []
        place = named.end()
    reason, values = sheet.reason_and_values(sheet.text[place:])
    return KudosCommand(sheet.receivers(people), tuple(dict.fromkeys(unknown)), reason, values)


def read_reason(typed: str) -> tuple[str | None, tuple[str, ...]]:
    """The reason as safe mrkdwn and the values of words typed into a form, where nothing is markup.

    https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
    """
    sheet = _Sheet(spans(escape(typed[:_LONGEST_MESSAGE])))
    return sheet.reason_and_values(sheet.text)


@dataclass(frozen=True, slots=True)
class _MarkedPeople:
    """Where people stand beside a `++` or an emoji: signs, and where the reason may begin."""

    start: int
    people: str
    emoji: str
    end: int


def _marked_people(text: str) -> Iterator[_MarkedPeople]:
    for run in _PEOPLE.finditer(text):
        mark = _PLUS.match(text, run.end()) or _WITH_EMOJI.match(text, run.end())
        if mark is not None:
            emoji = mark.groupdict().get("emoji", "")
            yield _MarkedPeople(run.start(), run["people"], emoji, mark.end())
        elif run["before"]:
            yield _MarkedPeople(run.start(), run["people"], "", run.end())


def _inline_kudos(sheet: "_Sheet", marked: _MarkedPeople, end: int) -> InlineKudos:
    line = sheet.text[marked.end : end].partition("\n")[0]
    reason, values = sheet.reason_and_values(line)
    emoji = sheet.signs[marked.emoji].target if marked.emoji else None
    return InlineKudos(sheet.receivers(marked.people), reason, values, emoji)


class _Sheet:
    """A message as text with signs in it, and what each sign stands for."""

    def __init__(self, message: Iterable[Span]) -> None:
        self.signs: dict[str, Span] = {}
        self.text = "".join(map(self._write, message))

    def receivers(self, people: str) -> tuple[Receiver, ...]:
        """Who the person signs in `people` are, each once, in order."""
        found = (self.signs[sign] for sign in people if sign in self.signs)
        receivers = (
            Receiver("person" if span.kind == "mention" else "group", span.target)
            for span in found
            if span.kind in {"mention", "group"}
        )
        return tuple(dict.fromkeys(receivers))[:MOST_RECEIVERS]

    def reason_and_values(self, text: str) -> tuple[str | None, tuple[str, ...]]:
        values = dict.fromkeys(value.lower() for value in _VALUE.findall(text))
        words = _INTRO.sub("", neutralise(_VALUE.sub("", text)), count=1)
        words = " ".join(words.split()).rstrip(_TRAILING).removesuffix(" and").rstrip(_TRAILING)
        return (self._reason(words) if _WORD.search(words) else None), tuple(values)

    def _write(self, span: Span) -> str:
        if span.kind == "text":
            return _ANY_SIGN.sub("\ufffd", masked_within(span.text))
        sign = chr(_FIRST_SIGN[span.kind] + len(self.signs))
        self.signs[sign] = span
        return sign

    def _reason(self, words: str) -> str:
        """The words as safe mrkdwn, cut between signs where they would be too long."""
        length = 0
        for place, sign in enumerate(words):
            length += len(self._shown(sign))
            if length > LONGEST_REASON:
                words = clip(words, place)
                break
        return "".join(map(self._shown, words))

    def _shown(self, sign: str) -> str:
        span = self.signs.get(sign)
        match span:
            case None:
                return escape(sign)
            case Span(kind="mention"):
                return f"<@{span.target}>"
            case Span(kind="group"):
                return f"<!subteam^{span.target}>"
            case Span(kind="channel"):
                return f"<#{span.target}>"
            case _:
                return escape(clip(masked_within(readable(span)), _LONGEST_PART))
