"""Interactive elements in blocks: what a person picks, as Slack reports it."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]
# An element's place: its `block_id` and its `action_id`, which is unique in the block only.
Place = tuple[str, str]
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
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
_ONE_OPTION = {"static_select", "external_select", "overflow", "radio_buttons"}
_MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
WITHOUT_STATE = {
    "button", "overflow", "icon_button", "feedback_buttons", "workflow_button",
}  # fmt: skip


def interactive(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block with each element somebody may use."""
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def place_of(block: Json, element: Json) -> Place:
    return block.get("block_id", ""), element["action_id"]


def find_element(
    blocks: list[Json], action_id: str, value: object = None, block_id: str | None = None
) -> tuple[Json, Json]:
    """The block and the element to use; LookupError when there is no such element.

    `value` tells buttons apart that share the action_id, `block_id` whatever else does.
    """
    for block, element in interactive(blocks):
        if element["action_id"] != action_id or block_id not in {None, block.get("block_id", "")}:
            continue
        if element["type"] == "button" and value not in {None, element.get("value")}:
            continue
        return block, element
    raise LookupError(f"no element {action_id} to use here")


def action_entry(block: Json, element: Json, value: object, ts: str) -> Json:
    """The entry of `actions`; `value` is an option's value, or the id or date of a picker."""
    is_button = element["type"] == "button"
    picked = _button(element) if is_button else picked_fields(element, value)
    about = {"action_id": element["action_id"], "block_id": block.get("block_id", "")}
    return about | picked | {"type": element["type"], "action_ts": ts}


def state_values(blocks: list[Json], values: Mapping[Place, object]) -> Json:
    """`state.values` with these picks; what nobody touched stays as it was shown first."""
    state: Json = {}
    for block, element in interactive(blocks):
        if element["type"] in WITHOUT_STATE:
            continue
        block_id, action_id = place = place_of(block, element)
        picked = picked_fields(element, values.get(place, initial_value(element)))
        state.setdefault(block_id, {})[action_id] = {"type": element["type"], **picked}
    return state


def initial_value(element: Json) -> object:
    """What the element shows before anybody touched it, as `picked_fields` takes it."""
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


def options_of(element: Json) -> list[Json]:
    """Every option it offers, in groups or not, and those it shows at first."""
    groups = element.get("option_groups", [])
    grouped = [option for group in groups for option in group["options"]]
    first = [element["initial_option"]] if "initial_option" in element else []
    shown = [*element.get("options", []), *grouped]
    return [*shown, *first, *element.get("initial_options", [])]


def _button(element: Json) -> Json:
    return {"text": element["text"]} | ({"value": element["value"]} if "value" in element else {})


def _option(element: Json, value: str) -> Json:
    for option in options_of(element):
        if option["value"] == value:
            return option
    raise LookupError(f"no option {value} in {element['action_id']}")
