"""Tables of the questions room. No words but those typed to the app; times are microseconds."""

from sqlalchemy import JSON, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class QuestionRow(Base):
    """A question and how it stands; `asker` and all people are keys of ours.

    question_id: "channel:ts", or "ask:…" for those of `/we ask`, whose `ts` is empty until their
    post is known. title, details: typed into its form. version_at: of the newest wording read.
    terms: keyed hashes of its words and how often each is there. What follows is derived: state,
    due_at (when claim or waiting end), first_answer_at, helpers, accepted ([ts, helper, since]).
    """

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_place", "workspace_id", "channel_id", "ts"),
        Index("ix_question_state", "workspace_id", "state", "due_at"),
        Index("ix_question_asked_at", "workspace_id", "asked_at"),
        Index("ix_question_changed_at", "workspace_id", "changed_at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str]
    ts: Mapped[str]
    thread_ts: Mapped[str]
    asker: Mapped[int]
    asked_at: Mapped[int]
    audience: Mapped[str]
    origin: Mapped[str]
    asks: Mapped[bool]
    deleted: Mapped[bool]
    version_at: Mapped[int]
    title: Mapped[str]
    details: Mapped[str]
    terms: Mapped[dict[str, int]] = mapped_column(JSON)
    state: Mapped[str]
    due_at: Mapped[int | None]
    first_answer_at: Mapped[int | None]
    claimed_by: Mapped[int]
    helpers: Mapped[list[int]] = mapped_column(JSON)
    accepted: Mapped[list[list[str | int]]] = mapped_column(JSON)
    changed_at: Mapped[int]


class QuestionTalkRow(Base):
    """What a message does in a question's thread, or beside it (no root_ts); none of its words.

    credited: acts of giving stand, or stood, at it.
    """

    __tablename__ = "question_talk"
    __table_args__ = (
        Index("ix_question_talk_root", "workspace_id", "channel_id", "root_ts", "at"),
        Index("ix_question_talk_at", "workspace_id", "at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    ts: Mapped[str] = mapped_column(primary_key=True)
    root_ts: Mapped[str]
    author: Mapped[int]
    at: Mapped[int]
    substantive: Mapped[bool]
    thanks: Mapped[bool]
    works: Mapped[bool]
    asks: Mapped[bool]
    to: Mapped[list[int]] = mapped_column(JSON)
    everyone: Mapped[bool]
    mentions: Mapped[list[int]] = mapped_column(JSON)
    deleted: Mapped[bool]
    credited: Mapped[bool]


class QuestionMarkRow(Base):
    """A sign somebody put on a question or an answer; `at` of the latest turn, on or off (`live`).

    sign: accept, unaccept, helped, claim, still_open, solved, withdraw, or a reaction's "emoji:…".
    """

    __tablename__ = "question_mark"
    __table_args__ = (Index("ix_question_mark_at", "workspace_id", "at"),)

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    ts: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sign: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int]
    live: Mapped[bool]


class QuestionHelperRow(Base):
    """Whether somebody may be asked to help: how often a week, 0 for never; unsaid is no row."""

    __tablename__ = "question_helper"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    times_a_week: Mapped[int]


class QuestionKeyRow(Base):
    """The workspace's secret under which terms are hashed."""

    __tablename__ = "question_key"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
