"""What a person must still mend before Slack sends a form off."""

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")
_WHOLE = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def form_errors(blocks: list[Json], state: Json) -> dict[str, str]:
    """The sentence under each input, by `block_id`; `state` is what stands in them."""
    inputs = (block for block in blocks if block["type"] == "input")
    found = ((block["block_id"], next(_wrong(block, state), None)) for block in inputs)
    return {block_id: sentence for block_id, sentence in found if sentence}


def _wrong(block: Json, state: Json) -> Iterator[str]:
    element = block["element"]
    given = state[block["block_id"]][element["action_id"]]
    value = next(value for name, value in given.items() if name != "type")
    if value in (None, "", []):
        if not block.get("optional"):
            yield "Please complete this required field."
    elif isinstance(value, str):
        yield from _wrong_text(element, value)
    elif isinstance(value, list) and len(value) > element.get("max_selected_items", len(value)):
        yield f"Please choose at most {element['max_selected_items']}."


def _wrong_text(element: Json, text: str) -> Iterator[str]:
    kind = element["type"]
    if len(text) < element.get("min_length", 0):
        yield f"Please enter at least {element['min_length']} characters."
    if kind == "plain_text_input" and len(text) > element.get("max_length", 3000):
        yield f"Please enter at most {element.get('max_length', 3000)} characters."
    if kind == "email_text_input" and not _EMAIL.fullmatch(text):
        yield "Please enter a valid email address."
    if kind == "url_text_input" and not _URL.fullmatch(text):
        yield "Please enter a valid URL."
    if kind == "number_input":
        yield from _wrong_number(element, text)


def _wrong_number(element: Json, text: str) -> Iterator[str]:
    decimal = element.get("is_decimal_allowed")
    if not (_DECIMAL if decimal else _WHOLE).fullmatch(text):
        yield "Please enter a number." if decimal else "Please enter a whole number."
        return
    if "min_value" in element and float(text) < float(element["min_value"]):
        yield f"Please enter a number of {element['min_value']} or more."
    if "max_value" in element and float(text) > float(element["max_value"]):
        yield f"Please enter a number of {element['max_value']} or less."
