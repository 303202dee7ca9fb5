"""Who and where: people and channels of a workspace as plain values."""

from dataclasses import dataclass
from typing import Literal

PersonKind = Literal["member", "guest", "outside", "bot", "unknown"]
Audience = Literal["public", "private"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a workspace; `key` is ours and survives forgetting, `slack_id` does not.

    kind: member (may score), guest (Slack guest), outside (Slack Connect), bot (apps too),
    unknown (Slack knows no such user).
    """

    key: int
    slack_id: str
    name: str
    kind: PersonKind = "member"
    active: bool = True

    @property
    def is_member(self) -> bool:
        """Active, human, of this workspace and no guest: who may score and be named."""
        return self.kind == "member" and self.active


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A conversation; `audience` tells whether every member may know what happened there."""

    channel_id: str
    name: str
    audience: Audience
    app_is_member: bool = False
