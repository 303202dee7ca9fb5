"""Whether a message asks something, and whether it seeks help worth tracking."""

import re
from dataclasses import dataclass

from slackapp.reading.lexicon import spaced, unspaced
from slackapp.reading.prose import MENTION, Prose

_END = r"(?=[\s\"')\]!.,:;A-Z\ue000-\ue004]|$)"
_TERNARY = r"(?!\s*\S+\s*:\s)"  # "ready ? left : right"
_MARK = re.compile(rf"[?\uff1f\u061f]+{_TERNARY}{_END}|¿|[かの](?=\u3002|$)")
_LEAD_IN = r"(?:\b(?:hi|hey|hello|guys|all|folks|everyone|so|and|but|ok|please|also)\W+|[\W_])*"
_ASKING = re.compile(rf"(?:^|[.!,;:\n]){_LEAD_IN}{spaced('asks')}|{unspaced('asks')}")
_TOWARDS_ANOTHER = re.compile(r"\b(?:you|your|u|ur|did|what error|which version)\b")
_PUBLIC = re.compile(
    r"\b(?:any(?:one|body)|how (?:do|can|to)|is there|i|my|we|guys|all|help|hi|hello)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether a message asks, whether for help worth tracking, and how sure that is (0 to 1)."""

    question: bool
    trackable: bool
    question_score: float
    trackable_score: float


def read_question(prose: Prose, *, first: bool | None = None) -> Asked:
    """`first`: whether the message begins a thread, where that is known."""
    question = _asks(prose)
    answers = first is False or prose.text.startswith(MENTION)
    trackable = question and not answers and not _TOWARDS_ANOTHER.search(prose.text)
    trackable = trackable or (question and not answers and _PUBLIC.search(prose.text) is not None)
    return Asked(question, trackable, float(question), float(trackable))


def _asks(prose: Prose) -> bool:
    return _MARK.search(prose.cased) is not None or _ASKING.search(prose.text) is not None
