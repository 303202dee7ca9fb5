"""What became different since a board was posted: the board stays, and who asks is told."""

from collections.abc import Mapping
from dataclasses import dataclass

# How often somebody did what, by our key.
Deeds = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Somebody did this so much more often than the board says; less often below zero."""

    name: str
    deed: str
    more: int


def find_corrections(posted: Deeds, now: Deeds, names: Mapping[int, str]) -> list[Correction]:
    """Of who stood on the board and may be named still, by name."""
    found = [
        Correction(name=names[person], deed=deed, more=more)
        for person in posted.keys() & names.keys()
        for deed in {**posted[person], **now.get(person, {})}
        if (more := now.get(person, {}).get(deed, 0) - posted[person].get(deed, 0))
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.deed))
