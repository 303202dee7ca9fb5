"""Decisions, and who pressed what."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.features.nudges.models import (
    NudgeAvailabilityRow,
    NudgeDecisionRow,
    NudgePressRow,
    NudgeRow,
)

_AVAILABILITY_KEPT = timedelta(days=7)


def add_decision(
    tx: Transaction, nudge: NudgeRow, person: int, *, verdict: str, reason: str, at: datetime | None
) -> None:
    """Kept only where it differs from the last one about this nudge and person."""
    last = _last(tx, nudge.nudge_id, person)
    if last is not None and (last.verdict, last.reason) == (verdict, reason):
        last.at = at
        return
    tx.session.add(
        NudgeDecisionRow(
            workspace_id=tx.workspace_id,
            nudge_id=nudge.nudge_id,
            person=person,
            number=last.number + 1 if last else 1,
            kind=nudge.kind,
            subject=nudge.subject,
            verdict=verdict,
            reason=reason,
            decided_at=tx.now,
            at=at,
        )
    )
    tx.session.flush()


def list_decisions(
    tx: Transaction,
    *,
    person: int | None = None,
    kind: str | None = None,
    since: datetime | None = None,
    limit: int,
) -> Sequence[NudgeDecisionRow]:
    """Newest first."""
    query = select(NudgeDecisionRow).where(NudgeDecisionRow.workspace_id == tx.workspace_id)
    if person is not None:
        query = query.where(NudgeDecisionRow.person == person)
    if kind is not None:
        query = query.where(NudgeDecisionRow.kind == kind)
    if since is not None:
        query = query.where(NudgeDecisionRow.decided_at >= since)
    newest = NudgeDecisionRow.decided_at.desc()
    query = query.order_by(newest, NudgeDecisionRow.nudge_id, NudgeDecisionRow.number.desc())
    return tx.session.scalars(query.limit(limit)).all()


def count_no(
    tx: Transaction, reason: str, *, since: datetime, until: datetime
) -> Sequence[tuple[str, int]]:
    """Kind, and how many nudges were refused for this reason between the two."""
    query = select(NudgeDecisionRow.kind, func.count(NudgeDecisionRow.nudge_id.distinct())).where(
        NudgeDecisionRow.workspace_id == tx.workspace_id,
        NudgeDecisionRow.verdict == "no",
        NudgeDecisionRow.reason == reason,
        NudgeDecisionRow.decided_at >= since,
        NudgeDecisionRow.decided_at < until,
    )
    rows = tx.session.execute(query.group_by(NudgeDecisionRow.kind).order_by(NudgeDecisionRow.kind))
    return [(row[0], int(row[1])) for row in rows]


def save_press(
    tx: Transaction, nudge_id: str, person: int, choice: str, *, undone: bool = False
) -> None:
    row = {
        "workspace_id": tx.workspace_id,
        "nudge_id": nudge_id,
        "person": person,
        "choice": choice,
        "pressed_at": tx.now,
        "undone": undone,
    }
    insert_or_update(tx.session, NudgePressRow, [row], update=("pressed_at", "undone"))


def forget_outcomes(tx: Transaction, before: datetime) -> None:
    """What rooms said to presses: it may name people."""
    old = update(NudgeRow).where(
        NudgeRow.workspace_id == tx.workspace_id,
        NudgeRow.outcome != "",
        NudgeRow.answered_at < before,
    )
    tx.session.execute(old.values(outcome=""))


def forget_before(tx: Transaction, before: datetime) -> None:
    """What nobody will ask about any more."""
    old = select(NudgeRow.nudge_id).where(
        NudgeRow.workspace_id == tx.workspace_id, NudgeRow.until < before
    )
    _forget(tx, tx.session.scalars(old.limit(1000)).all())
    stale = NudgeAvailabilityRow.asked_at < tx.now - _AVAILABILITY_KEPT
    mine = NudgeAvailabilityRow.workspace_id == tx.workspace_id
    tx.session.execute(delete(NudgeAvailabilityRow).where(mine, stale))


def _forget(tx: Transaction, nudge_ids: Collection[str]) -> None:
    if not nudge_ids:
        return
    for model in (NudgeDecisionRow, NudgePressRow, NudgeRow):
        mine = model.workspace_id == tx.workspace_id
        tx.session.execute(delete(model).where(mine, model.nudge_id.in_(nudge_ids)))


def _last(tx: Transaction, nudge_id: str, person: int) -> NudgeDecisionRow | None:
    query = select(NudgeDecisionRow).where(
        NudgeDecisionRow.workspace_id == tx.workspace_id,
        NudgeDecisionRow.nudge_id == nudge_id,
        NudgeDecisionRow.person == person,
    )
    return tx.session.scalar(query.order_by(NudgeDecisionRow.number.desc()).limit(1))
