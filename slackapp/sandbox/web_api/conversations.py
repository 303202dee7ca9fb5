"""`conversations.*` and `users.conversations`: where people talk, and what was said."""

from typing import Any

from slackapp.sandbox.acts.membership import Membership
from slackapp.sandbox.acts.posting import open_with
from slackapp.sandbox.scopes import kind_scope
from slackapp.sandbox.web_api.call import (
    Call,
    Method,
    SlackError,
    make_cursor,
    page_of,
    read_cursor,
)
from slackapp.sandbox.world.channels import Channel, Kind, channel_json
from slackapp.sandbox.world.clock import ts_micros
from slackapp.sandbox.world.messages import Message, message_json
from slackapp.sandbox.world.world import find_conversation

Json = dict[str, Any]
END_OF_TIME = 10**17
LARGEST_PAGE = 999
MOST_TOGETHER = 8


def info(call: Call) -> Json:
    channel = call.readable_channel("read")
    count = call.args.flag("include_num_members")
    shown = channel_json(channel, call.bot_id, with_count=count)
    return {"channel": shown | ({"locale": "en-US"} if call.args.flag("include_locale") else {})}


def list_all(call: Call) -> Json:
    seen = [
        channel
        for channel in _of_types(call)
        if channel.kind is Kind.PUBLIC or call.bot_id in channel.members
    ]
    page, metadata = page_of(call, seen, 100)
    shown = [channel_json(channel, call.bot_id, with_count=True) for channel in page]
    return {"channels": shown} | metadata


def of_user(call: Call) -> Json:
    user = call.args.text("user") or call.bot_id
    if user not in call.team.people:
        raise SlackError("user_not_found")
    seen = [
        channel
        for channel in _of_types(call)
        if user in channel.members
        and (channel.kind is Kind.PUBLIC or call.bot_id in channel.members)
    ]
    page, metadata = page_of(call, seen, 100)
    shown = [channel_json(channel, call.bot_id) for channel in page]
    without = [{k: v for k, v in one.items() if k != "is_member"} for one in shown]
    return {"channels": without} | metadata


def members(call: Call) -> Json:
    channel = call.readable_channel("read")
    page, metadata = page_of(call, list(channel.members), 100)
    return {"members": page} | metadata


