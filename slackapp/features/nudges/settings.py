"""What a workspace may set about nudges."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class NudgesSettings(BaseModel):
    """kinds: switched on or off by an admin; unsaid is the kind's own default.

    channels_off: nothing is asked in or about these. The budgets are a person's: direct messages
    a day and in any seven days, notices a day. fewest_people: a workspace of fewer members gets
    no posts for everybody. most_in_one: so many nudges share a message.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "nudges"

    kinds: Mapping[str, bool] = Field(default_factory=dict)
    channels_off: tuple[str, ...] = ()
    messages_a_day: int = Field(default=1, ge=0, le=3)
    messages_a_week: int = Field(default=3, ge=0, le=10)
    notices_a_day: int = Field(default=2, ge=0, le=10)
    fewest_people: int = Field(default=3, ge=1, le=50)
    most_in_one: int = Field(default=3, ge=1, le=5)
