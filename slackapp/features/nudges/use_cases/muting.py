"""The ⋯ menu of every nudge: not now, a week's pause, not here, never; and back again."""

from dataclasses import replace
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.features.nudges.blocks import sentences
from slackapp.features.nudges.models import NudgeRow
from slackapp.features.nudges.rules.shown import CHANNEL, MUTES, NEVER, NOT_NOW, PAUSE
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.features.nudges.store.nudges import find_nudge
from slackapp.features.nudges.use_cases.pressing import Pressed, as_it_stands, find_pressed
from slackapp.features.nudges.use_cases.showing import PAUSED_FOR
from slackapp.features.nudges.use_cases.situations import Offers, nudge_of
from slackapp.vocabulary.facts import PreferencesChanged
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.admins import Admin, NotAdmin, names_of_admins
from slackapp.workspace.preferences import Preferences, change_preferences, find_preferences
from slackapp.workspace.setting_changes import change_logged
from slackapp.workspace.settings import load_settings


def is_for_all(tx: Transaction, *, nudge_id: str) -> bool:
    """Whether its menu changes what everybody in its channel sees: then only admins may."""
    row = find_nudge(tx, nudge_id)
    return row is not None and row.way == "channel"


def mute(
    tx: Transaction,
    offers: Offers,
    *,
    nudge_id: str,
    choice: str,
    person_id: str,
    by: Admin | None = None,
) -> Pressed:
    """by: an admin, where it `is_for_all`."""
    tx.lock_workspace()
    row, person = find_pressed(tx, offers, nudge_id, person_id)
    if choice not in MUTES:
        raise Refusal(sentences.old_button())
    if row.way == "channel":
        return _switch_channel(tx, row, by, off=True)
    if row.choice:
        return as_it_stands(tx, offers, row)
    if choice != NOT_NOW:
        chosen = find_preferences(tx, person.key)
        change_preferences(tx, person.key, **_muted(tx, row, chosen, choice))
    row.choice, row.outcome, row.answered_at = choice, "", tx.now
    hears = offers[row.kind].hears_declined
    if hears is not None:
        hears(tx, nudge_of(row), person.key)
    return _changed(tx, offers, row)


def unmute(
    tx: Transaction,
    offers: Offers,
    *,
    nudge_id: str,
    choice: str,
    person_id: str,
    by: Admin | None = None,
) -> Pressed:
    """[Ask me again]: as before."""
    tx.lock_workspace()
    row, person = find_pressed(tx, offers, nudge_id, person_id)
    if row.way == "channel":
        return _switch_channel(tx, row, by, off=False)
    if row.choice == choice and choice in MUTES:
        chosen = find_preferences(tx, person.key)
        change_preferences(tx, person.key, **_unmuted(offers, row, chosen, choice))
        row.choice, row.answered_at = "", None
    return _changed(tx, offers, row)


def _changed(tx: Transaction, offers: Offers, row: NudgeRow) -> Pressed:
    changed = PreferencesChanged(workspace_id=tx.workspace_id, person=row.person)
    return replace(as_it_stands(tx, offers, row), facts=(changed,))


def _muted(tx: Transaction, row: NudgeRow, chosen: Preferences, choice: str) -> dict[str, Any]:
    """What changes of their preferences."""
    if choice == PAUSE:
        return {"paused_until": tx.now + PAUSED_FOR}
    if choice == CHANNEL:
        return {"muted_channels": {*chosen.muted_channels, _channel(row)}}
    return {"nudges": {**chosen.nudges, row.kind: False}}


def _unmuted(offers: Offers, row: NudgeRow, chosen: Preferences, choice: str) -> dict[str, Any]:
    if choice == PAUSE:
        return {"paused_until": None}
    if choice == CHANNEL:
        return {"muted_channels": {*chosen.muted_channels} - {_channel(row)}}
    if choice == NEVER:
        others = {kind: on for kind, on in chosen.nudges.items() if kind != row.kind}
        asked_for = {row.kind: True} if offers[row.kind].opt_in else {}
        return {"nudges": {**others, **asked_for}}
    return {}


def _channel(row: NudgeRow) -> str:
    """Where they saw it; a direct message is about its matter's channel."""
    return row.seen_channel_id if row.way == "notice" else row.channel_id


def _switch_channel(tx: Transaction, row: NudgeRow, by: Admin | None, *, off: bool) -> Pressed:
    if by is None:
        raise NotAdmin(names_of_admins(tx))
    before = set(load_settings(tx, NudgesSettings).channels_off)
    after = before | {row.channel_id} if off else before - {row.channel_id}
    change_logged(tx, NudgesSettings, {"channels_off": tuple(sorted(after))}, by=by.person.key)
    line = "" if off else sentences.channel_switched_on()
    return Pressed(nudge_id=row.nudge_id, line=line)
