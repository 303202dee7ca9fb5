"""`reactions.*`: emoji on messages."""

import re
from typing import Any

from slackapp.sandbox.web_api.call import Call, Method, SlackError
from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.clock import ts_micros
from slackapp.sandbox.world.messages import Message, message_json

Json = dict[str, Any]
_NAME = re.compile(r"[a-z0-9_'+-]+(::skin-tone-[2-6])?")


def add(call: Call) -> Json:
    name = _name(call)
    message = _message(call, _joined(call))
    if not call.acts.react(call.team, call.bot_id, message, name):
        raise SlackError("already_reacted")
    return {}


def remove(call: Call) -> Json:
    name = _name(call)
    message = _message(call, _joined(call))
    if not call.acts.unreact(call.team, call.bot_id, message, name):
        raise SlackError("no_reaction")
    return {}


def get(call: Call) -> Json:
    channel = call.channel()
    message = _message(call, channel)
    base = f"{call.world.app.base_url}/{call.team.domain}/archives/{channel.id}"
    link = f"{base}/p{message.ts.replace('.', '')}"
    shown = message_json(message, channel.replies(message.ts)) | {"permalink": link}
    return {"type": "message", "channel": channel.id, "message": shown}


METHODS: dict[str, Method] = {
    "reactions.add": add,
    "reactions.remove": remove,
    "reactions.get": get,
}


def _name(call: Call) -> str:
    name = call.args.text("name").strip(":")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _joined(call: Call) -> Channel:
    channel = call.channel()
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _message(call: Call, channel: Channel) -> Message:
    if not call.args.text("timestamp"):
        raise SlackError("no_item_specified")
    try:
        ts_micros(call.args.text("timestamp"))
    except ValueError:
        raise SlackError("bad_timestamp") from None
    return call.message(channel, "timestamp")
