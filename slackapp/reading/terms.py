"""What a text is about, as keyed hashes: comparable with each other, readable by nobody."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from struct import unpack

from slackapp.reading.lexicon import words
from slackapp.reading.prose import read_prose

_TERM = re.compile(r"[a-z][a-z0-9]*(?:[._+#-][a-z0-9]+)*[+#]*|\d+(?:\.\d+)+|[^\W\d_a-z]{2,}")
_PARTS = re.compile(r"[._-]")
_LONGEST_TERM = 40
_ENDINGS = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s", "er", "ers")
_SHORTEST_STEM = 4
_COMMON = words("common")


def terms_of(text: str) -> Counter[str]:
    """The stems of a message's words, without those everybody uses; code and links left out."""
    return Counter(_terms(read_prose(text).text))


def keyed_terms(text: str, key: bytes) -> dict[int, int]:
    """The terms as 63-bit hashes under the workspace's key, and how often each is there."""
    return {_hash(term, key): count for term, count in terms_of(text).items()}


def _terms(text: str) -> Iterator[str]:
    for word in _TERM.findall(text):
        if len(word) > _LONGEST_TERM or word in _COMMON:
            continue
        yield _stem(word)
        parts = _PARTS.split(word)
        if len(parts) > 1:
            yield from (_stem(part) for part in parts if len(part) > 1 and part not in _COMMON)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _hash(term: str, key: bytes) -> int:
    digest = blake2b(term.encode(), digest_size=8, key=key).digest()
    return int(unpack(">Q", digest)[0]) >> 1
