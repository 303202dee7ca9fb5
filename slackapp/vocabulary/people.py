"""Who and where: people and channels of a workspace as plain values."""

from dataclasses import dataclass
from typing import Literal

PersonKind = Literal["member", "guest", "outside", "bot", "unknown", "left_out"]
Audience = Literal["public", "private"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a workspace; `key` is ours and survives forgetting, `slack_id` does not.

    kind: member (may score), guest (Slack guest), outside (Slack Connect), bot (apps too),
    unknown (Slack knows no such user), left_out (asked that nothing by or about them is kept).
    hides_name: counted, and named nowhere that others read by themselves.
    """

    key: int
    slack_id: str
    name: str
    kind: PersonKind = "member"
    active: bool = True
    hides_name: bool = False

    @property
    def is_member(self) -> bool:
        """Active, human, of this workspace and no guest: who may score."""
        return self.kind == "member" and self.active

    @property
    def is_heard(self) -> bool:
        """Whether we read and keep what they do: not of bots, nor of who asked to be left out."""
        return self.kind not in {"bot", "left_out"}

    @property
    def may_be_named(self) -> bool:
        """On boards and lists, to people who did not ask about them."""
        return self.is_member and not self.hides_name and bool(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A conversation; `audience` tells whether every member may know what happened there."""

    channel_id: str
    name: str
    audience: Audience
    app_is_member: bool = False
