"""Which links a message shares, whatever order its versions arrive in. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A link in a message: since when, whether still, and the time of the version that said so."""

    shared_at: int
    live: bool
    turn: int


def after_version(
    known: Mapping[str, Share], links: Collection[str], *, at: int, superseded: bool
) -> dict[str, Share]:
    """The shares that change when a version of the message has exactly these links.

    A superseded version still tells since when a link was there, never that it is there now.
    """
    changed = {key: _stated(known.get(key), at=at, live=not superseded) for key in links}
    gone = {
        key: replace(share, live=False, turn=at)
        for key, share in known.items()
        if key not in changed and share.turn < at
    }
    return changed | gone


def _stated(known: Share | None, *, at: int, live: bool) -> Share:
    if known is None:
        return Share(shared_at=at, live=live, turn=at)
    shared_at = min(known.shared_at, at)
    if at < known.turn:
        return replace(known, shared_at=shared_at)
    return Share(shared_at=shared_at, live=live, turn=at)
