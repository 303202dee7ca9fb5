"""`chat.*`: what the app writes."""

from typing import Any

from slackapp.sandbox.acts.posting import count_control_sequences, open_im, post_as_app, show_to
from slackapp.sandbox.block_kit.content import Content, ContentRefusedError, checked, with_block_ids
from slackapp.sandbox.web_api.call import Call, Method, SlackError
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Message, message_json

Json = dict[str, Any]
UPDATE_TEXT = 4_000


def post_message(call: Call) -> Json:
    channel = _target(call)
    content = _content(call)
    if content.is_empty:
        raise SlackError("no_text")
    username = call.args.text("username") or None
    if username:
        call.need_scope("chat:write.customize")
    thread_ts = _thread(call, channel)
    broadcast = thread_ts is not None and call.args.flag("reply_broadcast")
    message = post_as_app(
        call.world,
        call.acts,
        call.team,
        channel,
        content,
        thread_ts=thread_ts,
        subtype="thread_broadcast" if broadcast else None,
        username=username,
    )
    answer = {"channel": channel.id, "ts": message.ts, "message": _shown(message)}
    return answer | _warnings(content)


def post_ephemeral(call: Call) -> Json:
    channel = call.channel()
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot_id not in channel.members:
        raise SlackError("not_in_channel")
    user = call.args.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = _content(call)
    if content.is_empty:
        raise SlackError("no_text")
    thread_ts = call.args.text("thread_ts") or None
    shown = show_to(call.world, call.team, channel, user, content, thread_ts)
    return {"message_ts": shown.ts} | _warnings(content)


def update(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.user != call.bot_id or not message.is_by_app:
        raise SlackError("cant_update_message")
    emptied = call.args.json("metadata", "invalid_metadata_format") == {}
    content = _content(call, with_metadata=not emptied)
    if content.text is None and content.blocks is None and content.attachments is None:
        raise SlackError("no_text")
    if len(content.text or "") > UPDATE_TEXT:
        raise SlackError("msg_too_long")
    if channel.is_archived:
        raise SlackError("is_inactive")
    count_control_sequences(call.world, content)
    changes = _changes(call, message, content)
    call.acts.change(call.team, message, **changes, **({"metadata": None} if emptied else {}))
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": _shown(message),
    }


def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.user != call.bot_id:
        raise SlackError("cant_delete_message")
    call.acts.delete(call.team, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    base = f"{call.world.app.base_url}/{call.team.domain}/archives/{channel.id}"
    link = f"{base}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS: dict[str, Method] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
}


def _content(call: Call, *, with_metadata: bool = True) -> Content:
    args = call.args
    given = args.values.get("text")
    try:
        return checked(
            None if given is None else str(given),
            args.json("blocks", "invalid_blocks_format"),
            args.json("attachments", "invalid_attachments"),
            args.json("metadata", "invalid_metadata_format") if with_metadata else None,
        )
    except ContentRefusedError as refused:
        raise SlackError(refused.code, **refused.extra) from None


def _warnings(content: Content) -> Json:
    if not content.warnings:
        return {}
    all_of_them = {"warnings": content.warnings}
    return {"warning": ",".join(content.warnings), "response_metadata": all_of_them}


def _target(call: Call) -> Channel:
    """A channel id, a `#name`, or a person, whose direct messages are opened."""
    wanted = call.args.text("channel")
    people = call.team.people
    if wanted in people and wanted not in call.team.channels:
        return open_im(call.world, call.team, call.bot_id, wanted)[0]
    channel = _by_name(call, wanted) or call.channel()
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot_id not in channel.members and "chat:write.public" not in call.installation.scopes:
        raise SlackError("not_in_channel")
    return channel


def _by_name(call: Call, wanted: str) -> Channel | None:
    name = wanted.removeprefix("#")
    public = (ch for ch in call.team.channels.values() if ch.kind is Kind.PUBLIC)
    return next((channel for channel in public if channel.name == name), None)


def _thread(call: Call, channel: Channel) -> str | None:
    thread_ts = call.args.text("thread_ts")
    if not thread_ts:
        return None
    parent = channel.message(thread_ts)
    if parent is None or parent.is_reply:
        raise SlackError("cannot_reply_to_message")
    return thread_ts


def _changes(call: Call, message: Message, content: Content) -> Json:
    """New text without blocks takes the old blocks away; only it counts as an edit."""
    given = {
        "text": content.text,
        "blocks": with_block_ids(content.blocks, message.ts),
        "attachments": content.attachments,
        "metadata": content.metadata,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if content.text is not None and content.blocks is None:
        now = f"{call.world.clock.seconds()}.000000"
        changes |= {"blocks": [], "edited": {"user": call.installation.bot_id, "ts": now}}
    return changes


def _shown(message: Message) -> Json:
    shown = message_json(message)
    return shown | ({"metadata": message.metadata} if message.metadata else {})
