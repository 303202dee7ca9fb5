"""What the room keeps about one person: told to them, and forgotten."""

from sqlalchemy import select, update

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import PersonalData
from slackapp.features.nudges.models import (
    NudgeAvailabilityRow,
    NudgeDecisionRow,
    NudgePressRow,
    NudgeRow,
)
from slackapp.workspace.people import people_by_key
from slackapp.workspace.personal_rows import delete_naming, lists_person, rows_naming

_OWN = (NudgeDecisionRow, NudgePressRow, NudgeAvailabilityRow)


def export_person(tx: Transaction, person: int) -> PersonalData:
    """Of what others were asked, only that this person might have been asked too."""
    nudges = rows_naming(tx, NudgeRow, person, by=["person"], lists=["people"])
    me = people_by_key(tx, [person])[person].slack_id
    return {
        "nudge": [row if row["person"] == me else {**row, "outcome": ""} for row in nudges],
        **{model.__tablename__: rows_naming(tx, model, person, by=["person"]) for model in _OWN},
    }


def forget_person(tx: Transaction, person: int) -> None:
    name = people_by_key(tx, [person])[person].name
    for model in (NudgeRow, *_OWN):
        delete_naming(tx, model, person, by=["person"])
    here = NudgeRow.workspace_id == tx.workspace_id
    for row in tx.session.scalars(
        select(NudgeRow).where(here, lists_person(NudgeRow.people, person))
    ):
        row.people = [one for one in row.people if one != person]
    if name:
        told = NudgeRow.outcome.contains(name, autoescape=True)
        tx.session.execute(update(NudgeRow).where(here, told).values(outcome=""))
    tx.session.flush()
