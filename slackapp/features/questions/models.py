"""Tables of the questions room. No words but those typed to the app; times are microseconds."""

from sqlalchemy import JSON, Index, LargeBinary, false, true
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.audience import AudienceColumn
from slackapp.database.base import Base


class QuestionRow(Base):
    """A question and how it stands; `asker` and all people are keys of ours.

    question_id: "channel:ts", or "ask:…" for those of `/we ask`, whose `ts` is empty until their
    post is known. title, details: typed into its form. version_at: of the newest wording read.
    terms: keyed hashes of its words and how often each is there. imported: nobody is nudged about
    it. What follows is derived: state, due_at (when claim or waiting end), first_answer_at,
    reopened_at (0 for never), last_answer_at (after that), helpers, accepted ([ts, helper, since]).
    """

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_place", "workspace_id", "channel_id", "ts"),
        Index("ix_question_state", "workspace_id", "state", "due_at"),
        Index("ix_question_asked_at", "workspace_id", "asked_at"),
        Index("ix_question_last_answer", "workspace_id", "state", "last_answer_at"),
        Index("ix_question_changed_at", "workspace_id", "changed_at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str]
    ts: Mapped[str]
    thread_ts: Mapped[str]
    asker: Mapped[int]
    asked_at: Mapped[int]
    audience: Mapped[str] = mapped_column(AudienceColumn)
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
    reopened_at: Mapped[int] = mapped_column(server_default="0")
    last_answer_at: Mapped[int | None]
    claimed_by: Mapped[int]
    helpers: Mapped[list[int]] = mapped_column(JSON)
    accepted: Mapped[list[list[str | int]]] = mapped_column(JSON)
    changed_at: Mapped[int]
    imported: Mapped[bool] = mapped_column(server_default=false())


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

    sign: accept, unaccept, helped, thanks, claim, still_open, solved, withdraw, or a reaction's
    "emoji:…".
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
    """Whether somebody may be asked to help: how often a week, 0 for never; unsaid is no row.

    said: by themselves; else they were asked for it, and no answer is a no. topics: in their own
    words, separated by commas; empty is any.
    """

    __tablename__ = "question_helper"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    times_a_week: Mapped[int]
    said: Mapped[bool] = mapped_column(server_default=true())
    topics: Mapped[str] = mapped_column(server_default="")


class QuestionBatonRow(Base):
    """Who was asked to help with a question, one after the other: place 1, 2, 3.

    answer: taken, not_now, not_my_topic, or empty while nothing was said.
    """

    __tablename__ = "question_baton"
    __table_args__ = (Index("ix_question_baton_person", "workspace_id", "person", "asked_at"),)

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[int]
    asked_at: Mapped[int]
    answer: Mapped[str]


class QuestionNotTopicRow(Base):
    """What a question was about of which somebody said that it is not their topic."""

    __tablename__ = "question_not_topic"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[str] = mapped_column(primary_key=True)
    terms: Mapped[list[int]] = mapped_column(JSON)
    at: Mapped[int]


class QuestionNudgedRow(Base):
    """A line of a nudge as it was shown, so that it keeps its lines while they change.

    person: to whom, 0 for a channel. answer_ts, helper: where the line is about an answer.
    """

    __tablename__ = "question_nudged"
    __table_args__ = (Index("ix_question_nudged_question", "workspace_id", "question_id", "kind"),)

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[str]
    answer_ts: Mapped[str]
    helper: Mapped[int]
    shown_at: Mapped[int]


class QuestionKeyRow(Base):
    """The workspace's secret under which terms are hashed."""

    __tablename__ = "question_key"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
