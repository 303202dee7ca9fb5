"""What a workspace may set about questions."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from slackapp.reading.mrkdwn import fold_skin_tone


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

    @field_validator("accepting")
    @classmethod
    def _bare_names(cls, emoji: tuple[str, ...]) -> tuple[str, ...]:
        names = (fold_skin_tone(name.strip().strip(":")) for name in emoji)
        return tuple(dict.fromkeys(name for name in names if name))
