"""Whether the app may post by itself: not before somebody started it, not while it is paused.

Nor while it listens first. A workspace that was there before there was a [Start] is started.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from slackapp.database.transaction import Transaction
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _
from slackapp.workspace.admins import names_of_admins
from slackapp.workspace.setting_changes import change_logged
from slackapp.workspace.settings import load_settings, save_settings

Silence = Literal["not_started", "paused", "listening"]


class SilenceSettings(BaseModel):
    """awaits_start: nothing at all is posted, but the question whether to start.

    started_at: when it was started, also before it was installed. paused: until somebody resumes.
    listening_until: it counts, and posts nothing by itself. listening_since: set as long as nobody
    was told what came of it.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "silence"

    awaits_start: bool = False
    started_at: AwareDatetime | None = None
    paused: bool = False
    listening_since: AwareDatetime | None = None
    listening_until: AwareDatetime | None = None


@dataclass(frozen=True, slots=True)
class Listened:
    """A time of listening that is over."""

    since: datetime
    until: datetime


def why_silent(tx: Transaction) -> Silence | None:
    """What people type and press is answered all the same; before the start, to them alone."""
    settings = load_settings(tx, SilenceSettings)
    if settings.awaits_start:
        return "not_started"
    if settings.paused:
        return "paused"
    until = settings.listening_until
    return "listening" if until is not None and tx.now < until else None


def is_started(tx: Transaction) -> bool:
    return why_silent(tx) != "not_started"


def must_be_started(tx: Transaction) -> None:
    """For what people type that others would see."""
    if not is_started(tx):
        raise Refusal(not_started_yet(tx))


def not_started_yet(tx: Transaction) -> str:
    names = ", ".join(names_of_admins(tx))
    if not names:
        return _("I haven't been started here yet, so nobody else would see it. An admin can.")
    return _(
        "I haven't been started here yet, so nobody else would see it. They can: {names}."
    ).format(names=names)


def await_start(tx: Transaction) -> bool:
    """A new workspace: quiet until [Start]. False where it was started already."""
    settings = load_settings(tx, SilenceSettings)
    if settings.started_at is not None:
        return False
    save_settings(tx, SilenceSettings(awaits_start=True))
    return True


def start(tx: Transaction, *, by: int | None, listen_until: datetime | None = None) -> bool:
    """From now on it posts, or listens first; False where it was started before.

    by: our key of an admin, None for whoever runs the app, who may do so before it is installed.
    """
    settings = load_settings(tx, SilenceSettings)
    if settings.started_at is not None and not settings.awaits_start:
        return False
    changes: dict[str, object] = {"awaits_start": False, "started_at": tx.now}
    if listen_until is not None:
        changes |= {"listening_since": tx.now, "listening_until": listen_until}
    change_logged(tx, SilenceSettings, changes, by=by)
    return True


def switch_silence(tx: Transaction, *, paused: bool, by: int | None) -> None:
    change_logged(tx, SilenceSettings, {"paused": paused}, by=by)


def pause(tx: Transaction) -> None:
    """Nothing is posted by itself until somebody resumes; said by whoever runs the app."""
    switch_silence(tx, paused=True, by=None)


def resume(tx: Transaction) -> None:
    """A time of listening goes on."""
    switch_silence(tx, paused=False, by=None)


def listen(tx: Transaction, until: datetime) -> None:
    """From now on, or for longer or shorter than planned."""
    since = load_settings(tx, SilenceSettings).listening_since or tx.now
    changes = {"listening_since": since, "listening_until": until}
    change_logged(tx, SilenceSettings, changes, by=None)


def find_listened(tx: Transaction) -> Listened | None:
    """What nobody was told of yet."""
    settings = load_settings(tx, SilenceSettings)
    since, until = settings.listening_since, settings.listening_until
    if since is None or until is None or tx.now < until:
        return None
    return Listened(since, until)


def forget_listened(tx: Transaction) -> None:
    save_settings(tx, SilenceSettings(listening_since=None, listening_until=None))
