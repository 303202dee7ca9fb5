"""The list at the left: channels, people, the app, and what waits unread in each."""

import re
from dataclasses import dataclass

from slackapp.sandbox.page.message_rows import Author, author_of
from slackapp.sandbox.page.viewer import Viewer, can_be_acted
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Message
from slackapp.sandbox.world.people import Profile, Role
from slackapp.sandbox.world.world import find_conversation

CHOICES = 40
_ROLES = {
    Role.ADMIN: "admin",
    Role.OWNER: "owner",
    Role.GUEST: "guest",
    Role.SINGLE_CHANNEL_GUEST: "guest",
    Role.STRANGER: "from outside",
}
_EVERYBODY = re.compile(r"<!(?:channel|here|everyone)\b")


@dataclass(frozen=True)
class Entry:
    """One line to go to; `count` is what calls for this person: mentions and direct messages."""

    name: str
    address: str
    is_here: bool
    is_unread: bool = False
    count: int = 0
    is_private: bool = False
    face: Author | None = None


@dataclass(frozen=True)
class Choice:
    """Somebody to act as; `address` is None for whom nobody can be."""

    face: Author
    role: str
    address: str | None
    is_me: bool


@dataclass(frozen=True)
class Sidebar:
    """Everything the sidebar shows."""

    me: Choice
    people: list[Choice]
    more_people: int
    channels: list[Entry]
    others: list[Entry]
    direct: list[Entry]
    apps: list[Entry]


def sidebar_of(viewer: Viewer, here: str) -> Sidebar:
    rooms = [one for one in viewer.channels() if one.kind in {Kind.PUBLIC, Kind.PRIVATE}]
    rooms = sorted((one for one in rooms if not one.is_archived), key=lambda one: one.name)
    everybody = people_to_be(viewer, here)
    return Sidebar(
        me=_choice(viewer, viewer.person.profile, here),
        people=[_choice(viewer, one, here) for one in everybody[:CHOICES]],
        more_people=max(0, len(everybody) - CHOICES),
        channels=[_room(viewer, one, here) for one in rooms if viewer.id in one.members],
        others=[_room(viewer, one, here) for one in rooms if viewer.id not in one.members],
        direct=_direct(viewer, here),
        apps=_apps(viewer, here),
    )


def choices(viewer: Viewer, here: str) -> list[Choice]:
    """Everybody there is, however many."""
    return [_choice(viewer, person, here) for person in people_to_be(viewer, here)]


def people_to_be(viewer: Viewer, here: str) -> list[Profile]:
    """Whoever is in this channel comes first; bots are nobody to be."""
    channel = viewer.team.channels.get(here)
    inside = channel.members if channel is not None and len(viewer.team.people) > CHOICES else {}
    people = [person for person in viewer.team.people.values() if not person.is_bot]
    return sorted(people, key=lambda one: one.id not in inside)


def _room(viewer: Viewer, channel: Channel, here: str) -> Entry:
    address, is_private = viewer.channel_address(channel), channel.kind is Kind.PRIVATE
    is_here = channel.id == here
    if is_here or viewer.id not in channel.members:
        return Entry(channel.name, address, is_here, is_private=is_private)
    unread = viewer.site.read_marks.unread(channel, viewer.id)
    count = sum(_calls(viewer, message) for message in unread)
    return Entry(channel.name, address, is_here, bool(unread), count, is_private)


def _calls(viewer: Viewer, message: Message) -> bool:
    groups = [group.id for group in viewer.team.groups.values() if viewer.id in group.users]
    named = (f"<@{viewer.id}", *(f"<!subteam^{group}" for group in groups))
    spoken = f"{message.text} {message.blocks or ''}"
    return any(one in spoken for one in named) or bool(_EVERYBODY.search(spoken))


def _direct(viewer: Viewer, here: str) -> list[Entry]:
    """Conversations there are, and everybody one could begin one with."""
    bot = viewer.team.bot_user_id
    found = [one for one in viewer.channels() if one.kind in {Kind.IM, Kind.MPIM}]
    entries = [_talk(viewer, one, here) for one in found if bot not in one.members]
    return sorted(entries, key=lambda one: one.name.lower())


def _talk(viewer: Viewer, channel: Channel, here: str) -> Entry:
    others = [one for one in channel.members if one != viewer.id] or [viewer.id]
    faces = [author_of(viewer.team, one) for one in others]
    is_here = channel.id == here
    count = 0 if is_here else len(viewer.site.read_marks.unread(channel, viewer.id))
    return Entry(
        ", ".join(face.name for face in faces),
        viewer.channel_address(channel),
        is_here,
        count > 0,
        count,
        face=faces[0],
    )


def _apps(viewer: Viewer, here: str) -> list[Entry]:
    """The app's Home; its messages are a tab there."""
    bot = viewer.team.bot
    if bot is None:
        return []
    messages = find_conversation(viewer.team, {viewer.id, bot.id})
    is_here = here == "home" or (messages is not None and messages.id == here)
    waiting = 0
    if messages is not None and not is_here:
        waiting = len(viewer.site.read_marks.unread(messages, viewer.id))
    face = author_of(viewer.team, bot.id)
    address = f"{viewer.address}/home"
    return [Entry(bot.shown_name, address, is_here, waiting > 0, waiting, face=face)]


def _choice(viewer: Viewer, person: Profile, here: str) -> Choice:
    """They look at the same place if they may."""
    role = "deactivated" if person.deleted else _ROLES.get(person.role, "")
    face = author_of(viewer.team, person.id)
    if not can_be_acted(person):
        return Choice(face, role, None, is_me=False)
    other = viewer.as_another(person)
    channel = viewer.team.channels.get(here)
    address = f"{other.address}/home" if here == "home" else other.address
    if channel is not None and other.sees(channel):
        address = other.channel_address(channel)
    return Choice(face, role, address, person.id == viewer.id)
