"""Slack's ids as events and exports bring them."""

from typing import TypeGuard

from slackapp.reading.event_text import storable


def is_id(value: object) -> TypeGuard[str]:
    """Text that any database can look for."""
    return isinstance(value, str) and bool(value) and storable(value) == value
