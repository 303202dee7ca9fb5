"""Admins as Slack would have named them just now."""

from dataclasses import asdict

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.workspace.admins import Admin, admit
from slackapp.workspace.models import PersonRow
from slackapp.workspace.people import people_by_id
from slackapp.workspace.records import PersonRecord


def as_admin(tx: Transaction, slack_id: str) -> Admin:
    """Whoever it is: what asks for an `Admin` is not what decides who is one."""
    return Admin(workspace_id=tx.workspace_id, person=people_by_id(tx, [slack_id])[slack_id])


def admitted(tx: Transaction, slack_id: str) -> Admin:
    """As if Slack said of them what our table does; NotAdmin for all others."""
    mine = select(PersonRow).where(
        PersonRow.workspace_id == tx.workspace_id, PersonRow.slack_id == slack_id
    )
    row = tx.session.scalar(mine)
    unknown = PersonRecord(slack_id=slack_id, name="", kind="unknown")
    fields = {name: getattr(row, name) for name in asdict(unknown)} if row else asdict(unknown)
    return admit(tx, PersonRecord(**fields))
