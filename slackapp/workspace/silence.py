"""Whether the app may post by itself: not while an admin paused it, not while it listens first."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from slackapp.database.transaction import Transaction
from slackapp.workspace.settings import load_settings

Silence = Literal["paused", "listening"]


class SilenceSettings(BaseModel):
    """paused: until somebody resumes. listening_until: it counts, and posts nothing by itself."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "silence"

    paused: bool = False
    listening_until: datetime | None = None


def why_silent(tx: Transaction) -> Silence | None:
    """What people type and press is answered all the same."""
    settings = load_settings(tx, SilenceSettings)
    if settings.paused:
        return "paused"
    until = settings.listening_until
    return "listening" if until is not None and tx.now < until else None
