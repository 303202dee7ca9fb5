"""What messages do in a question's talk, and the signs people put on them."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Select, and_, delete, func, select, update

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.features.questions.models import QuestionMarkRow, QuestionTalkRow
from slackapp.features.questions.rules.facts import Mark, Said
from slackapp.workspace.people import keys_left_out

_SAID = ("substantive", "thanks", "works", "asks", "to", "everyone", "mentions", "deleted")


def save_said(tx: Transaction, said: Said) -> None:
    """The newest version read wins; that its acts stand is not its business."""
    row = {
        "workspace_id": tx.workspace_id,
        "channel_id": said.channel_id,
        "ts": said.ts,
        "root_ts": said.root_ts,
        "author": said.author,
        "at": said.at,
        "substantive": said.substantive,
        "thanks": said.thanks,
        "works": said.works,
        "asks": said.asks,
        "to": list(said.to),
        "everyone": said.everyone,
        "mentions": list(said.mentions),
        "deleted": said.deleted,
        "credited": False,
    }
    insert_or_update(tx.session, QuestionTalkRow, [row], update=_SAID)


def find_said(tx: Transaction, channel_id: str, ts: str) -> Said | None:
    query = _talk(tx).where(QuestionTalkRow.channel_id == channel_id, QuestionTalkRow.ts == ts)
    row = tx.session.scalars(query).first()
    return None if row is None else _said(row)


def list_thread(tx: Transaction, channel_id: str, root_ts: str) -> list[Said]:
    """All that is known of a thread's replies."""
    query = _talk(tx).where(
        QuestionTalkRow.channel_id == channel_id, QuestionTalkRow.root_ts == root_ts
    )
    return [_said(row) for row in tx.session.scalars(query)]


def list_beside(tx: Transaction, channel_id: str, *, first: int, until: int) -> list[Said]:
    """What was said in a channel outside of threads."""
    query = _talk(tx).where(
        QuestionTalkRow.channel_id == channel_id,
        QuestionTalkRow.root_ts == "",
        QuestionTalkRow.at > first,
        QuestionTalkRow.at <= until,
    )
    return [_said(row) for row in tx.session.scalars(query)]


def list_answers(
    tx: Transaction, channel_ids: Collection[str], *, first: int, until: int
) -> list[Said]:
    """What was said with substance in these channels, oldest first."""
    query = _talk(tx).where(
        QuestionTalkRow.at >= first,
        QuestionTalkRow.at < until,
        QuestionTalkRow.channel_id.in_(channel_ids),
        QuestionTalkRow.substantive,
        ~QuestionTalkRow.deleted,
    )
    rows = tx.session.scalars(query.order_by(QuestionTalkRow.at, QuestionTalkRow.ts))
    return [_said(row) for row in rows]


def save_credited(tx: Transaction, channel_id: str, tss: Collection[str]) -> None:
    tx.session.execute(
        update(QuestionTalkRow)
        .where(
            QuestionTalkRow.workspace_id == tx.workspace_id,
            QuestionTalkRow.channel_id == channel_id,
            QuestionTalkRow.ts.in_(tss),
        )
        .values(credited=True)
    )


def save_mark(tx: Transaction, channel_id: str, mark: Mark) -> bool:
    """Whether it changed anything: of two turns of a sign the later one stands, off wins a tie."""
    known = tx.session.get(
        QuestionMarkRow, (tx.workspace_id, channel_id, mark.ts, mark.person, mark.sign)
    )
    if known is not None and (known.at, not known.live) >= (mark.at, not mark.live):
        return False
    if known is not None:
        known.at, known.live = mark.at, mark.live
        return True
    tx.session.add(
        QuestionMarkRow(
            workspace_id=tx.workspace_id,
            channel_id=channel_id,
            ts=mark.ts,
            person=mark.person,
            sign=mark.sign,
            at=mark.at,
            live=mark.live,
        )
    )
    return True


def list_marks(tx: Transaction, channel_id: str, tss: Iterable[str]) -> list[Mark]:
    query = (
        select(QuestionMarkRow)
        .where(
            QuestionMarkRow.workspace_id == tx.workspace_id,
            QuestionMarkRow.channel_id == channel_id,
            QuestionMarkRow.ts.in_(list(tss)),
        )
        .execution_options(populate_existing=True)
    )
    return [
        Mark(ts=row.ts, person=row.person, sign=row.sign, at=row.at, live=row.live)
        for row in tx.session.scalars(query)
    ]


class StillHelping(NamedTuple):
    """An older answer and how many marked it as helping them too."""

    channel_id: str
    ts: str
    root_ts: str
    author: int
    people: int


def list_still_helping(
    tx: Transaction, *, first: int, until: int, limit: int
) -> list[StillHelping]:
    """Answers given before `first` that helped most people in [first, until), in microseconds."""
    mark, said = QuestionMarkRow, QuestionTalkRow
    people = func.count(mark.person)
    place = (said.channel_id, said.ts, said.root_ts, said.author)
    query = (
        select(*place, people)
        .join(
            said,
            and_(
                said.workspace_id == mark.workspace_id,
                said.channel_id == mark.channel_id,
                said.ts == mark.ts,
            ),
        )
        .where(
            mark.workspace_id == tx.workspace_id,
            mark.at >= first,
            mark.at < until,
            mark.sign == "helped",
            mark.live,
            mark.person != said.author,
            mark.person.not_in(keys_left_out(tx)),
            said.at < first,
            ~said.deleted,
        )
        .group_by(*place)
        .order_by(people.desc(), said.ts)
        .limit(limit)
    )
    return [StillHelping(*row) for row in tx.session.execute(query)]


def forget_before(tx: Transaction, at: int) -> None:
    """What was said and marked before a time."""
    for model in (QuestionTalkRow, QuestionMarkRow):
        old = model.workspace_id == tx.workspace_id, model.at < at
        tx.session.execute(delete(model).where(*old))


def _talk(tx: Transaction) -> Select[QuestionTalkRow]:
    query = select(QuestionTalkRow).where(QuestionTalkRow.workspace_id == tx.workspace_id)
    return query.execution_options(populate_existing=True)


def _said(row: QuestionTalkRow) -> Said:
    return Said(
        channel_id=row.channel_id,
        ts=row.ts,
        root_ts=row.root_ts,
        author=row.author,
        at=row.at,
        substantive=row.substantive,
        thanks=row.thanks,
        works=row.works,
        asks=row.asks,
        to=tuple(row.to),
        everyone=row.everyone,
        mentions=tuple(row.mentions),
        deleted=row.deleted,
        credited=row.credited,
    )
