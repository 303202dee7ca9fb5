"""What the page's fields say, as values of the elements they are drawn for."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from slackapp.sandbox.elements import Place, interactive, place_of
from slackapp.sandbox.rich_text import rich_text_of

Json = dict[str, Any]
Form = Mapping[str, list[str]]
_WITHOUT_FIELD = {"button", "overflow", "icon_button", "feedback_buttons", "workflow_button"}
_TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
REQUIRED = "Please complete this required field."


def field_name(block: Json, element: Json) -> str:
    return json.dumps(place_of(block, element))


def place_named(name: str) -> Place:
    """ValueError for what is not the name of a field."""
    block_id, action_id = json.loads(name)
    return block_id, action_id


def filled(form: Form, blocks: list[Json], zone: ZoneInfo) -> dict[Place, object]:
    """The value of every element the form had a field for; a box without a tick is in `shown`."""
    found: dict[Place, object] = {}
    shown = set(form.get("shown", ()))
    for block, element in interactive(blocks):
        name = field_name(block, element)
        if element["type"] not in _WITHOUT_FIELD and (name in form or name in shown):
            given = [one for one in form.get(name, ()) if one]
            found[place_of(block, element)] = _value(element, given, zone)
    return found


def _value(element: Json, given: list[str], zone: ZoneInfo) -> object:
    kind = element["type"]
    if kind.startswith("multi_") or kind == "checkboxes":
        return given
    if not given:
        return None
    first = given[0].replace("\r\n", "\n")
    if kind == "datetimepicker":
        return int(datetime.fromisoformat(first).replace(tzinfo=zone).timestamp())
    if kind == "rich_text_input":
        return _rich_text(first)
    return first


def _rich_text(text: str) -> Json:
    """As somebody types it in Slack: mentions and emoji become elements."""
    return rich_text_of(text, "000000")[0]


def shown_value(value: object, zone: ZoneInfo) -> str:
    """What stands in the field; a moment as the browser's own controls write it."""
    if isinstance(value, int):
        local = datetime.fromtimestamp(value, UTC).astimezone(zone)
        return local.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, dict):
        return "\n".join(_plain(part) for part in value.get("elements", []))
    return "" if value is None else str(value)


def _plain(part: Json) -> str:
    inner = part.get("elements")
    if inner is not None:
        return "".join(_plain(one) for one in inner)
    written = {
        "emoji": ":{name}:",
        "user": "<@{user_id}>",
        "channel": "<#{channel_id}>",
        "usergroup": "<!subteam^{usergroup_id}>",
        "broadcast": "<!{range}>",
        "link": "{url}",
    }
    return written.get(part["type"], "{text}").format(**{"text": ""} | part)


def problems(blocks: list[Json], values: Mapping[Place, object]) -> dict[str, str]:
    """By block_id, what Slack does not let somebody send."""
    found: dict[str, str] = {}
    for block, element in interactive(blocks):
        if block["type"] != "input":
            continue
        value = values.get(place_of(block, element))
        wrong = _wrong(element, value) if value else _missing(block)
        if wrong:
            found[block.get("block_id", "")] = wrong
    return found


def _missing(block: Json) -> str | None:
    return None if block.get("optional") else REQUIRED


def _wrong(element: Json, value: object) -> str | None:
    if isinstance(value, list):
        most = element.get("max_selected_items", len(value))
        return f"Choose no more than {most}." if len(value) > most else None
    if element["type"] not in _TYPED or not isinstance(value, str):
        return None
    if len(value) < element.get("min_length", 0):
        return f"Please write at least {element['min_length']} characters."
    if len(value) > element.get("max_length", len(value)):
        return f"Please write no more than {element['max_length']} characters."
    return _wrong_kind(element, value)


def _wrong_kind(element: Json, value: str) -> str | None:
    kind = element["type"]
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+\.\S+", value):
        return "Please enter a valid URL."
    return _wrong_number(element, value) if kind == "number_input" else None


def _wrong_number(element: Json, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value):
        is_decimal = element["is_decimal_allowed"]
        return "Please enter a number." if is_decimal else "Please enter a whole number."
    number = float(value)
    if number < float(element.get("min_value", number)):
        return f"Please enter {element['min_value']} or more."
    if number > float(element.get("max_value", number)):
        return f"Please enter {element['max_value']} or less."
    return None
