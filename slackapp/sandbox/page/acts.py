"""What people do on the page, done in the name of whom they act as."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.page import commands
from slackapp.sandbox.page.emoji import emoji_of
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.typed import kept
from slackapp.sandbox.page.viewer import Viewer, viewer_of
from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.messages import Message

Form = Mapping[str, str]
Act = Callable[[Viewer, Channel, Form], None]
LONGEST = 12_000
TOO_LARGE = 200_000


class RefusedError(Exception):
    """Nothing was done; the message is for the person."""


class ActRoute:
    """One act as a route: 204 when done, for the stream shows it; 422 with words when refused."""

    def __init__(self, site: Site, act: Act) -> None:
        self._site = site
        self._act = act

    async def answer(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        body = await request.body()
        if len(body) > TOO_LARGE:
            raise HTTPException(413)
        channel = viewer.channel(request.path_params["channel"])
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        try:
            await run_in_threadpool(self._act, viewer, channel, form)
        except RefusedError as refused:
            return PlainTextResponse(str(refused), 422)
        if "hx-request" in request.headers:
            return Response(status_code=204)
        return RedirectResponse(viewer.channel_address(channel), 303)


def say(viewer: Viewer, channel: Channel, form: Form) -> None:
    """A message, or a command when it begins with `/`."""
    text = form.get("text", "").replace("\r\n", "\n").strip("\n")
    thread_ts = form.get("thread_ts") or None
    must_be_in(viewer, channel)
    if len(text) > LONGEST:
        raise RefusedError(f"That is too long: {len(text)} letters, and {LONGEST} fit.")
    if thread_ts is not None and channel.message(thread_ts) is None:
        raise RefusedError("This thread is gone.")
    if text.startswith("/"):
        commands.run(viewer, channel, text, in_thread=thread_ts is not None)
    elif text.strip():
        words, is_broadcast = kept(text.strip(), viewer.team), bool(form.get("broadcast"))
        viewer.person.post(channel, words, thread_ts=thread_ts, broadcast=is_broadcast)


def react(viewer: Viewer, channel: Channel, form: Form) -> None:
    """On, or off again."""
    message, name = _message(channel, form), form.get("name", "")
    if emoji_of(name) is None and name not in message.reactions:
        raise RefusedError(f"There is no emoji called “{name}”.")
    must_be_in(viewer, channel)
    if not viewer.person.unreact(message, name):
        viewer.person.react(message, name)


def edit(viewer: Viewer, channel: Channel, form: Form) -> None:
    message, text = _own(viewer, channel, form), form.get("text", "").strip()
    if not text:
        raise RefusedError("A message needs words. To take it away, delete it.")
    viewer.person.edit(message, kept(text.replace("\r\n", "\n"), viewer.team))


def delete(viewer: Viewer, channel: Channel, form: Form) -> None:
    viewer.person.delete(_own(viewer, channel, form))


def shortcut(viewer: Viewer, channel: Channel, form: Form) -> None:
    message, callback_id = _message(channel, form), form.get("callback_id", "")
    offered = {one.callback_id: one.name for one in viewer.site.world.app.shortcuts}
    if callback_id not in offered:
        raise HTTPException(404)
    if viewer.site.world.app.request_url is None:
        raise RefusedError("No app is listening yet.")
    reply = viewer.person.shortcut(message, callback_id)
    if reply.error is not None:
        raise RefusedError(_failure(offered[callback_id], reply))


def dismiss(viewer: Viewer, channel: Channel, form: Form) -> None:
    """Only for oneself: nobody else ever saw it."""
    for ephemeral in viewer.ephemerals(channel):
        if ephemeral.ts == form.get("ts"):
            ephemeral.deleted = True
    viewer.site.world.changes.tell_one(viewer.id, f"channel-{channel.id}")


def join(viewer: Viewer, channel: Channel, _form: Form) -> None:
    if channel.is_archived:
        raise RefusedError("This channel is archived.")
    viewer.person.join(channel)


def leave(viewer: Viewer, channel: Channel, _form: Form) -> None:
    commands.run(viewer, channel, "/leave", in_thread=False)


def invite(viewer: Viewer, channel: Channel, form: Form) -> None:
    must_be_in(viewer, channel)
    if form.get("user") not in viewer.team.people:
        raise HTTPException(404)
    membership = viewer.site.floor.membership
    membership.join(viewer.team, channel, form["user"], inviter=viewer.id)


ACTS: Mapping[str, Act] = {
    "messages": say,
    "reactions": react,
    "edit": edit,
    "delete": delete,
    "shortcuts": shortcut,
    "dismiss": dismiss,
    "join": join,
    "leave": leave,
    "invite": invite,
}


def _message(channel: Channel, form: Form) -> Message:
    message = channel.message(form.get("ts", ""))
    if message is None:
        raise RefusedError("This message is gone.")
    return message


def _own(viewer: Viewer, channel: Channel, form: Form) -> Message:
    message = _message(channel, form)
    if message.user != viewer.id or message.is_by_app:
        raise RefusedError("Only their author can change a message.")
    return message


def must_be_in(viewer: Viewer, channel: Channel) -> None:
    if channel.is_archived:
        raise RefusedError("This channel is archived.")
    if viewer.id not in channel.members:
        raise RefusedError("Join this channel first.")


def _failure(name: str, reply: Reply) -> str:
    if reply.error == "operation_timeout":
        return f"“{name}”: this app didn't respond. Try again?"
    return f"“{name}” failed: the app answered with an error ({reply.error})."
