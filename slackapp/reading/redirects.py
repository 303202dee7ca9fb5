"""Addresses that only lead on to another one they carry; unwrapped by their text, never fetched."""

import re

from ada_url import URL, URLSearchParams

_DEEPEST = 3  # a wrapper in a wrapper in a wrapper
# Host, path and the parameter that holds the page, each as its service writes it.
_WRAPPERS = (
    (re.compile(r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}"), "/url", ("q", "url")),
    (re.compile(r"(?:www\.)?youtube\.com"), "/redirect", ("q",)),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
    (re.compile(r"l\.instagram\.com"), "/", ("u",)),
    (re.compile(r"slack-redir\.net"), "/link", ("url",)),
    (re.compile(r"[a-z0-9]+\.safelinks\.protection\.outlook\.com"), "/", ("url",)),
    (re.compile(r"out\.reddit\.com"), "", ("url",)),
    (re.compile(r"(?:www\.)?linkedin\.com"), "/redir/redirect", ("url",)),
    (re.compile(r"(?:www\.)?duckduckgo\.com"), "/l/", ("uddg",)),
    (re.compile(r"steamcommunity\.com"), "/linkfilter/", ("url", "u")),
    (re.compile(r"(?:m\.)?vk\.com"), "/away.php", ("to",)),
    (re.compile(r"t\.umblr\.com"), "/redirect", ("z",)),
    (re.compile(r"getpocket\.com"), "/redirect", ("url",)),
)


def unwrapped(url: URL) -> URL:
    """The page a known wrapper leads to; any other address as it is."""
    for _ in range(_DEEPEST):
        inner = _inner(url)
        if inner is None:
            break
        url = inner
    return url


def _inner(url: URL) -> URL | None:
    for host, path, names in _WRAPPERS:
        if host.fullmatch(url.hostname) and (not path or url.pathname == path):
            carried = URLSearchParams(url.search)
            return _page(next((carried.get(name) for name in names if carried.has(name)), ""))
    return None


def _page(address: str) -> URL | None:
    try:
        page = URL(address)
    except ValueError:
        return None
    return page if page.protocol in {"http:", "https:"} else None
