"""Block Kit's limits, from docs.slack.dev/reference/block-kit; broken ones are `invalid_blocks`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from slackapp.sandbox.block_checks import (
    Check,
    anything,
    boolean,
    both,
    by_type,
    integer,
    list_of,
    matching,
    needs_one_field,
    needs_one_of,
    one_of_words,
    problem,
    shape,
    string,
    text,
    url,
    whole,
)

Json = dict[str, Any]
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
# Measured by Slack's users (bolt-js issue 2509); Slack's pages do not give the number.
ALL_TEXT_OF_BLOCKS = 13_200

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
_OPTION = shape({"text": text(75, plain=True), **_OPTION_PARTS}, _OPTION_MORE)
_CHOICE = shape({"text": text(75), **_OPTION_PARTS}, {"description": text(75)})
_OVERFLOW_OPTION = shape(
    {"text": text(75, plain=True), **_OPTION_PARTS}, {**_OPTION_MORE, "url": url}
)
_GROUP = shape({"label": text(75, plain=True), "options": list_of(_OPTION, 100)})
_ACTS = {"action_id": _ID, "confirm": _CONFIRM, "focus_on_load": boolean}
_PICKS = {**_ACTS, "placeholder": text(150, plain=True)}
_OPTIONS = {"options": list_of(_OPTION, 100), "option_groups": list_of(_GROUP, 100)}
_MULTI = {**_PICKS, "max_selected_items": integer}
_ONE_SOURCE = needs_one_of("options", "option_groups")
_FILTER = {"filter": anything, "default_to_current_conversation": boolean}
_IMAGE_SOURCE = {"image_url": url, "slack_file": anything}
_IMAGE = both(
    shape({"alt_text": string(2000)}, _IMAGE_SOURCE), needs_one_of("image_url", "slack_file")
)
_TYPED = {
    "action_id": _ID,
    "placeholder": text(150, plain=True),
    "focus_on_load": boolean,
    "dispatch_action_config": anything,
}
_LENGTHS = {"min_length": integer, "max_length": integer}

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
    "overflow": shape(
        {"options": list_of(_OVERFLOW_OPTION, 5)}, {"action_id": _ID, "confirm": _CONFIRM}
    ),
    "static_select": both(
        shape({}, {**_PICKS, **_OPTIONS, "initial_option": _OPTION}), _ONE_SOURCE
    ),
    "multi_static_select": both(
        shape({}, {**_MULTI, **_OPTIONS, "initial_options": list_of(_OPTION, 100)}), _ONE_SOURCE
    ),
    "external_select": shape(
        {}, {**_PICKS, "initial_option": _OPTION, "min_query_length": integer}
    ),
    "multi_external_select": shape(
        {}, {**_MULTI, "initial_options": list_of(_OPTION, 100), "min_query_length": integer}
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
    "checkboxes": shape(
        {"options": list_of(_CHOICE, 10)}, {**_ACTS, "initial_options": list_of(_CHOICE, 10)}
    ),
    "radio_buttons": shape({"options": list_of(_CHOICE, 10)}, {**_ACTS, "initial_option": _CHOICE}),
    "datepicker": shape({}, {**_PICKS, "initial_date": _DATE}),
    "timepicker": shape({}, {**_PICKS, "initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": shape({}, {**_ACTS, "initial_date_time": integer}),
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
    "rich_text_input": shape({}, {**_TYPED, "initial_value": anything}),
    "file_input": shape(
        {},
        {"action_id": _ID, "filetypes": list_of(string(20, 1), 100), "max_files": whole(1, 10)},
    ),
    "image": _IMAGE,
}

_INPUTS = ELEMENTS.keys() - {"button", "overflow", "image"}
_IN_ACTIONS = ELEMENTS.keys() - {
    "image", "plain_text_input", "email_text_input", "url_text_input", "number_input",
    "file_input",
}  # fmt: skip
_IN_SECTION = _IN_ACTIONS | {"image"}


def _elements(names: Iterable[str]) -> Check:
    return by_type({name: ELEMENTS[name] for name in names})


_CONTEXT = by_type({"image": _IMAGE, "mrkdwn": text(3000), "plain_text": text(3000)})
_RICH_PARTS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
_RICH = by_type(
    {
        name: shape(
            {"elements": list_of(anything, 10_000, 0)},
            {"style": anything, "indent": integer, "offset": integer, "border": integer},
        )
        for name in _RICH_PARTS
    }
)
_BLOCK_ID = {"block_id": string(255)}

MESSAGE_TYPES: dict[str, Check] = {
    "section": both(
        shape(
            {},
            {
                **_BLOCK_ID,
                "text": text(3000),
                "fields": list_of(text(2000), 10),
                "accessory": _elements(_IN_SECTION),
                "expand": boolean,
            },
        ),
        needs_one_of("text", "fields"),
    ),
    "header": shape({"text": text(150, plain=True)}, _BLOCK_ID),
    "context": shape({"elements": list_of(_CONTEXT, 10)}, _BLOCK_ID),
    "divider": shape({}, _BLOCK_ID),
    "actions": shape({"elements": list_of(_elements(_IN_ACTIONS), 25)}, _BLOCK_ID),
    "image": both(
        shape(
            {"alt_text": string(2000, 1)},
            {**_BLOCK_ID, **_IMAGE_SOURCE, "title": text(2000, plain=True)},
        ),
        needs_one_of("image_url", "slack_file"),
    ),
    "input": shape(
        {"label": text(2000, plain=True), "element": _elements(_INPUTS)},
        {
            **_BLOCK_ID,
            "hint": text(2000, plain=True),
            "optional": boolean,
            "dispatch_action": boolean,
        },
    ),
    "rich_text": shape({"elements": list_of(_RICH, 10_000, 0)}, _BLOCK_ID),
    "markdown": shape({"text": string(12_000, 1)}, _BLOCK_ID),
}
VIEW_TYPES = {name: rule for name, rule in MESSAGE_TYPES.items() if name != "markdown"}

_MESSAGE = list_of(by_type(MESSAGE_TYPES), MESSAGE_BLOCKS, 0)
_VIEW_BLOCKS = list_of(by_type(VIEW_TYPES), VIEW_BLOCKS, 0)
_VIEW_PARTS = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_MODAL = shape(
    {"title": text(24, plain=True), "blocks": _VIEW_BLOCKS},
    {
        **_VIEW_PARTS,
        "submit": text(24, plain=True),
        "close": text(24, plain=True),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = shape({"blocks": _VIEW_BLOCKS}, _VIEW_PARTS)
_VIEW = by_type({"modal": _MODAL, "home": _HOME})
_OFFER = both(
    shape({}, {"options": list_of(_OPTION, 100, 0), "option_groups": list_of(_GROUP, 100)}),
    needs_one_field("options", "option_groups"),
)
_CONTROL = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")


def message_problems(blocks: object) -> list[str]:
    return [*_MESSAGE(blocks, "/blocks"), *_repeated_ids(blocks, "/blocks")]


def option_problems(answer: object) -> list[str]:
    """What is wrong with the answer to a `block_suggestion`; no options at all are fine."""
    return list(_OFFER(answer, ""))


def view_problems(view: object) -> list[str]:
    found = list(_VIEW(view, "/view"))
    if found or not isinstance(view, dict):
        return found
    found += _repeated_ids(view["blocks"], "/view/blocks")
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if has_input and view["type"] == "modal" and "submit" not in view:
        found.append(problem("submit is required when an input block is within blocks", "/view"))
    return found


def text_length(part: object) -> int:
    """Characters in every `text` below, what `msg_blocks_too_long` counts."""
    return sum(len(found) for found in texts(part))


def control_sequences(*parts: object) -> Counter[str]:
    """How often `<!channel>`, `<!here>` and `<!everyone>` would call everybody."""
    return Counter(
        name for part in parts for found in texts(part) for name in _CONTROL.findall(found)
    )


def texts(part: object) -> Iterator[str]:
    """Every `text` inside, however deep; a string given is its own text."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for one in part:
            yield from texts(one)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name == "text" or not isinstance(value, str):
                yield from texts(value)


def _repeated_ids(blocks: object, path: str) -> Iterator[str]:
    """`block_id` is unique in a message, `action_id` in a block."""
    if not isinstance(blocks, list):
        return
    shown = [block for block in blocks if isinstance(block, dict)]
    block_ids = Counter(
        block["block_id"] for block in shown if isinstance(block.get("block_id"), str)
    )
    for block_id in (name for name, times in block_ids.items() if times > 1):
        yield problem(f"block_id {block_id} already exists", path)
    for index, block in enumerate(shown):
        elements = block.get("elements")
        if not isinstance(elements, list):
            continue
        ids = [e["action_id"] for e in elements if isinstance(e, dict) and "action_id" in e]
        if len(ids) != len(set(map(str, ids))):
            yield problem("action_id already exists", f"{path}/{index}")
