"""The web links people share in a message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from ada_url import URL

from slackapp.reading.canonical_url import canonical_url, list_parameters
from slackapp.reading.mrkdwn import spans
from slackapp.reading.secret_parts import masked

__all__ = ["SharedLink", "canonical_url", "read_addresses", "read_links"]

_BARE = re.compile(r"\bhttps?://[^\s<>|\"]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'\"…"  # ends the sentence, not the address


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


def read_addresses(text: str) -> tuple[str, ...]:
    """The canonical addresses in a message, each once, secrets unmasked: for machines, not to show.

    Addresses without Slack's <…> count too, as other chats write them.
    """
    if "://" not in text:
        return ()
    found = (canonical_url(address) for address in _addresses(text))
    return tuple(dict.fromkeys(address for address in found if address is not None))


def _addresses(text: str) -> Iterator[str]:
    for span in spans(text):
        if span.quoted:
            continue
        if span.kind == "link":
            yield span.target
        elif span.kind == "text" and "://" in span.text:
            yield from (address.rstrip(_AFTER_ADDRESS) for address in _BARE.findall(span.text))


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
