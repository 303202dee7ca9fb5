"""What a workspace may set about its leaderboard."""

import datetime as dt
from typing import ClassVar, Literal

from pydantic import BaseModel, Field

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Order = Literal["top_five", "alphabetical", "with_scores", "team_only"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class LeaderboardSettings(BaseModel):
    """When and where the board is posted, in the workspace's zone, and how people stand on it.

    goal: what the team wants to reach of a share, in percent ("answered=90"). picture_on_home: the
    chart as a picture on Home, which needs the optional scope files:write and Pillow.
    """

    name: ClassVar[str] = "leaderboard"

    channel: str | None = Field(default=None, pattern=r"^[CG][A-Za-z0-9-]{1,80}$")
    weekday: Weekday = "monday"
    time: str = Field(default="09:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    order: Order = "top_five"
    cause: str | None = Field(default=None, max_length=120)
    goal: str | None = Field(default=None, pattern=r"^(answered|thanked)=([1-9]\d?|100)$")
    picture_on_home: bool = False

    @property
    def days_after_monday(self) -> int:
        return _WEEKDAYS.index(self.weekday)

    @property
    def time_of_day(self) -> dt.time:
        return dt.time.fromisoformat(self.time)
