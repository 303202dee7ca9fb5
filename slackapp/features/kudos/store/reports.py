"""Queries on what was reported to the admins."""

from sqlalchemy import update

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.kudos.models import KudosReportRow


def add_report(tx: Transaction, *, source: str, reporter: int, at: int) -> None:
    """One a kudos, whoever reports it again."""
    row = {
        "workspace_id": tx.workspace_id,
        "source": source,
        "reporter": reporter,
        "at": at,
        "settled": "",
        "settled_by": 0,
    }
    insert_new(tx.session, KudosReportRow, [row])


def find_settlement(tx: Transaction, source: str) -> tuple[str, int] | None:
    """How a report was settled ("" while it is not) and by whom; None where nobody reported."""
    row = tx.session.get(KudosReportRow, (tx.workspace_id, source), populate_existing=True)
    return (row.settled, row.settled_by) if row else None


def settle_report(tx: Transaction, *, source: str, settled: str, by: int) -> None:
    report = KudosReportRow.workspace_id == tx.workspace_id, KudosReportRow.source == source
    change = update(KudosReportRow).where(*report, KudosReportRow.settled == "")
    tx.session.execute(change.values(settled=settled, settled_by=by))
