"""The web links people share in a message."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from ada_url import URL

from slackapp.reading.canonical_url import canonical_url, list_parameters
from slackapp.reading.mrkdwn import spans
from slackapp.reading.secret_parts import masked

__all__ = ["SharedLink", "canonical_url", "read_links"]


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A page somebody shared; all ways of writing its address have one `key`.

    `url` is the canonical address, `address` the one to open: as it was shared, without tracking.
    Both are free of secrets; `secret` tells that something was masked and may not open.
    """

    key: str
    url: str
    host: str
    secret: bool
    address: str


def read_links(text: str) -> tuple[SharedLink, ...]:
    """Each web link once, in order, outside code and quotes."""
    links: dict[str, SharedLink] = {}
    for link in _links(text):
        links.setdefault(link.key, link)
    return tuple(links.values())


def _links(text: str) -> Iterator[SharedLink]:
    for span in spans(text):
        if span.kind == "link" and not span.quoted:
            canonical = canonical_url(span.target)
            if canonical is not None:
                yield _shared_link(canonical, as_shared=URL(span.target))


def _shared_link(canonical: str, *, as_shared: URL) -> SharedLink:
    identity = URL(canonical)
    as_shared.search = "&".join(list_parameters(as_shared.search))
    address = masked(as_shared)
    return SharedLink(
        key=blake2b(canonical.encode(), digest_size=16).hexdigest(),
        url=masked(identity),
        host=identity.hostname,
        secret=address != as_shared.href,
        address=address,
    )
