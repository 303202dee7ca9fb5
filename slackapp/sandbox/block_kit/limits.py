"""Block Kit's limits, from docs.slack.dev/reference/block-kit; broken ones are `invalid_blocks`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from slackapp.sandbox.block_kit import displays
from slackapp.sandbox.block_kit.checks import (
    Check,
    boolean,
    both,
    by_type,
    list_of,
    needs_one_field,
    needs_one_of,
    problem,
    shape,
    string,
    text,
)
from slackapp.sandbox.block_kit.elements import ELEMENTS, GROUP, IMAGE, IMAGE_SOURCE, OPTION
from slackapp.sandbox.block_kit.rich_text import rich_text

Json = dict[str, Any]
MESSAGE_BLOCKS = 50
MESSAGE_CHARTS = 2
VIEW_BLOCKS = 100
# Measured by Slack's users (bolt-js issue 2509); Slack's pages do not give the number.
ALL_TEXT_OF_BLOCKS = 13_200

_BLOCK_ID = {"block_id": string(255)}
_INPUTS = ELEMENTS.keys() - {"button", "workflow_button", "overflow", "image"}
_IN_ACTIONS = ELEMENTS.keys() - {
    "image", "plain_text_input", "email_text_input", "url_text_input", "number_input",
    "file_input",
}  # fmt: skip
_IN_SECTION = _IN_ACTIONS | {"image"}


def _elements(names: Iterable[str]) -> Check:
    return by_type({name: ELEMENTS[name] for name in names})


_CONTEXT = by_type({"image": IMAGE, "mrkdwn": text(3000), "plain_text": text(3000)})
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
            {**_BLOCK_ID, **IMAGE_SOURCE, "title": text(2000, plain=True)},
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
    "rich_text": rich_text,
    "markdown": shape({"text": string(12_000, 1)}, _BLOCK_ID),
    **displays.EVERYWHERE,
    **displays.IN_MESSAGES,
}
_NOT_IN_VIEWS = {"markdown", *displays.IN_MESSAGES}
HOME_TYPES = {name: rule for name, rule in MESSAGE_TYPES.items() if name not in _NOT_IN_VIEWS}
VIEW_TYPES = HOME_TYPES | displays.IN_MODALS

_MESSAGE = list_of(by_type(MESSAGE_TYPES), MESSAGE_BLOCKS, 0)
_VIEW_BLOCKS = list_of(by_type(VIEW_TYPES), VIEW_BLOCKS, 0)
_HOME_BLOCKS = list_of(by_type(HOME_TYPES), VIEW_BLOCKS, 0)
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
_HOME = shape({"blocks": _HOME_BLOCKS}, _VIEW_PARTS)
_VIEW = by_type({"modal": _MODAL, "home": _HOME})
_OFFER = both(
    shape({}, {"options": list_of(OPTION, 100, 0), "option_groups": list_of(GROUP, 100)}),
    needs_one_field("options", "option_groups"),
)
_CONTROL = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")


def message_problems(blocks: object) -> list[str]:
    found = [*_MESSAGE(blocks, "/blocks"), *_repeated_ids(blocks, "/blocks")]
    return [*found, *_too_many_charts(blocks)]


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
    if sum(element.get("focus_on_load") is True for element in _all_elements(view["blocks"])) > 1:
        found.append(problem("only one element can have focus_on_load", "/view/blocks"))
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


def _too_many_charts(blocks: object) -> Iterator[str]:
    """Not in Slack's pages: measured by its users (vercel/chat pull request 696)."""
    shown = blocks if isinstance(blocks, list) else []
    kinds = [block.get("type") for block in shown if isinstance(block, dict)]
    if kinds.count("data_visualization") > MESSAGE_CHARTS:
        yield problem("too many data_visualization blocks", "/blocks")


def _all_elements(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        yield from (one for one in inside if isinstance(one, dict))


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
