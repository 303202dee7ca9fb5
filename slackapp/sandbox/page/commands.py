"""Slash commands as the composer takes them: Slack's own few, and the app's."""

from collections.abc import Callable

from slackapp.sandbox.acts.channel_changes import ChannelChanges
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.page.emoji import named
from slackapp.sandbox.page.typed import kept, typable_names
from slackapp.sandbox.page.viewer import Viewer
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Ephemeral

SLACKBOT = "USLACKBOT"
OWN = {
    "/me": ("[your words]", "Say what you are doing"),
    "/invite": ("@somebody", "Add a person to this channel"),
    "/leave": ("", "Leave this channel"),
    "/topic": ("[what this channel is about]", "Say it at the top of the channel"),
}
_UNKNOWN = (
    "`{command}` is not a valid command. In Slack, all messages that start with the “/” character "
    "are interpreted as commands. If you are trying to send a message and not run a command, try "
    "preceding the “/” with an empty space."
)


def run(viewer: Viewer, channel: Channel, line: str, *, in_thread: bool) -> None:
    """What goes wrong is said by Slackbot, to this person only."""
    command, _, text = line.partition(" ")
    own = _RUN.get(command)
    if own is not None:
        own(viewer, channel, text.strip())
    elif not _is_known(viewer, command):
        slackbot_says(viewer, channel, _UNKNOWN.format(command=command))
    elif in_thread:
        slackbot_says(viewer, channel, f"`{command}` is not supported in threads. Sorry!")
    elif viewer.site.world.app.request_url is None:
        slackbot_says(viewer, channel, f"`{command}` went nowhere: no app is listening yet.")
    else:
        reply = viewer.person.command(command, named(text.strip()), channel=channel)
        if reply.error is not None:
            slackbot_says(viewer, channel, _failure(command, reply))


def slackbot_says(viewer: Viewer, channel: Channel, text: str) -> None:
    world = viewer.site.world
    with world.lock:
        said = Ephemeral(channel.id, world.clock.new_ts(), viewer.id, text, by=SLACKBOT)
        viewer.team.ephemerals.append(said)
    world.changes.tell_one(viewer.id, f"channel-{channel.id}")


def _is_known(viewer: Viewer, command: str) -> bool:
    """A sandbox that was told no commands lets the app answer for itself."""
    known = viewer.site.world.app.commands
    return not known or command in {one.command for one in known}


def _failure(command: str, reply: Reply) -> str:
    if reply.error == "operation_timeout":
        return f"`{command}` failed because the app did not respond. Try again in a moment."
    return f"`{command}` failed with the error “{reply.error}”"


def _me(viewer: Viewer, channel: Channel, text: str) -> None:
    if text:
        viewer.person.post(channel, kept(text, viewer.team), subtype="me_message")


def _invite(viewer: Viewer, channel: Channel, text: str) -> None:
    names = {name.lower(): person_id for person_id, name in typable_names(viewer.team).items()}
    guest = names.get(text.removeprefix("@").lower())
    if guest is None:
        slackbot_says(viewer, channel, f"I know nobody called “{text}”.")
    elif channel.kind not in {Kind.PUBLIC, Kind.PRIVATE}:
        slackbot_says(viewer, channel, "People cannot be added to direct messages.")
    else:
        membership = viewer.site.floor.membership
        membership.join(viewer.team, channel, guest, inviter=viewer.id)


def _leave(viewer: Viewer, channel: Channel, _text: str) -> None:
    if channel.kind in {Kind.PUBLIC, Kind.PRIVATE}:
        viewer.person.leave(channel)


def _topic(viewer: Viewer, channel: Channel, text: str) -> None:
    if channel.kind in {Kind.PUBLIC, Kind.PRIVATE}:
        floor = viewer.site.floor
        changes = ChannelChanges(floor.world, floor.acts)
        changes.set_topic(viewer.team, channel, kept(text, viewer.team)[:250], viewer.id)


_RUN: dict[str, Callable[[Viewer, Channel, str], None]] = {
    "/me": _me,
    "/invite": _invite,
    "/leave": _leave,
    "/topic": _topic,
}
