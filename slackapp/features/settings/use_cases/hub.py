"""The hub: how everything stands, what was changed, and the switch for silence."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.settings.blocks.inputs import in_words
from slackapp.features.settings.rules import PAGES, ChangeShown, HubShown, PageLine, local
from slackapp.features.settings.use_cases.pages import find_page
from slackapp.vocabulary.facts import Answer, HomeChanged
from slackapp.vocabulary.settings_form import PageName, SettingsField
from slackapp.workspace.admins import Admin
from slackapp.workspace.people import people_by_key
from slackapp.workspace.setting_changes import list_changes
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import SilenceSettings, start, switch_silence, why_silent
from slackapp.workspace.workspaces import recording_since, workspace_zone

LISTENS_FOR = timedelta(weeks=1)
_MOST_LOGGED = 100


def show_hub(tx: Transaction, *, rooms: Sequence[Feature]) -> HubShown:
    settings, zone = load_settings(tx, SilenceSettings), workspace_zone(tx)
    until = settings.listening_until
    return HubShown(
        silence=why_silent(tx),
        since=local(settings.started_at or recording_since(tx), zone),
        listening_until=local(until, zone) if until else None,
        last=next(iter(list_log(tx, rooms=rooms, most=1)), None),
        pages=tuple(PageLine(page=name, state=_state(tx, name, rooms)) for name in PAGES),
    )


def list_log(
    tx: Transaction, *, rooms: Sequence[Feature], most: int = _MOST_LOGGED
) -> list[ChangeShown]:
    """Newest first."""
    changes, zone = list_changes(tx, most=most), workspace_zone(tx)
    people = people_by_key(tx, [one.person for one in changes if one.person is not None])
    fields = _fields(tx, rooms) if changes else {}
    return [
        ChangeShown(
            label=fields[one.name].label if one.name in fields else one.name,
            by=people[one.person].name if one.person in people else "",
            at=local(one.changed_at, zone),
            before=in_words(fields.get(one.name), one.before),
            after=in_words(fields.get(one.name), one.after),
        )
        for one in changes
    ]


def pause_all(tx: Transaction, *, by: Admin, paused: bool) -> Answer:
    switch_silence(tx, paused=paused, by=by.person.key)
    return _home_changed(tx, by)


def start_all(tx: Transaction, *, by: Admin, listens: bool) -> Answer:
    """Twice is once."""
    tx.lock_workspace()
    start(tx, by=by.person.key, listen_until=tx.now + LISTENS_FOR if listens else None)
    return _home_changed(tx, by)


def _home_changed(tx: Transaction, by: Admin) -> Answer:
    return Answer(facts=(HomeChanged(workspace_id=tx.workspace_id, person=by.person.key),))


def _state(tx: Transaction, name: PageName, rooms: Sequence[Feature]) -> str:
    return " · ".join(filter(None, (part.state(tx) for part in find_page(rooms, name).parts)))


def _fields(tx: Transaction, rooms: Sequence[Feature]) -> Mapping[str, SettingsField]:
    parts = (part for room in rooms for part in room.settings_pages)
    return {one.name: one for part in parts for one in part.fields(tx)}
