"""Tables of the links room: pages, who shared them where, who found them useful."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.audience import AudienceColumn
from slackapp.database.base import Base


class Link(Base):
    """A page somebody shared, by the key all ways of writing its address have.

    `url` is its name, `address` the one to open; both are free of secrets. `title` is null until
    Slack unfurls it. A link with a `secret` was masked and is never listed.
    """

    __tablename__ = "link"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    address: Mapped[str]
    host: Mapped[str]
    secret: Mapped[bool]
    title: Mapped[str | None]


class LinkShare(Base):
    """A link in one message; `sharer` is our person key.

    `turn` is the time of the version that last said whether the link is in the message (`live`),
    `shared_at` the time of the first version that had it; both in microseconds. whose: self, other,
    own_event or unclear; words: of the sharer's own beside it.
    """

    __tablename__ = "link_share"
    __table_args__ = (
        Index("ix_link_share_workspace_id_key", "workspace_id", "key"),
        Index("ix_link_share_workspace_id_shared_at", "workspace_id", "shared_at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    message_ts: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    sharer: Mapped[int]
    shared_at: Mapped[int]
    audience: Mapped[str] = mapped_column(AudienceColumn)
    live: Mapped[bool]
    turn: Mapped[int]
    whose: Mapped[str] = mapped_column(server_default="unclear")
    words: Mapped[int] = mapped_column(server_default="0")


class LinkMark(Base):
    """What somebody did about a message with links or one that passes a message on.

    sign: useful, emoji:NAME, thanks:TS, seen:NAME or reply:TS. `at`: of the latest turn, on or off
    (`live`), in microseconds.
    """

    __tablename__ = "link_mark"
    __table_args__ = (Index("ix_link_mark_at", "workspace_id", "at"),)

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    message_ts: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sign: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int]
    live: Mapped[bool]


class LinkPromotion(Base):
    """A message that passes on a colleague's, by its permalink or link, with their name.

    `turn`: the time of the version that last said whether it does (`live`), in microseconds.
    """

    __tablename__ = "link_promotion"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    message_ts: Mapped[str] = mapped_column(primary_key=True)
    author: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    promoter: Mapped[int]
    audience: Mapped[str] = mapped_column(AudienceColumn)
    live: Mapped[bool]
    turn: Mapped[int]


class LinkSaved(Base):
    """A link somebody put on their own list."""

    __tablename__ = "link_saved"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int]
