"""Queries on what the room keeps about one person, and on what is old."""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.models import (
    KudosAdditionRow,
    KudosNoticeRow,
    KudosPreferenceRow,
    KudosReportRow,
    KudosRow,
)
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.personal_rows import Row, delete_naming, rows_naming

_WORDED = (KudosRow, KudosAdditionRow)
_BOTH = ("giver", "receiver")


def export_rows(tx: Transaction, person: int) -> dict[str, list[Row]]:
    reports = rows_naming(
        tx, KudosReportRow, person, by=["reporter", "settled_by"], others=["settled_by"]
    )
    return {
        "kudos": rows_naming(tx, KudosRow, person, by=_BOTH),
        "kudos_addition": rows_naming(tx, KudosAdditionRow, person, by=_BOTH),
        "kudos_notice": rows_naming(tx, KudosNoticeRow, person, by=["receiver"]),
        "kudos_report": reports,
        "kudos_preference": rows_naming(tx, KudosPreferenceRow, person, by=["person"]),
    }


def list_sources_of(tx: Transaction, person: int) -> list[str]:
    """Every kudos that somebody gave, got, or added to."""
    found: set[str] = set()
    for model in _WORDED:
        query = select(model.source).where(
            model.workspace_id == tx.workspace_id,
            or_(model.giver == person, model.receiver == person),
        )
        found.update(tx.session.scalars(query.distinct()))
    return sorted(found)


def list_words_of(tx: Transaction, giver: int) -> set[str]:
    """All reasons somebody gave, as they are kept."""
    return {
        words
        for model in _WORDED
        for words in tx.session.scalars(select(model.reason).where(*_by(tx, model, giver)))
        if words
    }


def erase_words_of(tx: Transaction, giver: int) -> None:
    for model in _WORDED:
        tx.session.execute(update(model).where(*_by(tx, model, giver)).values(reason=""))


def erase_words_at(tx: Transaction, sources: Iterable[str]) -> None:
    for model in _WORDED:
        for source in sources:
            at = (model.workspace_id == tx.workspace_id, model.source == source)
            tx.session.execute(update(model).where(*at).values(reason=""))


def take_out_mentions(tx: Transaction, slack_id: str) -> None:
    """Out of what others wrote about others."""
    mention = re.compile(rf"<@{re.escape(slack_id)}(?:\|[^>]*)?>")
    for model in _WORDED:
        query = select(model.reason).where(
            model.workspace_id == tx.workspace_id,
            model.reason.contains(f"<@{slack_id}", autoescape=True),
        )
        for reason in tx.session.scalars(query.distinct()).all():
            said = (model.workspace_id == tx.workspace_id, model.reason == reason)
            left = " ".join(mention.sub("", reason).split())
            tx.session.execute(update(model).where(*said).values(reason=left))


def delete_choices(tx: Transaction, person: int) -> None:
    """Also who reported something, and which admin decided; that it was decided stays."""
    delete_naming(tx, KudosNoticeRow, person, by=["receiver"])
    delete_naming(tx, KudosPreferenceRow, person, by=["person"])
    for column in (KudosReportRow.reporter, KudosReportRow.settled_by):
        which = (KudosReportRow.workspace_id == tx.workspace_id, column == person)
        tx.session.execute(update(KudosReportRow).where(*which).values({column: 0}))


def erase_before(tx: Transaction, before: datetime, most: int) -> int:
    """Old reasons, and whom which old direct message told; that somebody was thanked stays."""
    at = micros_of_datetime(before)
    changed = sum(_erase_old_words(tx, model, at, most) for model in _WORDED)
    hour = int(before.timestamp()) // 3600
    old = (KudosNoticeRow.workspace_id == tx.workspace_id, KudosNoticeRow.hour < hour)
    hours = tx.session.scalars(select(KudosNoticeRow.hour).where(*old).distinct().limit(most)).all()
    tx.session.execute(delete(KudosNoticeRow).where(*old, KudosNoticeRow.hour.in_(hours)))
    return changed + len(hours)


def _erase_old_words(
    tx: Transaction, model: type[KudosRow] | type[KudosAdditionRow], at: int, most: int
) -> int:
    old = (model.workspace_id == tx.workspace_id, model.at < at, model.reason != "")
    sources = tx.session.scalars(select(model.source).where(*old).distinct().limit(most)).all()
    tx.session.execute(update(model).where(*old, model.source.in_(sources)).values(reason=""))
    return len(sources)


def _by(
    tx: Transaction, model: type[KudosRow] | type[KudosAdditionRow], giver: int
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return model.workspace_id == tx.workspace_id, model.giver == giver
