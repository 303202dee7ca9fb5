"""What a form held when it was shown, what it holds now, and what others did meanwhile: pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from slackapp.vocabulary.settings_form import Entered, InputKind, PageName, SettingsField

PAGES: tuple[PageName, ...] = get_args(PageName)

_MARK = 12  # letters of a hash: enough to see that a value is another
_IN_ANY_ORDER = frozenset({"channels", "people", "choices"})
_STATE_OF: Mapping[InputKind, str] = {
    "channel": "selected_conversation",
    "channels": "selected_conversations",
    "person": "selected_user",
    "people": "selected_users",
    "time": "selected_time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A page in the hub: how it stands, in a few words."""

    page: PageName
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """by: a name, "" for whoever runs the app. Values in words."""

    label: str
    by: str
    at: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubShown:
    """silence: why nothing is posted by itself, None while it is; until when, where it listens."""

    silence: Literal["not_started", "paused", "listening"] | None
    since: datetime
    listening_until: datetime | None
    last: ChangeShown | None
    pages: tuple[PageLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else changed this meanwhile; now and yours in words."""

    label: str
    by: str
    now: str
    yours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShown:
    """A page as it is drawn: inputs with what stands in them, and the marks of what is stored."""

    workspace_id: str
    page: PageName
    fields: tuple[SettingsField, ...]
    values: Mapping[str, Entered]
    marks: Mapping[str, str]
    notes: tuple[str, ...] = ()
    has_preview: bool = False
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a form says of itself: of which workspace and page, and what stood in it."""

    workspace_id: str
    page: PageName
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """By name: what they changed; of that, what somebody else changed to something else."""

    changed: Mapping[str, Entered] = field(default_factory=dict)
    conflicts: Sequence[str] = ()


def entered_of(shown: SettingsField, state: Mapping[str, Any]) -> Entered:
    """What Slack says stands in an input, whatever it sends."""
    if shown.kind in {"choices", "switch"}:
        picked = state.get("selected_options")
        values = tuple(map(_value_of, picked)) if isinstance(picked, list) else ()
        return bool(values) if shown.kind == "switch" else values
    if shown.kind == "choice":
        return _value_of(state.get("selected_option")) or None
    said = state.get(_STATE_OF.get(shown.kind, "value"))
    if shown.kind in {"channels", "people"}:
        return tuple(map(str, said)) if isinstance(said, list) else ()
    text = said.strip() if isinstance(said, str) else ""
    return names_in(text) if shown.kind == "names" else text or None


def names_in(text: str) -> tuple[str, ...]:
    parts = text.replace("\n", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def is_too_long(shown: SettingsField, entered: Entered) -> bool:
    if shown.kind == "names" and isinstance(entered, tuple):
        return sum(map(len, entered)) > shown.most
    return isinstance(entered, str | tuple) and len(entered) > shown.most


def is_not_offered(shown: SettingsField, entered: Entered) -> bool:
    """A choice of something that stands in no menu."""
    if shown.kind not in {"choice", "choices"}:
        return False
    offered = {value for value, _label in shown.options}
    picked = entered if isinstance(entered, tuple) else (entered,)
    return not set(picked) <= offered


def mark_of(shown: SettingsField, value: Entered) -> str:
    """The same for the same value, and nothing of it."""
    plain = sorted(value) if shown.kind in _IN_ANY_ORDER and isinstance(value, tuple) else value
    return sha256(json.dumps(plain).encode()).hexdigest()[:_MARK]


def merge(
    fields: Sequence[SettingsField],
    marks: Mapping[str, str],
    entered: Mapping[str, Entered],
    now: Mapping[str, Entered],
) -> Merged:
    """What was not touched in the form stays as it is now, whoever changed it meanwhile."""
    changed: dict[str, Entered] = {}
    conflicts: list[str] = []
    for one in fields:
        if one.name not in entered or one.name not in marks:
            continue
        yours, stands = mark_of(one, entered[one.name]), mark_of(one, now[one.name])
        if yours in {marks[one.name], stands}:
            continue
        changed[one.name] = entered[one.name]
        if stands != marks[one.name]:
            conflicts.append(one.name)
    return Merged(changed, tuple(conflicts))


def metadata_of(opened: Opened) -> str:
    return json.dumps([opened.workspace_id, opened.page, dict(opened.marks)], separators=(",", ":"))


def read_metadata(text: str) -> Opened | None:
    """None for what is none of ours."""
    try:
        workspace_id, page, marks = json.loads(text)
    except (ValueError, TypeError):
        return None
    if page not in PAGES or not isinstance(workspace_id, str) or not isinstance(marks, dict):
        return None
    return Opened(workspace_id=workspace_id, page=page, marks=marks)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone)


def _value_of(picked: object) -> str:
    value = picked.get("value") if isinstance(picked, dict) else None
    return value if isinstance(value, str) else ""
