"""What a workspace may set about nudges."""

import re
from collections.abc import Collection, Mapping

from pydantic import Field, field_validator

from slackapp.workspace.nudge_kinds import NudgeKinds

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]+")


class NudgesSettings(NudgeKinds):
    """channels_off: nothing is asked in or about these.

    The budgets are a person's: direct messages a day and in any seven days, notices a day.
    fewest_people: a workspace of fewer members gets no posts for everybody. most_in_one: so many
    nudges share a message.
    """

    channels_off: tuple[str, ...] = ()
    messages_a_day: int = Field(default=1, ge=0, le=3)
    messages_a_week: int = Field(default=3, ge=0, le=10)
    notices_a_day: int = Field(default=2, ge=0, le=10)
    fewest_people: int = Field(default=3, ge=1, le=50)
    most_in_one: int = Field(default=3, ge=1, le=5)

    @field_validator("channels_off")
    @classmethod
    def _ids(cls, channels: tuple[str, ...]) -> tuple[str, ...]:
        if strange := [one for one in channels if not _CHANNEL_ID.fullmatch(one)]:
            raise ValueError(f"{strange[0]} is no channel's id (they look like C0123456789)")
        return channels


def settings_about(kinds: Collection[str]) -> type[NudgesSettings]:
    """As they are typed: a kind that is none of these is refused."""

    class SettingsAboutThese(NudgesSettings):
        """Of the kinds there are."""

        @field_validator("kinds")
        @classmethod
        def _known(cls, said: Mapping[str, bool]) -> Mapping[str, bool]:
            if strange := sorted(said.keys() - set(kinds)):
                names = ", ".join(sorted(kinds))
                raise ValueError(f"there is no kind {strange[0]}; there are {names}")
            return said

    return SettingsAboutThese
