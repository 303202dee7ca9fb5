"""A nudge in plain values: what it is about, what it says, and what came of it.

In the vocabulary, so that pure blocks can word them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from slackapp.vocabulary.facts import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """A nudge as its owner knows it: what it is about, and whom it asks (0: the whole channel)."""

    kind: str
    subject: str
    person: int
    channel_id: str
    thread_ts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeChoice:
    """A button of a nudge; `is_act`: pressing it is the kindness, not a no."""

    value: str
    label: str
    is_act: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeLine:
    """A line of a list in a nudge, in Slack's markup, and the button beside it."""

    markup: str
    choice: NudgeChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeAsk:
    """What a nudge says in Slack's markup, a list under it, its buttons; at most four."""

    markup: str
    lines: Sequence[NudgeLine] = ()
    choices: Sequence[NudgeChoice] = ()


@dataclass(frozen=True, kw_only=True)
class NudgeDone(Answer):
    """What came of a press, in Slack's markup, said in place of the question or to who pressed."""

    markup: str
    can_undo: bool = False
