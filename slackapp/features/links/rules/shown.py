"""Links as people see them: names, no keys of people."""

from dataclasses import dataclass

SAVED = "saved"
PAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthReading:
    """A link to list: where it leads, what it is called, who found it.

    finder: None where nobody is to be named; made: the finder made it. others: how many shared it
    beside the named finder. useful: how many found it so.
    """

    address: str
    url: str
    title: str | None
    finder: str | None
    others: int
    useful: int = 0
    made: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of links; `words` asked for it. has_more: there is another page."""

    words: str
    lines: tuple[WorthReading, ...]
    offset: int = 0
    has_more: bool = False

    @property
    def is_saved(self) -> bool:
        return self.words == SAVED


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundUseful:
    """Somebody found a link useful, as one of so many; `finder` may be nobody to be named."""

    key: str
    finder: str | None
    count: int
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """How many links of a message are on somebody's list now; useful: somebody else's share."""

    keys: tuple[str, ...]
    useful: bool
