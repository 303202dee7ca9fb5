"""Whether the app may post by itself: not while an admin paused it, not while it listens first."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from slackapp.database.transaction import Transaction
from slackapp.workspace.settings import load_settings, save_settings

Silence = Literal["paused", "listening"]


class SilenceSettings(BaseModel):
    """paused: until somebody resumes. listening_until: it counts, and posts nothing by itself.

    listening_since: set as long as nobody was told what came of it.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "silence"

    paused: bool = False
    listening_since: AwareDatetime | None = None
    listening_until: AwareDatetime | None = None


@dataclass(frozen=True, slots=True)
class Listened:
    """A time of listening that is over."""

    since: datetime
    until: datetime


def why_silent(tx: Transaction) -> Silence | None:
    """What people type and press is answered all the same."""
    settings = load_settings(tx, SilenceSettings)
    if settings.paused:
        return "paused"
    until = settings.listening_until
    return "listening" if until is not None and tx.now < until else None


def pause(tx: Transaction) -> None:
    """Nothing is posted by itself until somebody resumes."""
    save_settings(tx, SilenceSettings(paused=True))


def resume(tx: Transaction) -> None:
    """A time of listening goes on."""
    save_settings(tx, SilenceSettings(paused=False))


def listen(tx: Transaction, until: datetime) -> None:
    """From now on, or for longer or shorter than planned."""
    since = load_settings(tx, SilenceSettings).listening_since or tx.now
    save_settings(tx, SilenceSettings(listening_since=since, listening_until=until))


def find_listened(tx: Transaction) -> Listened | None:
    """What nobody was told of yet."""
    settings = load_settings(tx, SilenceSettings)
    since, until = settings.listening_since, settings.listening_until
    if since is None or until is None or tx.now < until:
        return None
    return Listened(since, until)


def forget_listened(tx: Transaction) -> None:
    save_settings(tx, SilenceSettings(listening_since=None, listening_until=None))
