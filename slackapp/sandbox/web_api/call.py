"""One Web API call: who calls, with what, and the errors Slack would answer."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.acts.sharing import Sharing
from slackapp.sandbox.interactions.views import Views
from slackapp.sandbox.scopes import kind_scope
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Message
from slackapp.sandbox.world.world import Installation, Team, World

Json = dict[str, Any]
LARGEST_PAGE = 1000


class SlackError(Exception):
    """An answer with `ok: false`; extra fields go beside the error's name."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.body: Json = {"ok": False, "error": code, **extra}


class RateLimitedError(SlackError):
    """HTTP 429 with a `Retry-After` in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Args:
    """The arguments, sent as a form, a query string or JSON."""

    values: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.values.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.values.get(name) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments") from None

    def words(self, name: str) -> list[str]:
        """Values between commas."""
        value = self.values.get(name) or ""
        parts = value if isinstance(value, list) else str(value).split(",")
        return [part.strip() for part in parts if part.strip()]

    def json(self, name: str, error: str) -> Any:  # noqa: ANN401 - any JSON
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(error) from None


@dataclass(frozen=True)
class Call:
    """What a method works with."""

    world: World
    acts: Acts
    views: Views
    sharing: Sharing
    installation: Installation
    team: Team
    args: Args

    @property
    def bot_id(self) -> str:
        return self.installation.bot_user_id

    def need_scope(self, scope: str) -> None:
        if scope not in self.installation.scopes:
            raise missing_scope(self.installation, scope)

    def channel(self, name: str = "channel") -> Channel:
        """The channel asked for, if the bot may know it is there."""
        return self.channel_of(self.args.text(name))

    def channel_of(self, channel_id: str) -> Channel:
        found = self.team.channels.get(channel_id)
        if found is None:
            raise SlackError("channel_not_found")
        if found.kind is not Kind.PUBLIC and self.bot_id not in found.members:
            raise SlackError("channel_not_found")
        return found

    def readable_channel(self, right: str) -> Channel:
        """The channel, with the scope for its kind: `history` or `read`."""
        found = self.channel()
        self.need_scope(kind_scope(found.kind, right))
        return found

    def message(self, channel: Channel, name: str) -> Message:
        found = channel.message(self.args.text(name))
        if found is None:
            raise SlackError("message_not_found")
        return found


Method = Callable[[Call], Json]


def missing_scope(installation: Installation, needed: str) -> SlackError:
    provided = ",".join(sorted(installation.scopes))
    return SlackError("missing_scope", needed=needed, provided=provided)


def page_of(call: Call, items: list[Any], default: int) -> tuple[list[Any], Json]:
    """One page and its `response_metadata`."""
    start = int(read_cursor(call.args.text("cursor"), "offset") or 0)
    limit = call.args.number("limit", default)
    if not 0 < limit <= LARGEST_PAGE:
        raise SlackError("invalid_limit")
    end = start + limit
    cursor = make_cursor("offset", str(end)) if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": cursor}}


def make_cursor(kind: str, position: str) -> str:
    return base64.b64encode(f"{kind}:{position}".encode()).decode()


def read_cursor(cursor: str, kind: str) -> str | None:
    if not cursor:
        return None
    try:
        found, _, position = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    if found != kind or not position.isdigit():
        raise SlackError("invalid_cursor")
    return position
