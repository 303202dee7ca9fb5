"""What Slack says about people, channels and groups, as plain values ready to be saved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from slackapp.vocabulary.people import PersonKind

ChannelKind = Literal["public", "private", "im", "mpim"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """A user; updated_at is when Slack says this version of the profile was made.

    joined_at: where Slack told us of their joining.
    """

    slack_id: str
    name: str
    real_name: str = ""
    kind: PersonKind = "member"
    active: bool = True
    admin: bool = False
    timezone: str | None = None
    locale: str | None = None
    team_id: str | None = None
    updated_at: datetime | None = None
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRecord:
    """A conversation; `external` when people of other companies are in it."""

    channel_id: str
    name: str
    kind: ChannelKind = "public"
    app_is_member: bool = False
    archived: bool = False
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRecord:
    """A user group and the Slack ids of all its members."""

    group_id: str
    name: str = ""
    member_ids: tuple[str, ...] = ()
    active: bool = True
    updated_at: datetime | None = None


Record = PersonRecord | ChannelRecord | GroupRecord
