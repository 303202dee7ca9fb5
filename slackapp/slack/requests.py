"""What a person asked through Slack, read once from Bolt's payload into plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """A button pressed or something picked from a menu; `value` is the button's or option's.

    In a form there is a `view_id` and no `response_url`; in the Home tab, too, but not `in_modal`.
    `root_view_id` is the form lowest of those on top of each other. `states`, `metadata`: as in
    `Submission`, of the form or message as it stands.
    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """

    workspace_id: str
    person_id: str
    channel_id: str
    action_id: str
    value: str
    trigger_id: str
    response_url: str
    view_id: str = ""
    in_modal: bool = False
    root_view_id: str = ""
    metadata: str = ""
    states: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, payload: Mapping[str, Any], workspace_id: str) -> Self:
        action, view = payload["actions"][0], payload.get("view") or {}
        return cls(
            workspace_id=workspace_id,
            person_id=payload["user"]["id"],
            channel_id=(payload.get("channel") or {}).get("id") or "",
            action_id=action["action_id"],
            value=action.get("value") or _picked(action),
            trigger_id=payload.get("trigger_id") or "",
            response_url=payload.get("response_url") or "",
            view_id=view.get("id") or "",
            in_modal=view.get("type") == "modal",
            root_view_id=view.get("root_view_id") or "",
            metadata=view.get("private_metadata") or "",
            states=_states((view.get("state") or payload.get("state") or {}).get("values") or {}),
        )

    def as_command(self, name: str) -> Command:
        """The command with nothing after its name, asked for by a button."""
        return Command(
            workspace_id=self.workspace_id,
            person_id=self.person_id,
            channel_id=self.channel_id,
            name=name,
            text="",
            trigger_id=self.trigger_id,
            response_url=self.response_url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageShortcut:
    """A message's ⋯ menu; `thread_ts` is where an answer to the message belongs.

    https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
    """

    workspace_id: str
    person_id: str
    channel_id: str
    message_ts: str
    thread_ts: str
    author_id: str
    trigger_id: str
    response_url: str
    text: str = field(default="", repr=False)

    @classmethod
    def read(cls, payload: Mapping[str, Any], workspace_id: str) -> Self:
        message = payload["message"]
        return cls(
            workspace_id=workspace_id,
            person_id=payload["user"]["id"],
            channel_id=payload["channel"]["id"],
            message_ts=message["ts"],
            thread_ts=message.get("thread_ts") or message["ts"],
            author_id=message.get("user") or "",
            trigger_id=payload.get("trigger_id") or "",
            response_url=payload.get("response_url") or "",
            text=message.get("text") or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A form sent; `values` by action_id: text, time, the option picked, ids or options picked.

    `states`: Slack's own, of the one input in each block, by block_id. `metadata` is what we put
    into the form when we opened it.
    https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
    """

    workspace_id: str
    person_id: str
    view_id: str
    metadata: str
    values: Mapping[str, str | tuple[str, ...]]
    states: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    root_view_id: str = ""

    @classmethod
    def read(cls, payload: Mapping[str, Any], workspace_id: str) -> Self:
        view = payload["view"]
        blocks = view["state"]["values"]
        return cls(
            workspace_id=workspace_id,
            person_id=payload["user"]["id"],
            view_id=view["id"],
            metadata=view.get("private_metadata") or "",
            values={
                name: _entered(entry) for block in blocks.values() for name, entry in block.items()
            },
            states=_states(blocks),
            root_view_id=view.get("root_view_id") or "",
        )

    def text(self, action_id: str) -> str:
        value = self.values.get(action_id, "")
        return value if isinstance(value, str) else ""

    def ids(self, action_id: str) -> tuple[str, ...]:
        value = self.values.get(action_id, ())
        return value if isinstance(value, tuple) else ()


def _states(blocks: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {name: state for name, block in blocks.items() for state in block.values()}


def _picked(action: Mapping[str, Any]) -> str:
    return (action.get("selected_option") or {}).get("value") or ""


def _entered(entry: Mapping[str, Any]) -> str | tuple[str, ...]:
    """The state of one input.

    https://docs.slack.dev/reference/views/modal-views (state values)
    """
    if "selected_users" in entry:
        return tuple(entry["selected_users"] or ())
    if "selected_options" in entry:
        return tuple(each["value"] for each in entry["selected_options"] or ())
    said = (entry.get(name) for name in ("value", "selected_conversation", "selected_time"))
    return next(filter(None, said), "") or _picked(entry)
