"""What each template is given."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import escape

from slackapp.sandbox.page.blocks.drawing import Drawing
from slackapp.sandbox.page.blocks.rich_text_html import linked
from slackapp.sandbox.page.message_rows import (
    Shown,
    author_of,
    channel_title,
    local_time,
    micros_of,
    rows,
)
from slackapp.sandbox.page.mrkdwn_html import emoji_html, html_of
from slackapp.sandbox.page.sidebar import Sidebar, sidebar_of
from slackapp.sandbox.page.typed import typed
from slackapp.sandbox.page.viewer import Viewer
from slackapp.sandbox.page.windows import in_window, window_of
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Message

Context = dict[str, Any]
Query = Mapping[str, str]


def page_context(viewer: Viewer, channel: Channel, query: Query) -> Context:
    """The whole page: sidebar, channel and the thread that is open."""
    ts = query.get("thread", "")
    context = sidebar_context(viewer, channel.id) | channel_context(viewer, channel, query)
    opened = thread_context(viewer, channel, ts) if channel.message(ts) else {}
    return context | {"thread_rows": None} | opened


def sidebar_context(viewer: Viewer, here: str) -> Context:
    """`here`: the channel shown, or `home`."""
    sidebar: Sidebar = sidebar_of(viewer, here)
    has_tour = bool(viewer.site.world.tour)
    return viewer_context(viewer) | {"sidebar": sidebar, "here": here, "has_tour": has_tour}


def channel_context(viewer: Viewer, channel: Channel, query: Query) -> Context:
    window = window_of(channel, query)
    private = [one for one in viewer.ephemerals(channel) if not one.thread_ts]
    messages: list[Shown] = [*window.messages, *(e for e in private if in_window(window, e.ts))]
    new = _line(viewer, channel, query)
    return viewer_context(viewer) | {
        "channel": channel,
        "title": channel_title(viewer, channel),
        "window": window,
        "rows": rows(viewer, channel, sorted(messages, key=micros_of), new=new),
        "new": new,
        "is_member": viewer.id in channel.members,
    }


def thread_context(viewer: Viewer, channel: Channel, ts: str) -> Context:
    parent = viewer.message(channel.id, ts)
    private = [one for one in viewer.ephemerals(channel) if one.thread_ts == ts]
    said: list[Shown] = sorted([*channel.replies(ts), *private], key=micros_of)
    return viewer_context(viewer) | {
        "channel": channel,
        "title": channel_title(viewer, channel),
        "parent": parent,
        "thread_rows": rows(viewer, channel, [parent, *said], top=False),
        "reply_count": len(channel.replies(ts)),
        "is_member": viewer.id in channel.members,
    }


def message_context(viewer: Viewer, channel: Channel, message: Message) -> Context:
    """One message, to do something with."""
    return viewer_context(viewer) | {
        "channel": channel,
        "message": message,
        "is_own": message.user == viewer.id and not message.is_by_app,
        "is_member": viewer.id in channel.members,
        "as_typed": typed(message.text, viewer.team),
        "permalink": f"/{viewer.team.domain}/archives/{channel.id}/p{message.ts.replace('.', '')}",
    }


def about_context(viewer: Viewer, channel: Channel) -> Context:
    others = [one for one in viewer.team.people.values() if one.id not in channel.members]
    return viewer_context(viewer) | {
        "channel": channel,
        "title": channel_title(viewer, channel),
        "members": [author_of(viewer.team, one) for one in channel.members],
        "others": [author_of(viewer.team, one.id) for one in others if not one.deleted],
        "is_member": viewer.id in channel.members,
    }


def people_context(viewer: Viewer) -> Context:
    there = [one.id for one in viewer.team.people.values() if not one.deleted]
    people = [author_of(viewer.team, one) for one in there if one != viewer.id]
    return viewer_context(viewer) | {"people": people}


def viewer_context(viewer: Viewer) -> Context:
    """What every template may use: who looks, and how to write words, names and times."""
    world = viewer.site.world
    return {
        "viewer": viewer,
        "team": viewer.team,
        "teams": list(world.teams.values()),
        "app": world.app,
        "mrkdwn": lambda text: html_of(text, viewer.team, viewer),
        "emoji": emoji_html,
        "linked": lambda url, words: linked(url, escape(words)),
        "author_of": partial(author_of, viewer.team),
        "drawing": partial(Drawing, viewer),
        "drawing_in_thread": partial(Drawing, viewer, place="thread"),
        "local": partial(local_time, viewer),
        "excerpt": excerpt,
        "Kind": Kind,
    }


def start_channel(viewer: Viewer) -> Channel | None:
    """Where somebody looks first: #general, or else where they are."""
    open_ones = [one for one in viewer.channels() if not one.is_archived]
    return min(
        open_ones,
        key=lambda one: (viewer.id not in one.members, not _is_general(one), one.name),
        default=None,
    )


def _is_general(channel: Channel) -> bool:
    return channel.is_general or channel.name == "general"


def _line(viewer: Viewer, channel: Channel, query: Query) -> int:
    """Where the unread line stands: as when the page opened, for as long as it is open."""
    asked = query.get("new", "")
    if asked.isdecimal():
        return int(asked)
    marks = viewer.site.read_marks
    return marks.mark(channel, viewer.id) if marks.unread(channel, viewer.id) else 0


def excerpt(message: Message, length: int = 80) -> str:
    text = " ".join(message.text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
