"""Interactive elements in blocks: what a person picks, as Slack reports it."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
_PICKED = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}
_ONE_OPTION = {"static_select", "external_select", "overflow", "radio_buttons"}
_MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}


def interactive(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block with each element somebody may use."""
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def find_action(blocks: list[Json], action_id: str, value: object, ts: str) -> Json:
    """The entry of `actions` for this click; LookupError when there is no such element.

    `value` is the option's value of a menu, the id or date of a picker; a button keeps its own
    unless several share the action_id, when it tells them apart.
    """
    for block, element in interactive(blocks):
        is_button = element["type"] == "button"
        if element["action_id"] != action_id:
            continue
        if is_button and value is not None and element.get("value") != value:
            continue
        action: Json = {"action_id": action_id, "block_id": block.get("block_id", "")}
        picked = _button(element) if is_button else picked_fields(element, value)
        return action | picked | {"type": element["type"], "action_ts": ts}
    raise LookupError(f"no element {action_id} to use here")


def state_values(blocks: list[Json], values: Json) -> Json:
    """`view.state.values` for these answers by action_id; what is not answered stays as shown."""
    state: Json = {}
    for block, element in interactive(blocks):
        if element["type"] in {"button", "overflow"}:
            continue
        answer = values.get(element["action_id"], _initial(element))
        entry = {"type": element["type"], **picked_fields(element, answer)}
        state.setdefault(block.get("block_id", ""), {})[element["action_id"]] = entry
    return state


def _initial(element: Json) -> object:
    """What the element showed before anybody touched it, as `picked_fields` takes it."""
    for name, value in element.items():
        if name == "initial_options":
            return [one["value"] for one in value]
        if name.startswith("initial_"):
            return value["value"] if isinstance(value, dict) and "value" in value else value
    return None


def picked_fields(element: Json, value: object) -> Json:
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"selected_option": _option(element, str(value)) if value is not None else None}
    if kind in _MANY_OPTIONS:
        picked = value if isinstance(value, list) else []
        return {"selected_options": [_option(element, one) for one in picked]}
    if kind in _PICKED:
        return {_PICKED[kind]: value if value is not None or "multi" not in kind else []}
    return {"value": value}


def _button(element: Json) -> Json:
    return {"text": element["text"]} | ({"value": element["value"]} if "value" in element else {})


def _option(element: Json, value: str) -> Json:
    groups = element.get("option_groups", [])
    options = [*element.get("options", []), *(o for g in groups for o in g["options"])]
    for option in options:
        if option["value"] == value:
            found: Json = option
            return found
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
    raise LookupError(f"no option {value} in {element['action_id']}")
