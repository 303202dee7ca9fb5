"""What somebody wants to give, before anybody is looked up: a typed command or a filled form."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from slackapp.features.kudos.rules.thanks import Shown
from slackapp.reading.kudos_syntax import Receiver
from slackapp.reading.mrkdwn import Span, spans

LONGEST_BUTTON_VALUE = (
    2000  # https://docs.slack.dev/reference/block-kit/block-elements/button-element
)
LONGEST_METADATA = 3000  # https://docs.slack.dev/reference/views/modal-views

_COMMAND = "command:"
_FORM = "form:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command as typed; `request` is its own identity, shared by repeated deliveries of it.

    confirmed: the giver has been told how many people a group is.
    """

    request: str
    command: str
    text: str
    confirmed: bool = False

    @property
    def source(self) -> str:
        return f"{_COMMAND}{self.request}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form to give kudos: what we put into it and what its giver entered.

    Where it was opened: `channel_id`, `response_url`; about which message, and in which thread its
    post belongs. `groups` are user groups of a command, which Slack lets nobody pick in a form.
    `editing` is the source of the kudos that the form changes, empty for a new one.
    """

    channel_id: str
    response_url: str = ""
    message_ts: str = ""
    thread_ts: str = ""
    groups: tuple[str, ...] = ()
    editing: str = ""
    people: tuple[str, ...] = ()
    reason: str = ""
    value: str = ""
    shown: Shown = "here"


_KEPT = ("channel_id", "response_url", "message_ts", "thread_ts", "groups", "editing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A kudos as meant: whom by Slack ids, for what as safe mrkdwn, and where it shows."""

    source: str
    receivers: tuple[Receiver, ...]
    reason: str
    values: tuple[str, ...]
    form: Form
    typed: str = ""
    confirmed: bool = True
    again: str = ""


def worded(form: Form, reason: str, values: Sequence[str], allowed: Collection[str]) -> Form:
    """Filled in with what was said: one value in the menu, all others where they can be typed."""
    picked = next((value for value in values if value in allowed), "")
    others = [f"#{value}" for value in values if value != picked]
    return replace(form, reason=" ".join([reason, *others]).strip(), value=picked)


def metadata_of(form: Form) -> str:
    """What a form carries unseen; without a response_url where it would be too long."""
    said = {name: getattr(form, name) for name in _KEPT if getattr(form, name)}
    kept = {"channel_id": form.channel_id, **said}  # none at home
    metadata = json.dumps(kept, separators=(",", ":"))
    if len(metadata) > LONGEST_METADATA:
        metadata = json.dumps(kept | {"response_url": ""}, separators=(",", ":"))
    return metadata


def form_of_metadata(metadata: str) -> Form | None:
    """None where it is none of ours, or one of another version."""
    kept = _read(metadata)
    if kept is None or not kept.keys() <= set(_KEPT) or "channel_id" not in kept:
        return None
    groups = kept.pop("groups", [])
    if not isinstance(groups, list) or not all(
        isinstance(v, str) for v in [*groups, *kept.values()]
    ):
        return None
    return Form(**kept, groups=tuple(groups))


def value_of_order(order: Order) -> str:
    """As a button carries it; empty where it is too long for one."""
    value = json.dumps(asdict(order), ensure_ascii=False, separators=(",", ":"))
    return value if len(value) <= LONGEST_BUTTON_VALUE else ""


def order_of_value(value: str) -> Order | None:
    """None where the button is none of ours, or one of another version."""
    read = _read(value)
    if read is None:
        return None
    typed = {"confirmed": bool}
    wanted = {field.name: typed.get(field.name, str) for field in fields(Order)}
    if not {"request", "command", "text"} <= read.keys() <= wanted.keys():
        return None
    if not all(isinstance(part, wanted[name]) for name, part in read.items()):
        return None
    return Order(**read)


def source_of_form(view_id: str) -> str:
    return f"{_FORM}{view_id}"


def is_given_by_us(source: str) -> bool:
    """Given by a command or form, so that its words and its post are ours."""
    return source.startswith((_COMMAND, _FORM))


def corrected(order: Order, name: str, slack_id: str) -> Order:
    """The order with its first "@name" replaced by the person's mention."""
    typed = re.compile(rf"(?<![\w|])@{re.escape(name)}(?!\w)")
    return replace(order, text=typed.sub(f"<@{slack_id}>", order.text, count=1))


def typed_again(order: Order, names: Mapping[str, str]) -> str:
    """The command as its giver would type it: mentions by name, links as they were."""
    return f"{order.command} {''.join(_as_typed(span, names) for span in spans(order.text))}"


def ids_named(text: str) -> list[str]:
    """Slack ids of everybody and every group in a text, in order."""
    return [span.target for span in spans(text) if span.kind in {"mention", "group"}]


def _read(value: str) -> dict[str, Any] | None:
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _as_typed(span: Span, names: Mapping[str, str]) -> str:
    match span.kind:
        case "mention" | "group":
            return "@" + (span.text or names.get(span.target) or span.target).removeprefix("@")
        case "channel":
            return "#" + (span.text or span.target)
        case "broadcast":
            return "@" + span.target
        case "link":
            return span.target
        case _:
            return span.text
