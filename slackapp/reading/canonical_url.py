"""One name for each web page, however its address was written; nothing is ever fetched.

WHATWG parsing is the library's, the rules are ours: docs/decisions/0003-canonical-links.md.
A rule stands here only where it can never give two different pages one name.
"""

import re

from ada_url import URL

from slackapp.reading.redirects import unwrapped
from slackapp.reading.site_rules import Page, as_its_site_names_it
from slackapp.reading.tracking_parameters import is_tracking

LONGEST_URL = 2048

_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ANCHOR = re.compile(r"#[^=/:!?&@]*")


def canonical_url(url: str) -> str | None:
    """The address all ways of writing it share; None for anything that is no web page's."""
    parsed = _parsed_url(url)
    if parsed is None:
        return None
    host = _host(parsed.hostname)
    path = unescape_unreserved(parsed.pathname).rstrip("/")
    parameters = list_parameters(unescape_unreserved(parsed.search))
    if not parsed.port:
        page = as_its_site_names_it(Page(host, path, tuple(parameters)))
        host, path, parameters = page.host, page.path, list(page.parameters)
    query_text = "?" + "&".join(_sorted(parameters)) if parameters else ""
    fragment = "" if host == "youtube.com" else _fragment(parsed.hash)
    port = f":{parsed.port}" if parsed.port not in {"", "443"} else ""
    canonical = f"https://{_user(parsed)}{host}{port}{path or '/'}{query_text}{fragment}"
    return canonical if len(canonical) <= LONGEST_URL else None


def _parsed_url(url: str) -> URL | None:
    """The WHATWG reading of an http(s) address; None for others and for overlong ones."""
    if len(url) > LONGEST_URL:
        return None
    try:
        parsed = URL(url)
    except ValueError:
        return None
    return unwrapped(parsed) if parsed.protocol in {"http:", "https:"} else None


def list_parameters(search: str) -> list[str]:
    """The "name=value" parts of "?…" that are neither empty nor tracking."""
    parts = search.removeprefix("?").split("&")
    return [part for part in parts if part and not is_tracking(part)]


def unescape_unreserved(part: str) -> str:
    """Escapes of letters, digits and -._~ undone, the others in upper case (RFC 3986, 6.2.2)."""
    return _ESCAPED.sub(_unescaped, part)


def _unescaped(escape: re.Match[str]) -> str:
    sign = chr(int(escape[0][1:], 16))
    return sign if sign in _UNRESERVED else escape[0].upper()


def _host(hostname: str) -> str:
    bare = hostname.removeprefix("www.")
    is_a_site = "." in bare.strip(".") and not bare.startswith(("www.", "."))
    return bare if is_a_site else hostname


def _user(parsed: URL) -> str:
    if not parsed.username and not parsed.password:
        return ""
    password = f":{parsed.password}" if parsed.password else ""
    return f"{parsed.username}{password}@"


def _sorted(parameters: list[str]) -> list[str]:
    """By name, repeated names in their order; as they are where a part has no name."""
    if all("=" in part for part in parameters):
        return sorted(parameters, key=lambda part: part.partition("=")[0])
    return parameters


def _fragment(fragment: str) -> str:
    """Routes and states inside the page's program are kept, anchors are not."""
    route = fragment.partition(":~:")[0]
    is_start = route in {"#/", "#!", "#!/"}
    is_only_tracking = all(map(is_tracking, route.removeprefix("#").split("&")))
    return "" if is_start or is_only_tracking or _ANCHOR.fullmatch(route) else route
