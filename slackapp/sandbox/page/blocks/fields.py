"""What the page's fields say, as values of the elements they are drawn for."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from slackapp.sandbox.interactions.elements import WITHOUT_STATE, Place, interactive, place_of
from slackapp.sandbox.world.rich_text import rich_text_of

Json = dict[str, Any]
Form = Mapping[str, list[str]]


def field_name(block: Json, element: Json) -> str:
    return json.dumps(place_of(block, element))


def place_named(name: str) -> Place:
    """ValueError for what is not the name of a field."""
    match json.loads(name):
        case [str() as block_id, str() as action_id]:
            return block_id, action_id
    raise ValueError(name)


def filled(form: Form, blocks: list[Json], zone: ZoneInfo) -> dict[Place, object]:
    """The value of every element the form had a field for; a box without a tick is in `shown`."""
    found: dict[Place, object] = {}
    shown = set(form.get("shown", ()))
    for block, element in interactive(blocks):
        name = field_name(block, element)
        if element["type"] not in WITHOUT_STATE and (name in form or name in shown):
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
