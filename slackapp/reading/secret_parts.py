"""Secrets inside addresses, masked, so that a link can be stored and shown."""

import re
from urllib.parse import unquote

from ada_url import URL

from slackapp.reading.canonical_url import unescape_unreserved

MASK = "***"

_SECRET_NAME = re.compile(
    r"""(?:.*[_.-])?(?:pwd|pass|passwd|password|passphrase|token|secret|signature|sig|credential
        |api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|auth|authorization|jwt|otp)
      | .*(?:token|secret|password|apikey|accesskeyid|signature)
      | tk""",
    re.VERBOSE | re.IGNORECASE,
)
_MAYBE_SECRET_NAME = re.compile(
    r"(?:.*[_.-])?(?:key|code|sid|session|sessionid|invite|ticket)", re.IGNORECASE
)
_KNOWN_SECRET = re.compile(
    r"""(?<![\w-])(?:eyJ[\w-]{10,}\.[\w.-]{4,}  # a JWT
        | gh[opsu]_\w{20,} | github_pat_\w{20,} | xox[a-z]-[\w-]{10,} | xapp-[\w-]{10,}
        | (?:AKIA|ASIA)[A-Z0-9]{16})
      | (?<=/)services/T\w+/B\w+/\w+       # Slack's incoming webhooks
      | (?<=/webhooks/)\d+/[\w-]+          # Discord's""",
    re.VERBOSE | re.ASCII,
)
_PAIR = re.compile(r"(?P<name>(?:^|[?&#;])[^=?&#;]+=)(?P<value>[^?&#;]+)")
_ADDRESS = re.compile(r"https?://[^\s<>|\"]+", re.IGNORECASE)
_LONG_RUN = re.compile(r"[A-Za-z0-9_+~]{16,}")
_RANDOM_FROM = 16


def masked(url: URL) -> str:
    """The address with every secret in it as ***."""
    user = f"{MASK}@" if url.username or url.password else ""
    path = _masked_tokens(url.pathname)
    query = _PAIR.sub(_masked_pair, _masked_tokens(url.search))
    fragment = _PAIR.sub(_masked_pair, _masked_tokens(url.hash))
    fragment = _LONG_RUN.sub(_masked_key, fragment)
    return f"{url.protocol}//{user}{url.host}{path}{query}{fragment}"


def masked_within(text: str) -> str:
    """The text with the secrets of the addresses in it as ***; all else stays as written."""
    return _ADDRESS.sub(_masked_address, text)


def _masked_address(found: re.Match[str]) -> str:
    try:
        url = URL(found[0])
    except ValueError:
        return found[0]
    shown = masked(url)
    return found[0] if shown == url.href else shown


def _masked_tokens(part: str) -> str:
    shown = unescape_unreserved(part)
    return _KNOWN_SECRET.sub(MASK, shown) if _KNOWN_SECRET.search(shown) else part


def _masked_pair(pair: re.Match[str]) -> str:
    name, value = unquote(pair["name"]).strip("?&#;="), unquote(pair["value"])
    return pair["name"] + MASK if _is_secret(name, value) else pair[0]


def _is_secret(name: str, value: str) -> bool:
    if _SECRET_NAME.fullmatch(name):
        return True
    if _MAYBE_SECRET_NAME.fullmatch(name):
        return _looks_random(value)
    return any(_is_secret_pair(inner) for inner in _PAIR.finditer(value))


def _is_secret_pair(inner: re.Match[str]) -> bool:
    return _SECRET_NAME.fullmatch(inner["name"].strip("?&#;=")) is not None


def _looks_random(value: str) -> bool:
    """Long, letters and digits mixed, no words apart."""
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return len(value) >= _RANDOM_FROM and mixed and " " not in value


def _masked_key(run: re.Match[str]) -> str:
    """Keys of encrypted pads and files stand in fragments; plain words and numbers stay."""
    kinds = (str.isdigit, str.islower, str.isupper)
    return MASK if all(any(map(kind, run[0])) for kind in kinds) else run[0]
