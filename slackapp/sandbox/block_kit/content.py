"""What an app may put in a message, refused as Slack refuses it."""

import json
from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.block_kit.checks import problem
from slackapp.sandbox.block_kit.limits import (
    ALL_TEXT_OF_BLOCKS,
    message_problems,
    text_length,
    view_problems,
)

Json = dict[str, Any]
TEXT_CUT_AT = 40_000
ATTACHMENTS = 100
VIEW_BYTES = 250_000
METADATA_BYTES = 8_000


class ContentRefusedError(Exception):
    """`code` is Slack's error, `extra` what stands beside it."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.extra: Json = extra


@dataclass(frozen=True)
class Content:
    """Checked content; None means "not given", which an update keeps as it was."""

    text: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.blocks or self.attachments)


def checked(
    text: str | None,
    blocks: object,
    attachments: object,
    metadata: object = None,
) -> Content:
    checked_blocks = _checked_blocks(blocks)
    if attachments is not None and not isinstance(attachments, list):
        raise ContentRefusedError("invalid_attachments")
    if attachments and len(attachments) > ATTACHMENTS:
        raise ContentRefusedError("too_many_attachments")
    attached = [_attached(one, f"{index:06}") for index, one in enumerate(attachments or [])]
    shown = None if attachments is None else attached
    cut = text[:TEXT_CUT_AT] if text is not None else None
    warnings = ["message_truncated"] if cut != text else []
    return Content(cut, checked_blocks, shown, _checked_metadata(metadata), warnings)


def checked_view(content: object, kind: str, seed: str) -> Json:
    """A view as Slack keeps it; refused with `invalid_arguments` and what is wrong."""
    if len(json.dumps(content).encode()) > VIEW_BYTES:
        raise ContentRefusedError("view_too_large")
    problems = view_problems(content)
    if not problems and isinstance(content, dict) and content["type"] != kind:
        problems = [problem(f"must be a {kind}", "/view/type")]
    if problems or not isinstance(content, dict):
        told = {"messages": problems}
        raise ContentRefusedError("invalid_arguments", response_metadata=told)
    return content | {"blocks": with_block_ids(content["blocks"], seed)}


def with_block_ids(blocks: list[Json] | None, seed: str) -> list[Json] | None:
    """Slack names the blocks and the elements an app leaves unnamed."""
    if blocks is None:
        return None
    tail = seed.replace(".", "")[-6:]
    named = ({"block_id": f"b{tail}{index}"} | block for index, block in enumerate(blocks))
    return [_with_action_ids(block) for block in named]


def _with_action_ids(block: Json) -> Json:
    """In the places where people use something; pictures and words need no name."""
    if block["type"] in {"actions", "context_actions"}:
        elements = enumerate(block["elements"])
        return block | {"elements": [{"action_id": f"a{n}"} | one for n, one in elements]}
    for place in ("accessory", "element"):
        if block.get(place, {"type": "image"})["type"] != "image":
            return block | {place: {"action_id": "a0"} | block[place]}
    return block


def _attached(attachment: Json, seed: str) -> Json:
    blocks = with_block_ids(_checked_blocks(attachment.get("blocks")), seed)
    return attachment if blocks is None else attachment | {"blocks": blocks}


def _checked_blocks(blocks: object) -> list[Json] | None:
    if blocks is None or blocks == "":
        return None
    if not isinstance(blocks, list):
        raise ContentRefusedError("invalid_blocks_format")
    problems = message_problems(blocks)
    if problems:
        raise ContentRefusedError(
            "invalid_blocks", errors=problems, response_metadata={"messages": problems}
        )
    if text_length(blocks) > ALL_TEXT_OF_BLOCKS:
        raise ContentRefusedError("msg_blocks_too_long")
    return blocks


def _checked_metadata(metadata: object) -> Json | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise ContentRefusedError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise ContentRefusedError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > METADATA_BYTES:
        raise ContentRefusedError("metadata_too_large")
    return metadata
