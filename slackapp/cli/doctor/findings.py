"""What a check comes to: well, worth a look, or wrong and what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["well", "look", "wrong"]
SIGNS: dict[Verdict, str] = {"well": "✓", "look": "!", "wrong": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Shows ids, codes and numbers; never a secret, never what people wrote."""

    verdict: Verdict
    name: str
    says: str
    do: str = ""


Check = Callable[[], Iterable[Finding]]


def well(name: str, says: str) -> Finding:
    return Finding("well", name, says)


def look(name: str, says: str, do: str = "") -> Finding:
    return Finding("look", name, says, do)


def wrong(name: str, says: str, do: str) -> Finding:
    return Finding("wrong", name, says, do)
