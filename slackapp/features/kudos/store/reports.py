"""Queries on what was reported to the admins."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, update

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.kudos.models import KudosReportRow


class Report(NamedTuple):
    """How it was settled ("" while it is not) and by whom; `decision` counts from 0."""

    settled: str
    settled_by: int
    decision: int


def add_report(tx: Transaction, *, source: str, reporter: int, at: int) -> None:
    """One a kudos, whoever reports it again; what admins let stand is to be decided anew."""
    asked = {"reporter": reporter, "at": at, "settled": "", "settled_by": 0}
    key = {"workspace_id": tx.workspace_id, "source": source}
    insert_new(tx.session, KudosReportRow, [{**key, **asked, "decision": 0}])
    again = update(KudosReportRow).where(*_is(tx, source), KudosReportRow.settled == "kept")
    tx.session.execute(again.values(**asked, decision=KudosReportRow.decision + 1))


def find_report(tx: Transaction, source: str) -> Report | None:
    row = tx.session.get(KudosReportRow, (tx.workspace_id, source), populate_existing=True)
    return Report(row.settled, row.settled_by, row.decision) if row else None


def settle_report(tx: Transaction, *, source: str, settled: str, by: int) -> None:
    change = update(KudosReportRow).where(*_is(tx, source), KudosReportRow.settled == "")
    tx.session.execute(change.values(settled=settled, settled_by=by))


def _is(tx: Transaction, source: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return KudosReportRow.workspace_id == tx.workspace_id, KudosReportRow.source == source
