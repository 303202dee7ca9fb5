"""Who may change what holds for everybody: Slack's admins and owners, and people they named.

What our tables say is enough to show something or to write to admins. Who presses or sends is
asked for at Slack each time (`Toolbox.admit`), and only what it answers lets them in.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy import or_, select

from slackapp.database.transaction import Transaction
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _
from slackapp.workspace.models import PersonRow
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.records import PersonRecord
from slackapp.workspace.settings import load_settings

MOST_NAMED = 50


class AdminSettings(BaseModel):
    """admins: Slack ids of people who may do what Slack's own admins may."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "people"

    admins: tuple[Annotated[str, StringConstraints(pattern=r"^[UW][A-Za-z0-9]{1,80}$")], ...] = (
        Field(default=(), max_length=MOST_NAMED)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Admin:
    """Somebody of whom Slack has just said that they may; what only admins may do asks for one."""

    workspace_id: str
    person: Person


class NotAdmin(Refusal):
    """Who asked may not; `admins` are the names of those who may."""

    def __init__(self, admins: tuple[str, ...]) -> None:
        super().__init__(only_admins(admins))
        self.admins = admins


def list_admins(tx: Transaction) -> list[Person]:
    """Who they are as far as we know, by name."""
    named = load_settings(tx, AdminSettings).admins
    keys = select(PersonRow.key).where(
        PersonRow.workspace_id == tx.workspace_id,
        or_(PersonRow.admin, PersonRow.slack_id.in_(named)),
        PersonRow.active,
        PersonRow.kind == "member",
        PersonRow.slack_id.is_not(None),
    )
    people = people_by_key(tx, tx.session.scalars(keys))
    return sorted(people.values(), key=lambda person: person.name)


def is_admin(tx: Transaction, slack_id: str) -> bool:
    """As far as we know, for what is shown; also who asked to be left out stays one."""
    mine = select(PersonRow).where(
        PersonRow.workspace_id == tx.workspace_id, PersonRow.slack_id == slack_id
    )
    row = tx.session.scalar(mine)
    if row is None or not row.active:
        return False
    is_member = "member" in {row.kind, row.slack_kind}
    return is_member and (row.admin or slack_id in load_settings(tx, AdminSettings).admins)


def admit(tx: Transaction, said: PersonRecord) -> Admin:
    """By what Slack has just said of them; NotAdmin for all others."""
    is_named = said.slack_id in load_settings(tx, AdminSettings).admins
    person = find_people(tx, [said.slack_id]).get(said.slack_id)
    may = said.active and said.kind == "member" and (said.admin or is_named)
    if not may or person is None:
        raise NotAdmin(names_of_admins(tx))
    return Admin(workspace_id=tx.workspace_id, person=person)


def names_of_admins(tx: Transaction) -> tuple[str, ...]:
    return tuple(admin.name for admin in list_admins(tx))


def only_admins(names: tuple[str, ...]) -> str:
    if not names:
        return _("Only admins can do that.")
    return _("Only admins can do that. Yours: {names}.").format(names=", ".join(names))


def slack_is_silent() -> str:
    return _(
        "Slack doesn't tell me right now whether you are an admin, so nothing was changed. "
        "Try again in a minute."
    )
