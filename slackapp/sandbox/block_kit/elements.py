"""Interactive elements and what stands in them, as Block Kit limits them."""

from collections.abc import Iterator
from typing import Any

from slackapp.sandbox.block_kit.checks import (
    Check,
    anything,
    boolean,
    both,
    list_of,
    matching,
    needs_one_of,
    one_of_words,
    problem,
    shape,
    string,
    text,
    url,
    whole,
)
from slackapp.sandbox.block_kit.rich_text import rich_text

Json = dict[str, Any]

_ID = string(255, 1)
_DATE = matching(r"\d{4}-\d{2}-\d{2}")
_TIME = matching(r"\d{2}:\d{2}")
_CONFIRM = shape(
    {
        "title": text(100, plain=True),
        "text": text(300),
        "confirm": text(30, plain=True),
        "deny": text(30, plain=True),
    },
    {"style": one_of_words("primary", "danger")},
)
_OPTION_PARTS = {"value": string(150, 1)}
_OPTION_MORE = {"description": text(75, plain=True)}
OPTION = shape({"text": text(75, plain=True), **_OPTION_PARTS}, _OPTION_MORE)
_CHOICE = shape({"text": text(75), **_OPTION_PARTS}, {"description": text(75)})
_OVERFLOW_OPTION = shape(
    {"text": text(75, plain=True), **_OPTION_PARTS}, {**_OPTION_MORE, "url": url}
)
GROUP = shape({"label": text(75, plain=True), "options": list_of(OPTION, 100)})
_ACTS = {"action_id": _ID, "confirm": _CONFIRM, "focus_on_load": boolean}
_PICKS = {**_ACTS, "placeholder": text(150, plain=True)}
_OPTIONS = {"options": list_of(OPTION, 100), "option_groups": list_of(GROUP, 100)}
_MULTI = {**_PICKS, "max_selected_items": whole(1, 1000)}
_ONE_SOURCE = needs_one_of("options", "option_groups")
_KINDS = one_of_words("im", "mpim", "private", "public")
_FILTER = {
    "filter": shape(
        {},
        {
            "include": list_of(_KINDS, 4),
            "exclude_external_shared_channels": boolean,
            "exclude_bot_users": boolean,
        },
    ),
    "default_to_current_conversation": boolean,
}
_SLACK_FILE = both(shape({}, {"id": string(100, 1), "url": url}), needs_one_of("id", "url"))
IMAGE_SOURCE = {"image_url": url, "slack_file": _SLACK_FILE}
IMAGE = both(
    shape({"alt_text": string(2000)}, IMAGE_SOURCE), needs_one_of("image_url", "slack_file")
)
_SENT_ON = one_of_words("on_enter_pressed", "on_character_entered")
_TYPED = {
    "action_id": _ID,
    "placeholder": text(150, plain=True),
    "focus_on_load": boolean,
    "dispatch_action_config": shape({"trigger_actions_on": list_of(_SENT_ON, 2)}),
}
_LENGTHS = {"min_length": whole(0, 3000), "max_length": whole(1, 3000)}


def _one_of_its_options(name: str) -> Check:
    """What is chosen at first must be there to choose, word for word."""

    def check(element: object, path: str) -> Iterator[str]:
        if not isinstance(element, dict) or name not in element:
            return
        chosen = element[name] if isinstance(element[name], list) else [element[name]]
        offered = options_of(element)
        if any(one not in offered for one in chosen):
            yield problem(f"{name} must be among the options", f"{path}/{name}")

    return check


def options_of(element: Json) -> list[object]:
    """In groups or not; whatever is no list of options is left to other checks."""
    groups = [one for one in _list(element.get("option_groups")) if isinstance(one, dict)]
    grouped = [option for group in groups for option in _list(group.get("options"))]
    return [*_list(element.get("options")), *grouped]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


ELEMENTS: dict[str, Check] = {
    "button": shape(
        {"text": text(75, plain=True)},
        {
            "action_id": _ID,
            "confirm": _CONFIRM,
            "url": url,
            "value": string(2000),
            "style": one_of_words("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "workflow_button": shape(
        {"text": text(75, plain=True), "workflow": anything},
        {
            "action_id": _ID,
            "style": one_of_words("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "overflow": shape(
        {"options": list_of(_OVERFLOW_OPTION, 5)}, {"action_id": _ID, "confirm": _CONFIRM}
    ),
    "static_select": both(
        shape({}, {**_PICKS, **_OPTIONS, "initial_option": OPTION}),
        _ONE_SOURCE,
        _one_of_its_options("initial_option"),
    ),
    "multi_static_select": both(
        shape({}, {**_MULTI, **_OPTIONS, "initial_options": list_of(OPTION, 100)}),
        _ONE_SOURCE,
        _one_of_its_options("initial_options"),
    ),
    "external_select": shape(
        {}, {**_PICKS, "initial_option": OPTION, "min_query_length": whole(0, 1000)}
    ),
    "multi_external_select": shape(
        {}, {**_MULTI, "initial_options": list_of(OPTION, 100), "min_query_length": whole(0, 1000)}
    ),
    "users_select": shape({}, {**_PICKS, "initial_user": string(255)}),
    "multi_users_select": shape({}, {**_MULTI, "initial_users": list_of(string(255), 100, 0)}),
    "channels_select": shape(
        {}, {**_PICKS, "initial_channel": string(255), "response_url_enabled": boolean}
    ),
    "multi_channels_select": shape(
        {}, {**_MULTI, "initial_channels": list_of(string(255), 100, 0)}
    ),
    "conversations_select": shape(
        {},
        {**_PICKS, **_FILTER, "initial_conversation": string(255), "response_url_enabled": boolean},
    ),
    "multi_conversations_select": shape(
        {}, {**_MULTI, **_FILTER, "initial_conversations": list_of(string(255), 100, 0)}
    ),
    "checkboxes": both(
        shape(
            {"options": list_of(_CHOICE, 10)}, {**_ACTS, "initial_options": list_of(_CHOICE, 10)}
        ),
        _one_of_its_options("initial_options"),
    ),
    "radio_buttons": both(
        shape({"options": list_of(_CHOICE, 10)}, {**_ACTS, "initial_option": _CHOICE}),
        _one_of_its_options("initial_option"),
    ),
    "datepicker": shape({}, {**_PICKS, "initial_date": _DATE}),
    "timepicker": shape({}, {**_PICKS, "initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": shape({}, {**_ACTS, "initial_date_time": whole(10**9, 10**10 - 1)}),
    "plain_text_input": shape(
        {}, {**_TYPED, **_LENGTHS, "initial_value": string(3000), "multiline": boolean}
    ),
    "email_text_input": shape({}, {**_TYPED, "initial_value": string(3000)}),
    "url_text_input": shape({}, {**_TYPED, "initial_value": string(3000)}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {
            **_TYPED,
            "initial_value": string(100),
            "min_value": string(100),
            "max_value": string(100),
        },
    ),
    "rich_text_input": shape({}, {**_TYPED, "initial_value": rich_text}),
    "file_input": shape(
        {},
        {"action_id": _ID, "filetypes": list_of(string(20, 1), 100), "max_files": whole(1, 10)},
    ),
    "image": IMAGE,
}
