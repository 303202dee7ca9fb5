"""Finding whom somebody meant by a name typed by hand."""

import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")

_LIKE_ENOUGH = 0.75  # "anna" for "ana" is 0.86, "bob" for "rob" 0.67
_LONGEST_NAME = 80


def nearest_name(typed: str, names: Mapping[str, T]) -> T | None:
    """Whose name, or a word of it, is most like `typed`; None if nobody's is, or two people's are.

    Case, accents and dots do not matter.
    """
    wanted = _folded(typed)
    likeness = SequenceMatcher(autojunk=False)
    likeness.set_seq2(wanted)
    best, found = _LIKE_ENOUGH, list[T]()
    for name, whose in names.items():
        score = max((_score(likeness, form, best) for form in _forms(name)), default=0.0)
        if score > best:
            best, found = score, []
        if score == best and whose not in found:
            found.append(whose)
    return found[0] if len(found) == 1 else None


def _folded(name: str) -> str:
    """Lower-case letters and digits only, words kept apart."""
    spread = unicodedata.normalize("NFKD", name[:_LONGEST_NAME]).casefold()
    bare = (sign for sign in spread if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


def _forms(name: str) -> Iterator[str]:
    """The whole name, also in one word, then each of its words."""
    folded = _folded(name)
    words = folded.split()
    yield from dict.fromkeys((folded, "".join(words), *words))


def _score(likeness: "SequenceMatcher[str]", form: str, best: float) -> float:
    likeness.set_seq1(form)
    if likeness.real_quick_ratio() < best or likeness.quick_ratio() < best:
        return 0.0
    return likeness.ratio()
