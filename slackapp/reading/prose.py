"""What people wrote in their own words: code, logs, quotes and addresses taken out of a message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slackapp.reading.mrkdwn import Span, spans

LONGEST_PROSE = 4_000  # signs; a question or thanks later than that is somebody's paste

# Mentions and the like stand in prose as one private-use sign each, so that patterns see a letter.
MENTION = "\ue000"
LINK = "\ue001"
CODE = "\ue002"
EMOJI = "\ue003"
CHANNEL = "\ue004"

_SIGNS = {
    "mention": MENTION,
    "group": MENTION,
    "broadcast": MENTION,
    "channel": CHANNEL,
    "link": LINK,
    "code": CODE,
    "emoji": EMOJI,
}
_FORGED = re.compile("[\ue000-\ue004]")
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w[\w.]*", re.IGNORECASE)
_ANONYMISED = re.compile(r"\[?<-[A-Z]+->\]?")  # what chat corpora leave where a link or code stood
_LOG_LINE = re.compile(
    r"""
      \s*at\s[\w$.<>]+\(.*                                    # a stack trace's frame
    | \s*File\s".*",\sline\s\d+.*
    | \s*(?:Traceback|Caused\sby:|Exception\sin\sthread)\b.*
    | \s*[\[(]?\d{2,4}[-/]\d\d[-/]\d\d[T\s,]+\d\d:\d\d.*       # a time stamp
    | \s*[\[(]?\d\d:\d\d:\d\d\b.*
    | \s*\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE)\]?[\s:\]].*
    | \s*(?:\$|[\w.-]+@[\w.-]+:\S*[$\#]|>>>|C:\\\S*>)\s.*       # a prompt
    | \s*[\w$]+(?:\.[\w$]+){2,}(?:Exception|Error)\b.*
    | \s*(?:npm|yarn)\s(?:ERR!|WARN).*
    """,
    re.VERBOSE,
)
_LONG_LINE, _MOST_SIGNS = 300, 0.18
_SIGN_OR_DIGIT = re.compile(r"[^\w\s.,!?'\ue000-\ue004]|[\d_]")
_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[\ue000-\ue004]|\?+|!+")
_SENTENCE = re.compile(
    r"(?:[^.!?…\n\uff1f\uff01\u3002]|[.!?](?=[\w/]))+[.!?…\uff1f\uff01\u3002]*|[.!?…\uff1f\uff01\u3002]+"
)


@dataclass(frozen=True, slots=True)
class Prose:
    """A message's own words: `text` lower-case, with one sign for each mention, link, code.

    `mentions` are the user ids in the order of their signs (groups and broadcasts are "");
    `cased` is the same text as written.
    """

    text: str
    cased: str
    mentions: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """Lower-case words, signs, and runs of ? and !."""
        return words_of(self.text)

    @property
    def sentences(self) -> list[str]:
        return [part.strip() for part in _SENTENCE.findall(self.text) if part.strip()]


def words_of(text: str) -> list[str]:
    """Words, signs, and runs of ? and !."""
    return _WORD.findall(text)


def read_prose(text: str) -> Prose:
    """The message's prose; quoted lines are left out, logs are one code sign a line."""
    mentions: list[str] = []
    cased = "".join(_pieces(text[:LONGEST_PROSE], mentions))
    cased = _SPACES.sub(" ", _without_logs(cased)).strip()
    lowered = cased.lower().replace("\u2019", "'")
    return Prose(lowered, cased, tuple(mentions[: cased.count(MENTION)]))


def _pieces(text: str, mentions: list[str]) -> Iterator[str]:
    for span in spans(text):
        if span.quoted:
            continue
        if span.kind == "text" or span.target.isdecimal():  # ":00:" is a time, not an emoji
            yield _bare(span)
            continue
        if span.kind in {"mention", "group", "broadcast"}:
            mentions.append(span.target if span.kind == "mention" else "")
        yield _SIGNS[span.kind]


def _bare(span: Span) -> str:
    """Plain text without forged signs and with one sign for each address."""
    text = _FORGED.sub(" ", span.text) if _FORGED.search(span.text) else span.text
    if "<-" in text:
        text = _ANONYMISED.sub(LINK, text)
    if "://" in text or "@" in text or "www." in text:
        text = _BARE_ADDRESS.sub(LINK, text)
    return text


def _without_logs(text: str) -> str:
    """Lines a program wrote become a code sign; who is mentioned in one has it left as it is."""
    return "\n".join(CODE if _is_logged(line) else line for line in text.split("\n"))


def _is_logged(line: str) -> bool:
    """Whether a program wrote it: by its shape, or as more signs than words in a long line."""
    if MENTION in line:
        return False
    if len(line) > _LONG_LINE and _SIGN_OR_DIGIT.subn("", line)[1] > len(line) * _MOST_SIGNS:
        return True
    return _LOG_LINE.fullmatch(line) is not None
