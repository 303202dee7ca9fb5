"""Tables of who and where: workspaces, people, channels, user groups, settings."""

from datetime import datetime

from sqlalchemy import JSON, Index, LargeBinary, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class WorkspaceRow(Base):
    """A Slack team the app is installed in; `id` is Slack's team id."""

    __tablename__ = "workspace"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    timezone: Mapped[str | None]
    bot_user_id: Mapped[str]
    bot_id: Mapped[str]
    app_id: Mapped[str]
    url: Mapped[str] = mapped_column(server_default="")
    recording_since: Mapped[datetime]
    created_at: Mapped[datetime]


class InstallationRow(Base):
    """The app as installed in a workspace: what it may do there, and its tokens, encrypted.

    state: live; ended (nothing is read or posted, all is kept until purge_at); purging.
    token: null where it is the one in the config, or was given up. key_id: what it is sealed with.
    trouble: why a new token could not be had, in Slack's word; installing again helps.
    """

    __tablename__ = "installation"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    enterprise_id: Mapped[str | None]
    scopes: Mapped[list[str]] = mapped_column(JSON)
    installed_by: Mapped[str]
    installed_at: Mapped[datetime]
    state: Mapped[str]
    key_id: Mapped[str | None]
    token: Mapped[str | None]
    refresh_token: Mapped[str | None]
    expires_at: Mapped[datetime | None]
    trouble: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    purge_at: Mapped[datetime | None]


class UsedStateRow(Base):
    """An OAuth `state` that somebody came back with, so that nobody does again before it expires.

    Of no workspace: which one it is for is only known afterwards.
    """

    __tablename__ = "used_state"

    nonce: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class PersonRow(Base):
    """Somebody we met; `slack_id` is null once forgotten, `key` stays.

    updated_at: when Slack says this version of the profile was made, null where it does not say.
    joined_at: when they joined while we were there. hides_name, left_out: as they chose; who is
    left out is of that kind, and slack_kind keeps what they are for Slack.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_id"),
        Index("ix_person_kind", "workspace_id", "kind", "active", "name", "key"),
        Index("ix_person_hides_name", "workspace_id", "hides_name"),
        Index("ix_person_joined_at", "workspace_id", "joined_at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slack_id: Mapped[str | None]
    name: Mapped[str]
    real_name: Mapped[str]
    kind: Mapped[str]
    active: Mapped[bool]
    admin: Mapped[bool] = mapped_column(server_default=false())
    timezone: Mapped[str | None]
    locale: Mapped[str | None]
    team_id: Mapped[str | None]
    updated_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    hides_name: Mapped[bool] = mapped_column(server_default=false())
    left_out: Mapped[bool] = mapped_column(server_default=false())
    slack_kind: Mapped[str | None]


class ChannelRow(Base):
    """A conversation we met; app_membership_at (microseconds) is when the app came or went last."""

    __tablename__ = "channel"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    app_is_member: Mapped[bool]
    app_membership_at: Mapped[int] = mapped_column(server_default="0")
    archived: Mapped[bool]
    external: Mapped[bool]


class UserGroupRow(Base):
    """A user group we met; updated_at is Slack's, null where it did not say."""

    __tablename__ = "user_group"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    active: Mapped[bool]
    updated_at: Mapped[datetime | None]


class UserGroupMemberRow(Base):
    """Who is in a user group."""

    __tablename__ = "user_group_member"
    __table_args__ = (
        Index("ix_user_group_member_workspace_id_person_key", "workspace_id", "person_key"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(primary_key=True)
    person_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class WorkspaceSettingRow(Base):
    """One setting people changed, by its full name ("kudos.emoji")."""

    __tablename__ = "workspace_setting"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[object] = mapped_column(JSON)


class SettingChangeRow(Base):
    """A setting somebody changed: its full name, who (null: whoever runs the app), from, to."""

    __tablename__ = "setting_change"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    person: Mapped[int | None]
    changed_at: Mapped[datetime]
    before: Mapped[object | None] = mapped_column(JSON)
    after: Mapped[object | None] = mapped_column(JSON)


class PreferenceRow(Base):
    """What a member chose for themselves; a null is the workspace's or the app's default."""

    __tablename__ = "preference"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paused_until: Mapped[datetime | None]
    direct_messages: Mapped[bool] = mapped_column(server_default=true())
    nudges: Mapped[dict[str, bool]] = mapped_column(JSON)
    muted_channels: Mapped[list[str]] = mapped_column(JSON)
    opens: Mapped[str | None]
    closes: Mapped[str | None]
    days: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))


class ForgottenPersonRow(Base):
    """Somebody who asked to be forgotten, as a keyed hash of their Slack id.

    left_out: nothing by or about them is read from then on either.
    """

    __tablename__ = "forgotten_person"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    id_hash: Mapped[str] = mapped_column(primary_key=True)
    forgotten_at: Mapped[datetime]
    left_out: Mapped[bool]


class ForgettingKeyRow(Base):
    """The workspace's secret under which ids of those forgotten are hashed."""

    __tablename__ = "forgetting_key"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
