"""Inputs of the settings, and values in words."""

from collections.abc import Iterable

from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block
from slackapp.slack.forms import (
    channel_picker,
    channels_picker,
    checkboxes,
    input_field,
    menu_of_many,
    number_input,
    option,
    people_picker,
    person_picker,
    static_select,
    text_input,
    time_picker,
)
from slackapp.vocabulary.settings_form import Entered, SettingsField
from slackapp.vocabulary.words import _

_LONGEST_SHOWN = 300
_LONGEST_TYPED = 2000


def draw_input(shown: SettingsField, value: Entered) -> Block:
    """Errors stand at its name; everything may be left empty, and is looked at when it is sent."""
    element = draw_element(shown, value, action_id=shown.name)
    return input_field(shown.label, dict(element), hint=shown.hint, optional=True)


def draw_element(shown: SettingsField, value: Entered, *, action_id: str) -> Block:
    if isinstance(value, bool) or shown.kind == "switch":
        chosen = ["on"] if value is True else []
        return checkboxes([option(_("Yes"), "on")], action_id=action_id, chosen=chosen)
    if shown.kind in {"channels", "people", "choices", "names"}:
        return _draw_several(shown, value if isinstance(value, tuple) else (), action_id)
    return _draw_one(shown, value if isinstance(value, str) else "", action_id)


def _draw_one(shown: SettingsField, value: str, action_id: str) -> Block:
    match shown.kind:
        case "channel":
            return channel_picker(action_id=action_id, chosen=value)
        case "person":
            return person_picker(action_id=action_id, chosen=value)
        case "choice":
            return static_select(_options(shown), action_id=action_id, chosen=value)
        case "number":
            return number_input(action_id=action_id, initial=value)
        case "time":
            return time_picker(action_id=action_id, chosen=value)
        case _:
            return text_input(action_id=action_id, most=shown.most, initial=value)


def _draw_several(shown: SettingsField, values: tuple[str, ...], action_id: str) -> Block:
    match shown.kind:
        case "channels":
            return channels_picker(action_id=action_id, most=shown.most, chosen=values)
        case "people":
            return people_picker(action_id=action_id, most=shown.most, chosen=values)
        case "choices":
            return menu_of_many(_options(shown), action_id=action_id, chosen=values)
        case _:
            typed = ", ".join(values)
            return text_input(action_id=action_id, most=_LONGEST_TYPED, initial=typed)


def _options(shown: SettingsField) -> list[Block]:
    return [option(label, name) for name, label in shown.options]


def in_words(shown: SettingsField | None, value: object) -> str:
    """Slack's markup; what people typed is escaped."""
    labels = dict(shown.options) if shown else {}
    kind = shown.kind if shown else ""
    if value is None or (not isinstance(value, bool) and not value):
        return _("nothing")
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if isinstance(value, list | tuple):
        return _shortened(", ".join(_one(kind, one, labels) for one in value))
    if isinstance(value, dict):
        return _shortened(", ".join(f"{_one('', k, {})}: {_plain(v)}" for k, v in value.items()))
    return _shortened(_one(kind, value, labels))


def _one(kind: str, value: object, labels: dict[str, str]) -> str:
    text = str(value)
    if kind in {"channel", "channels"}:
        return f"<#{escape(text)}>"
    if kind in {"person", "people"}:
        return f"<@{escape(text)}>"
    return escape(labels.get(text, text))


def _plain(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return escape(" ".join(map(str, value)))
    return escape(str(value))


def _shortened(markup: str) -> str:
    return markup if len(markup) <= _LONGEST_SHOWN else f"{markup[:_LONGEST_SHOWN].rstrip('<@#&')}…"
