"""Blocks of every kind, invented, as Slack's reference shows them."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str = "", **more: Any) -> Json:  # noqa: ANN401 - JSON
    return {"text": plain(text or value.title()), "value": value, **more}


def button(action_id: str = "go", text: str = "Go", **more: Any) -> Json:  # noqa: ANN401 - JSON
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: Json, block_id: str = "acts") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def section(text: str, accessory: Json | None = None, block_id: str = "part") -> Json:
    block: Json = {"type": "section", "block_id": block_id, "text": mrkdwn(text)}
    return block | ({"accessory": accessory} if accessory else {})


def field(element: Json, block_id: str = "why", **more: Any) -> Json:  # noqa: ANN401 - JSON
    block = {"type": "input", "block_id": block_id, "label": plain("Why"), "element": element}
    return block | more


def text_input(**more: Any) -> Json:  # noqa: ANN401 - JSON
    return {"type": "plain_text_input", "action_id": "reason", **more}


def modal(*blocks: Json, **more: Any) -> Json:  # noqa: ANN401 - JSON
    start = {"type": "modal", "title": plain("Kudos"), "submit": plain("Give")}
    return start | {"blocks": list(blocks)} | more


CONFIRM = {
    "title": plain("Sure?"),
    "text": mrkdwn("This *cannot* be undone."),
    "confirm": plain("Do it"),
    "deny": plain("Leave it"),
}
