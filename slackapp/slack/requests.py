"""What a person asked through Slack, read once from Bolt's payload into plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

# What people type; the manifest names the same.
WE_COMMAND = "/we"
KUDOS_COMMAND = "/kudos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command.

    https://docs.slack.dev/interactivity/implementing-slash-commands
    """

    workspace_id: str
    person_id: str
    channel_id: str
    name: str
    text: str
    trigger_id: str
    response_url: str

    @classmethod
    def read(cls, payload: Mapping[str, Any], workspace_id: str) -> Self:
        return cls(
            workspace_id=workspace_id,
            person_id=payload["user_id"],
            channel_id=payload["channel_id"],
            name=payload["command"],
            text=payload.get("text") or "",
            trigger_id=payload.get("trigger_id") or "",
            response_url=payload.get("response_url") or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """A button pressed.

    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """

    workspace_id: str
    person_id: str
    channel_id: str
    action_id: str
    value: str
    trigger_id: str
    response_url: str

    @classmethod
    def read(cls, payload: Mapping[str, Any], workspace_id: str) -> Self:
        action = payload["actions"][0]
        return cls(
            workspace_id=workspace_id,
            person_id=payload["user"]["id"],
            channel_id=(payload.get("channel") or {}).get("id") or "",
            action_id=action["action_id"],
            value=action.get("value") or "",
            trigger_id=payload.get("trigger_id") or "",
            response_url=payload.get("response_url") or "",
        )
