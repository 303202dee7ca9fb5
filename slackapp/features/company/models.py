"""Tables of the company room: what was suggested, welcomed and told, so that it is once."""

from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class TalkSuggestedRow(Base):
    """A thread whose writers were told that a huddle may be quicker."""

    __tablename__ = "talk_suggested"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    thread_ts: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int]


class FirstContributionRow(Base):
    """A newcomer's first contribution, whether they were welcomed for it or it was too late.

    message_ts: their own message, "" where it is none. Times are microseconds.
    """

    __tablename__ = "first_contribution"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    receiver: Mapped[int]
    source: Mapped[str]
    kind: Mapped[str]
    channel_id: Mapped[str]
    message_ts: Mapped[str]
    thread_ts: Mapped[str]
    at: Mapped[int]


class ImpactNoteRow(Base):
    """What somebody was to be told went on helping; `at` in microseconds.

    matter: "kind:place" of the acts in the ledger. ts: the message they are about.
    """

    __tablename__ = "impact_note"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    matter: Mapped[str] = mapped_column(primary_key=True)
    ts: Mapped[str]
    at: Mapped[int]
