"""A page of the settings: what the rooms have on it, drawn, tried and saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, SettingsPage
from slackapp.features.settings.blocks import hub, page
from slackapp.features.settings.blocks.inputs import in_words
from slackapp.features.settings.rules import (
    Conflict,
    Merged,
    Opened,
    PageShown,
    entered_of,
    is_not_offered,
    is_too_long,
    mark_of,
    merge,
    read_metadata,
)
from slackapp.outbox.content import Block
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.settings_form import Entered, PageName, SettingsField, Unfit
from slackapp.workspace.admins import Admin
from slackapp.workspace.channels import find_channels
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.setting_changes import list_changes, record_changes

States = Mapping[str, Mapping[str, Any]]

_LOOKED_BACK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What is different now, by full name."""

    names: tuple[str, ...] = ()


class NotSaved(Refusal):
    """Nothing of the form is saved; a sentence at each field that is wrong."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class ChangedMeanwhile(Refusal):
    """Nothing of the form is saved: the page as it is drawn anew says what others did."""

    def __init__(self, shown: PageShown) -> None:
        super().__init__(hub.old_form())
        self.shown = shown


@dataclass(frozen=True, slots=True)
class Page:
    """What the rooms have on one page."""

    name: PageName
    parts: tuple[SettingsPage, ...]

    def fields(self, tx: Transaction) -> tuple[SettingsField, ...]:
        return tuple(one for part in self.parts for one in part.fields(tx))

    def values(self, tx: Transaction) -> dict[str, Entered]:
        return {name: value for part in self.parts for name, value in part.values(tx).items()}

    def logged(self, tx: Transaction) -> dict[str, object]:
        found: dict[str, object] = {}
        for part in self.parts:
            found |= part.logged(tx) if part.logged else part.values(tx)
        return found

    def save(self, tx: Transaction, changed: Mapping[str, Entered]) -> None:
        """Each room its own; Unfit of all of them at once."""
        unfit: dict[str, str] = {}
        for part in self.parts:
            own = {one.name for one in part.fields(tx)} & changed.keys()
            try:
                if own:
                    part.save(tx, {name: changed[name] for name in own})
            except Unfit as error:
                unfit |= error.fields
        if unfit:
            raise Unfit(unfit)


def find_page(rooms: Sequence[Feature], name: PageName) -> Page:
    offered = (part for room in rooms for part in room.settings_pages if part.page == name)
    return Page(name, tuple(sorted(offered, key=lambda part: part.place)))


def show_page(
    tx: Transaction,
    *,
    name: PageName,
    rooms: Sequence[Feature],
    entered: Mapping[str, Entered] | None = None,
    conflicts: tuple[Conflict, ...] = (),
) -> PageShown:
    """With what is stored, and in place of it what somebody entered."""
    found = find_page(rooms, name)
    fields, values = found.fields(tx), found.values(tx)
    notes = (part.note(tx) for part in found.parts if part.note is not None)
    return PageShown(
        workspace_id=tx.workspace_id,
        page=name,
        fields=fields,
        values={**values, **(entered or {})},
        marks={one.name: mark_of(one, values[one.name]) for one in fields},
        notes=tuple(filter(None, notes)),
        has_preview=any(part.preview for part in found.parts),
        conflicts=conflicts,
    )


def save_page(
    tx: Transaction, *, by: Admin, metadata: str, states: States, rooms: Sequence[Feature]
) -> Saved:
    """What was changed in the form, all of it or nothing: NotSaved, ChangedMeanwhile."""
    tx.lock_workspace()
    opened = _opened(tx, metadata)
    found = find_page(rooms, opened.page)
    entered = _entered(tx, found, states)
    merged = merge(found.fields(tx), opened.marks, entered, found.values(tx))
    if merged.conflicts:
        raise ChangedMeanwhile(_with_conflicts(tx, found, merged, entered, rooms))
    return save_values(tx, by=by.person.key, found=found, changed=merged.changed)


def save_values(
    tx: Transaction, *, by: int | None, found: Page, changed: Mapping[str, Entered]
) -> Saved:
    """And writes down what is different now; NotSaved, and then nothing is."""
    fields = {one.name: one for one in found.fields(tx)}
    if errors := _impossible(tx, [fields[name] for name in changed], changed):
        raise NotSaved(errors)
    before = found.logged(tx)
    try:
        found.save(tx, changed)
    except Unfit as error:
        said = {name: why or _why(fields.get(name)) for name, why in error.fields.items()}
        raise NotSaved(said) from error
    names = record_changes(tx, by=by, before=before, after=found.logged(tx))
    return Saved(names=tuple(names))


def preview_page(
    tx: Transaction, *, metadata: str, states: States, rooms: Sequence[Feature]
) -> Sequence[Block]:
    """Last week under what stands in the form; nothing is saved."""
    opened = _opened(tx, metadata)
    found = find_page(rooms, opened.page)
    fields = {one.name: one for one in found.fields(tx)}
    values = {**found.values(tx), **_entered(tx, found, states)}
    wrong = list(_impossible(tx, fields.values(), values))
    try:
        shown = [] if wrong else _previews(tx, found, values, rooms)
    except Unfit as error:
        wrong = list(error.fields)
    if wrong:
        raise Refusal(page.mend_first([fields[name].label for name in wrong if name in fields]))
    if not shown:
        raise Refusal(page.nothing_to_preview())
    return shown


def draw_sample(rooms: Sequence[Feature]) -> list[Block]:
    samples = (part.sample for room in rooms for part in room.settings_pages if part.sample)
    return [block for sample in samples for block in sample()]


def _previews(
    tx: Transaction, found: Page, values: Mapping[str, Entered], rooms: Sequence[Feature]
) -> list[Block]:
    previews = (part.preview for part in found.parts if part.preview is not None)
    return [block for preview in previews for block in preview(tx, values, rooms)]


def _opened(tx: Transaction, metadata: str) -> Opened:
    """A form of another workspace, or one we never made, changes nothing."""
    opened = read_metadata(metadata)
    if opened is None or opened.workspace_id != tx.workspace_id:
        raise Refusal(hub.old_form())
    return opened


def _entered(tx: Transaction, found: Page, states: States) -> dict[str, Entered]:
    """Of the inputs there are; whatever else was sent is nothing to us."""
    return {
        one.name: entered_of(one, states[one.name])
        for one in found.fields(tx)
        if one.name in states
    }


def _impossible(
    tx: Transaction, fields: Iterable[SettingsField], values: Mapping[str, Entered]
) -> dict[str, str]:
    """Too long, in no menu, or somebody or some channel that is not of this workspace."""
    return {
        one.name: _why(one)
        for one in fields
        if is_too_long(one, values[one.name])
        or is_not_offered(one, values[one.name])
        or _is_foreign(tx, one, values[one.name])
    }


def _is_foreign(tx: Transaction, field: SettingsField, value: Entered) -> bool:
    """Slack tells of neither, or shows us nothing of it."""
    ids = {str(one) for one in (value if isinstance(value, tuple) else (value,)) if one}
    if field.kind in {"channel", "channels"}:
        channels = find_channels(tx, ids).values()
        seen = {one.channel_id for one in channels if one.app_is_member or one.audience == "public"}
        return ids != seen
    if field.kind in {"person", "people"}:
        people = find_people(tx, ids).values()
        return ids != {one.slack_id for one in people if one.kind not in {"unknown", "bot"}}
    return False


def _with_conflicts(
    tx: Transaction,
    found: Page,
    merged: Merged,
    entered: Mapping[str, Entered],
    rooms: Sequence[Feature],
) -> PageShown:
    """Theirs stay in the inputs; who saves again has seen what they replace."""
    fields, now = {one.name: one for one in found.fields(tx)}, found.values(tx)
    conflicts = tuple(
        Conflict(
            label=fields[name].label,
            by=_last_changed_by(tx, name),
            now=in_words(fields[name], now[name]),
            yours=in_words(fields[name], entered[name]),
        )
        for name in merged.conflicts
    )
    return show_page(tx, name=found.name, rooms=rooms, entered=merged.changed, conflicts=conflicts)


def _last_changed_by(tx: Transaction, name: str) -> str:
    """Their name, "" for whoever runs the app."""
    changes = list_changes(tx, most=_LOOKED_BACK)
    person = next((one.person for one in changes if one.name == name), None)
    if person is None:
        return ""
    known = people_by_key(tx, [person]).get(person)
    return known.name if known else ""


def _why(field: SettingsField | None) -> str:
    return (field.unfit if field else "") or page.cannot_be()
