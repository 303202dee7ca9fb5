"""What a workspace may set about kudos."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from slackapp.reading.mrkdwn import emoji_names

_MOST_CHOICES = 100  # a menu of Slack's shows no more
_LONGEST_VALUE = 50
_CHANNEL = r"^[CG][A-Za-z0-9-]{1,80}$"
_PERSON = r"^[UW][A-Za-z0-9]{1,80}$"


class KudosSettings(BaseModel):
    """No emoji: reactions and `@ana :emoji: for …` are off. No values: any #value will do.

    `minimum_reason` counts characters as Slack's own input fields do. `feed` is the channel that
    shows every public kudos, beside where it was given. In `channels_off` thanks in messages and
    reactions are not noticed. `locked`: Slack ids of people whose thanks are not taken.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "kudos"

    emoji: tuple[str, ...] = ()
    minimum_reason: int = Field(default=15, ge=0, le=150)
    values: tuple[str, ...] = Field(default=(), max_length=_MOST_CHOICES)
    max_receivers: int = Field(default=10, ge=1, le=100)
    feed: str | None = Field(default=None, pattern=_CHANNEL)
    channels_off: tuple[Annotated[str, StringConstraints(pattern=_CHANNEL)], ...] = ()
    locked: tuple[Annotated[str, StringConstraints(pattern=_PERSON)], ...] = ()

    @field_validator("emoji")
    @classmethod
    def _bare_names(cls, emoji: tuple[str, ...]) -> tuple[str, ...]:
        """Read ":clap::skin-tone-2:" as "clap"."""
        return emoji_names(emoji)

    @field_validator("values")
    @classmethod
    def _without_hash(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        names = [value.strip().removeprefix("#").lower() for value in values]
        if any(len(name) > _LONGEST_VALUE for name in names):
            raise ValueError("a value is too long to be typed as a #value")
        return tuple(dict.fromkeys(name for name in names if name))
