"""Block Kit shapes of forms within Slack's limits.

Slack: https://docs.slack.dev/reference/views/modal-views and
https://docs.slack.dev/reference/block-kit/blocks/input-block.
"""

from collections.abc import Sequence

from slackapp.slack.blocks import Block, Style, plain

_TITLE = 24
_LABEL = 2000
_OPTION_TEXT = 75
_METADATA = 3000
_CONFIRM_TITLE = 100
_CHANNELS = {"filter": {"include": ["public", "private"], "exclude_bot_users": True}}
_CONFIRM_TEXT = 300
_CONFIRM_BUTTON = 30


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    close: str,
    submit: str = "",
    callback_id: str = "",
    private_metadata: str = "",
) -> Block:
    """`private_metadata` comes back with the form and is never cut."""
    if len(private_metadata) > _METADATA:
        raise ValueError("a form's private_metadata is too long for Slack")
    optional = {"callback_id": callback_id, "private_metadata": private_metadata}
    return {
        "type": "modal",
        "title": plain(title, _TITLE),
        "close": plain(close, _TITLE),
        **({"submit": plain(submit, _TITLE)} if submit else {}),
        **{name: part for name, part in optional.items() if part},
        "blocks": list(blocks),
    }


def input_field(label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """Errors are told by the field's block_id, which is its element's action_id."""
    return {
        "type": "input",
        "block_id": element["action_id"],
        "label": plain(label, _LABEL),
        "element": element,
        "optional": optional,
        **({"hint": plain(hint, _LABEL)} if hint else {}),
    }


def text_input(*, action_id: str, most: int, multiline: bool = False, initial: str = "") -> Block:
    return {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": most,
        **({"initial_value": initial[:most]} if initial else {}),
    }


def people_picker(*, action_id: str, most: int, chosen: Sequence[str] = ()) -> Block:
    return {
        "type": "multi_users_select",
        "action_id": action_id,
        "max_selected_items": most,
        **({"initial_users": list(chosen[:most])} if chosen else {}),
    }


def person_picker(*, action_id: str, chosen: str = "") -> Block:
    initial = {"initial_user": chosen} if chosen else {}
    return {"type": "users_select", "action_id": action_id, **initial}


def channel_picker(*, action_id: str, chosen: str = "") -> Block:
    """Public and private channels, none that other companies are in."""
    initial = {"initial_conversation": chosen} if chosen else {}
    return {"type": "conversations_select", "action_id": action_id, **_CHANNELS, **initial}


def channels_picker(*, action_id: str, most: int, chosen: Sequence[str] = ()) -> Block:
    initial = {"initial_conversations": list(chosen[:most])} if chosen else {}
    return {
        "type": "multi_conversations_select",
        "action_id": action_id,
        "max_selected_items": most,
        **_CHANNELS,
        **initial,
    }


def menu_of_many(options: Sequence[Block], *, action_id: str, chosen: Sequence[str] = ()) -> Block:
    """Up to a hundred."""
    picked = [each for each in options if each["value"] in chosen]
    return {
        "type": "multi_static_select",
        "action_id": action_id,
        "options": list(options),
        **({"initial_options": picked} if picked else {}),
    }


def number_input(*, action_id: str, initial: str = "") -> Block:
    """With a fraction where somebody types one: what fits is said by who reads it."""
    return {
        "type": "number_input",
        "action_id": action_id,
        "is_decimal_allowed": True,
        **({"initial_value": initial} if initial else {}),
    }


def option(text: str, value: str) -> Block:
    return {"text": plain(text, _OPTION_TEXT), "value": value}


def static_select(options: Sequence[Block], *, action_id: str, chosen: str = "") -> Block:
    return {"type": "static_select", **_choice(options, action_id, chosen)}


def radio_buttons(options: Sequence[Block], *, action_id: str, chosen: str = "") -> Block:
    return {"type": "radio_buttons", **_choice(options, action_id, chosen)}


def checkboxes(options: Sequence[Block], *, action_id: str, chosen: Sequence[str] = ()) -> Block:
    """Up to ten."""
    ticked = [each for each in options if each["value"] in chosen]
    return {
        "type": "checkboxes",
        "action_id": action_id,
        "options": list(options),
        **({"initial_options": ticked} if ticked else {}),
    }


def time_picker(*, action_id: str, chosen: str = "") -> Block:
    """`chosen` as "09:00"."""
    initial = {"initial_time": chosen} if chosen else {}
    return {"type": "timepicker", "action_id": action_id, **initial}


def confirmation(
    title: str, text: str, *, confirm: str, deny: str, style: Style | None = None
) -> Block:
    """What Slack asks before it sends a click."""
    return {
        "title": plain(title, _CONFIRM_TITLE),
        "text": plain(text, _CONFIRM_TEXT),
        "confirm": plain(confirm, _CONFIRM_BUTTON),
        "deny": plain(deny, _CONFIRM_BUTTON),
        **({"style": style} if style else {}),
    }


def overflow(options: Sequence[Block], *, action_id: str) -> Block:
    """The ⋯ menu beside buttons; what is picked is the value."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def _choice(options: Sequence[Block], action_id: str, chosen: str) -> Block:
    picked = next((each for each in options if each["value"] == chosen), None)
    return {
        "action_id": action_id,
        "options": list(options),
        **({"initial_option": picked} if picked else {}),
    }
