"""What a workspace may set about questions."""

import re
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from slackapp.reading.mrkdwn import emoji_names

_CHANNEL_ID = re.compile(r"[CG][A-Za-z0-9-]{1,80}")  # also as exports made by hand have them


class QuestionsSettings(BaseModel):
    """No channels: none is watched, and questions are tracked only when somebody says so.

    `accepting` are the emoji by which an asker accepts an answer. `chat_minutes`: how long after a
    question a message beside its thread may still belong to it. `expiry_days`: open for so long.
    `retention_days`: then all that is kept of a question is forgotten.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "questions"

    channels: tuple[str, ...] = ()
    accepting: tuple[str, ...] = (
        "white_check_mark",
        "heavy_check_mark",
        "ballot_box_with_check",
    )
    chat_minutes: int = Field(default=60, ge=0, le=24 * 60)
    claim_hours: int = Field(default=8, ge=1, le=80)
    expiry_days: int = Field(default=14, ge=1, le=365)
    retention_days: int = Field(default=400, ge=1, le=4000)

    @field_validator("channels")
    @classmethod
    def _ids(cls, channels: tuple[str, ...]) -> tuple[str, ...]:
        if strange := [one for one in channels if not _CHANNEL_ID.fullmatch(one)]:
            raise ValueError(f"{strange[0]} is no channel's id (they look like C0123456789)")
        return channels

    @field_validator("accepting")
    @classmethod
    def _bare_names(cls, emoji: tuple[str, ...]) -> tuple[str, ...]:
        return emoji_names(emoji)
