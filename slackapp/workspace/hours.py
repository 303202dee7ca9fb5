"""When people of a workspace work: their own hours and zone, else the workspace's; its holidays."""

from collections.abc import Container
from datetime import date, time
from functools import lru_cache
from typing import ClassVar, Self

import holidays
from pydantic import BaseModel, ConfigDict, Field, model_validator

from slackapp.database.transaction import Transaction
from slackapp.vocabulary.working_time import MONDAY_TO_FRIDAY, WorkingHours
from slackapp.workspace.models import PersonRow
from slackapp.workspace.preferences import find_preferences
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import usable_zone, workspace_zone

_TIME_OF_DAY = r"^([01]\d|2[0-3]):[0-5]\d$"


class HoursSettings(BaseModel):
    """The workspace's working hours. `days`: 0 is Monday. `country`: its public holidays are off.

    country: ISO 3166-1 alpha-2 ("DE"), none: no holidays. region: as the `holidays` library names
    it ("BY").
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "hours"

    opens: str = Field(default="09:00", pattern=_TIME_OF_DAY)
    closes: str = Field(default="17:00", pattern=_TIME_OF_DAY)
    days: tuple[int, ...] = Field(default=tuple(sorted(MONDAY_TO_FRIDAY)), min_length=1)
    country: str | None = None
    region: str | None = None

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("working hours begin before they end")
        if not set(self.days) <= set(range(7)):
            raise ValueError("days are numbers from 0 (Monday) to 6 (Sunday)")
        try:
            public_holidays(self.country, self.region)
        except NotImplementedError as error:
            raise ValueError("no public holidays are known for this country and region") from error
        return self


def workspace_hours(tx: Transaction) -> WorkingHours:
    """Of the workspace as a whole, for what everybody sees."""
    settings = load_settings(tx, HoursSettings)
    return WorkingHours(
        zone=workspace_zone(tx),
        opens=time.fromisoformat(settings.opens),
        closes=time.fromisoformat(settings.closes),
        days=frozenset(settings.days),
        holidays=public_holidays(settings.country, settings.region),
    )


def hours_of(tx: Transaction, person: int) -> WorkingHours:
    """Somebody's own, by our key: as they chose in their preferences, in their profile's zone."""
    shared, chosen = workspace_hours(tx), find_preferences(tx, person)
    row = tx.session.get(PersonRow, (tx.workspace_id, person))
    return WorkingHours(
        zone=usable_zone(row.timezone if row else None) or shared.zone,
        opens=time.fromisoformat(chosen.opens) if chosen.opens else shared.opens,
        closes=time.fromisoformat(chosen.closes) if chosen.closes else shared.closes,
        days=frozenset(chosen.days) if chosen.days else shared.days,
        holidays=shared.holidays,
    )


@lru_cache(maxsize=256)
def public_holidays(country: str | None, region: str | None) -> Container[date]:
    """Every year's; NotImplementedError where the country or region is not known."""
    if not country:
        return frozenset[date]()
    found: Container[date] = holidays.country_holidays(country, subdiv=region or None)
    return found