def history(call: Call) -> Json:
    channel = _readable(call)
    oldest, latest = _bounds(call)
    found = channel.between(oldest, latest)
    limit = _limit(call)
    page = found[-limit:][::-1]
    more = len(found) > limit
    shown = [_shown(call, channel, message) for message in page]
    answer: Json = {"messages": shown, "has_more": more, "pin_count": 0}
    answer |= {"channel_actions_ts": None, "channel_actions_count": 0}
    for name in ("oldest", "latest"):
        if call.args.text(name):
            answer[name] = call.args.text(name)
    if more:
        cursor = make_cursor("next_ts", str(page[-1].micros - 1))
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def replies(call: Call) -> Json:
    channel = _readable(call)
    ts = call.args.text("ts")
    parent = channel.message(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    after = read_cursor(call.args.text("cursor"), "after_ts")
    start = int(after) + 1 if after else None
    oldest, latest = _bounds(call, with_cursor=False)
    thread = [] if parent.is_reply else channel.replies(ts)
    wanted = [m for m in thread if max(oldest, start or 0) <= m.micros <= latest]
    limit = _limit(call, default=LARGEST_PAGE)
    page = wanted[:limit]
    first = [] if start else [parent]
    answer: Json = {
        "messages": [_shown(call, channel, message) for message in [*first, *page]],
        "has_more": len(wanted) > limit,
    }
    if len(wanted) > limit:
        cursor = make_cursor("after_ts", str(page[-1].micros))
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def open_conversation(call: Call) -> Json:
    """With one person or several, or one that is there already by its id."""
    if call.args.text("channel"):
        channel, was_open = _resumed(call), True
    else:
        others = _others(call)
        call.need_scope("im:write" if len(others) == 1 else "mpim:write")
        everybody = [call.bot_id, *others]
        found = find_conversation(call.team, everybody)
        if found is None and call.args.flag("prevent_creation"):
            raise SlackError("channel_not_found")
        was_open = found is not None
        channel = found or open_with(call.world, call.team, everybody)
    full = channel_json(channel, call.bot_id) if call.args.flag("return_im") else {"id": channel.id}
    return {"channel": full} | ({"no_op": True, "already_open": True} if was_open else {})


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind is not Kind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot_id in channel.members:
        already = {"warning": "already_in_channel"}
        already_too: Json = {"response_metadata": {"warnings": ["already_in_channel"]}}
        return {"channel": channel_json(channel, call.bot_id), **already, **already_too}
    Membership(call.world, call.acts).join(call.team, channel, call.bot_id)
    return {"channel": channel_json(channel, call.bot_id) | {"priority": 0}}


METHODS: dict[str, Method] = {
    "conversations.info": info,
    "conversations.list": list_all,
    "conversations.members": members,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.open": open_conversation,
    "conversations.join": join,
    "users.conversations": of_user,
}


def _resumed(call: Call) -> Channel:
    channel = call.channel()
    if channel.kind not in {Kind.IM, Kind.MPIM}:
        raise SlackError("method_not_supported_for_channel_type")
    call.need_scope(kind_scope(channel.kind, "write"))
    return channel


def _others(call: Call) -> list[str]:
    """The people asked for, the bot itself left out."""
    users = [user for user in dict.fromkeys(call.args.words("users")) if user != call.bot_id]
    if not call.args.words("users"):
        raise SlackError("users_list_not_supplied")
    if not users:
        raise SlackError("not_enough_users")
    if len(users) > MOST_TOGETHER:
        raise SlackError("too_many_users")
    for user in users:
        if user not in call.team.people:
            raise SlackError("user_not_found")
        if call.team.people[user].deleted:
            raise SlackError("user_disabled")
    return users


def _of_types(call: Call) -> list[Channel]:
    kinds = call.args.words("types") or [Kind.PUBLIC.value]
    if any(kind not in set(Kind) for kind in kinds):
        raise SlackError("invalid_types")
    for kind in kinds:
        call.need_scope(kind_scope(kind, "read"))
    hide = call.args.flag("exclude_archived")
    return [
        channel
        for channel in call.team.channels.values()
        if channel.kind in kinds and not (hide and channel.is_archived)
    ]


def _readable(call: Call) -> Channel:
    channel = call.readable_channel("history")
    if call.bot_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _bounds(call: Call, *, with_cursor: bool = True) -> tuple[int, int]:
    """Microseconds, both ends included."""
    edge = 0 if call.args.flag("inclusive") else 1
    oldest = _ts(call, "oldest", 0, "invalid_ts_oldest")
    latest = _ts(call, "latest", END_OF_TIME, "invalid_ts_latest")
    start, end = (oldest + edge if oldest else 0), latest - edge
    cursor = read_cursor(call.args.text("cursor"), "next_ts") if with_cursor else None
    return start, min(end, int(cursor)) if cursor else end


def _ts(call: Call, name: str, default: int, error: str) -> int:
    given = call.args.text(name)
    try:
        return ts_micros(given) if given else default
    except ValueError:
        raise SlackError(error) from None


def _limit(call: Call, default: int = 100) -> int:
    limit = call.args.number("limit", default)
    if limit < 1:
        raise SlackError("invalid_limit")
    return min(limit, LARGEST_PAGE)


def _shown(call: Call, channel: Channel, message: Message) -> Json:
    shown = message_json(message, channel.replies(message.ts))
    parent = channel.message(message.thread_ts or "")
    if message.subtype == "thread_broadcast" and parent is not None:
        shown["root"] = message_json(parent, channel.replies(parent.ts))
    if message.metadata and call.args.flag("include_all_metadata"):
        shown["metadata"] = message.metadata
    return shown
