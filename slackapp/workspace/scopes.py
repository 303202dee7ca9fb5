"""What the app asks of Slack when it is installed: always, and for what is turned on besides."""

from collections.abc import Iterable

# Held equal to manifest.yml by tests/house/test_manifest.py; docs/privacy.md says why each.
BASE_SCOPES = (
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "dnd:read",
    "groups:history",
    "groups:read",
    "reactions:read",
    "reactions:write",
    "usergroups:read",
    "users:read",
)

# By the word in /slack/install?with=…: needed only where the feature is turned on.
OPTIONAL_SCOPES = {"files": ("files:write",)}


def scopes_to_ask(wanted: Iterable[str]) -> list[str]:
    """All of the app's own, and those of the features named; a word we do not know asks nothing."""
    more = [scope for word in sorted(set(wanted)) for scope in OPTIONAL_SCOPES.get(word, ())]
    return [*BASE_SCOPES, *more]


def missing_scopes(granted: Iterable[str]) -> list[str]:
    """Without which parts of the app do not work."""
    return sorted({*BASE_SCOPES} - {*granted})
