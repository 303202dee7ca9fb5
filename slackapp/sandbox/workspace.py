"""A workspace and its people, to act as: what tests and the demo hold in their hands."""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, Unpack

from slackapp.sandbox.acts import installing
from slackapp.sandbox.acts.channel_changes import ChannelChanges
from slackapp.sandbox.person import Floor, Person
from slackapp.sandbox.scopes import ALL_SCOPES
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.exports import message_from_export
from slackapp.sandbox.world.messages import Ephemeral, Message
from slackapp.sandbox.world.people import Profile, Role, username_from
from slackapp.sandbox.world.world import Team, UserGroup


class MoreOfAProfile(TypedDict, total=False):
    """What most people do without."""

    tz: str
    locale: str
    email: str


class Workspace:
    """One workspace: fill it with `add_…`, which tells the app nothing."""

    def __init__(self, team: Team, floor: Floor) -> None:
        self.team = team
        self._floor = floor
        self._changes = ChannelChanges(floor.world, floor.acts)
        self._people: dict[str, Person] = {}

    @property
    def id(self) -> str:
        return self.team.id

    @property
    def channels(self) -> dict[str, Channel]:
        return self.team.channels

    @property
    def people(self) -> dict[str, Person]:
        return self._people

    def add_person(
        self,
        person_id: str,
        *,
        name: str,
        display_name: str = "",
        username: str | None = None,
        role: Role | str = Role.MEMBER,
        deleted: bool = False,
        team_id: str | None = None,
        **more: Unpack[MoreOfAProfile],
    ) -> Person:
        """`team_id` of another workspace makes an outside person."""
        profile = Profile(
            person_id,
            team_id or self.id,
            name,
            display_name,
            username or username_from(display_name or name),
            Role(role),
            deleted,
            updated=self._floor.world.clock.seconds(),
            **more,
        )
        if profile.is_bot:
            profile.bot_id = f"B{person_id[1:]}"
        with self._floor.world.lock:
            before = self.team.people.get(person_id)
            profile.number = before.number if before else len(self.team.people)
            self.team.people[person_id] = profile
        person = Person(profile, self.team, self._floor)
        self._people[person_id] = person
        return person

    def add_channel(
        self,
        channel_id: str,
        name: str,
        *,
        members: Iterable[Person] = (),
        kind: Kind | str = Kind.PUBLIC,
        bot_is_member: bool = False,
        is_archived: bool = False,
        is_ext_shared: bool = False,
    ) -> Channel:
        created = self._floor.world.clock.seconds()
        channel = Channel(channel_id, name, self.id, created, Kind(kind))
        channel.is_archived, channel.is_ext_shared = is_archived, is_ext_shared
        channel.members = {member.id: None for member in members}
        channel.wants_bot = bot_is_member
        if bot_is_member and self.team.bot_user_id:
            channel.members[self.team.bot_user_id] = None
        with self._floor.world.lock:
            self.team.channels[channel_id] = channel
        return channel

    def add_group(self, group_id: str, handle: str, *, users: Iterable[Person] = ()) -> UserGroup:
        now = self._floor.world.clock.seconds()
        group = UserGroup(group_id, handle, handle, [user.id for user in users], now, now)
        with self._floor.world.lock:
            self.team.groups[group_id] = group
        return group

    def install_app(
        self,
        *,
        bot_user_id: str = "U0BOT",
        scopes: Iterable[str] = ALL_SCOPES,
        name: str = "We Not Me",
        token: str | None = None,
    ) -> str:
        """The bot token; installing again gives a new one, with other scopes if you like."""
        world = self._floor.world
        installed = installing.install(
            world, self.team, bot_user_id=bot_user_id, name=name, scopes=scopes, token=token
        )
        bot = self.team.people[bot_user_id]
        self._people[bot_user_id] = Person(bot, self.team, self._floor)
        return installed.token

    def invite_app(self, channel: Channel, *, by: Person) -> None:
        bot = self.team.bot_user_id
        self._floor.membership.join(self.team, channel, bot, inviter=by.id)

    def uninstall_app(self, *, told: Iterable[str] = installing.BOTH) -> None:
        """An admin removes it; `told`: the events, in this order, "" for none at all."""
        installing.uninstall(self._floor.world, self._floor.acts, self.team, told=told)

    def revoke_token(self) -> None:
        installing.revoke(self._floor.world, self._floor.acts, self.team)

    def change_access(self, *, granted: bool) -> None:
        """As the organisation's admin does, where the workspace is of one."""
        installing.change_access(self._floor.world, self._floor.acts, self.team, granted=granted)

    def load_history(
        self, channel: Channel, messages: Iterable[Message | Mapping[str, Any]]
    ) -> None:
        """Messages from before, our own or as in a Slack export; nobody is told."""
        with self._floor.world.lock:
            for message in messages:
                if isinstance(message, Message):
                    channel.add(message)
                else:
                    channel.add(message_from_export(channel, message))
            newest = channel.newest
            channel.loaded_until = newest.micros if newest else 0

    def ephemerals(self, *, to: Person | None = None) -> list[Ephemeral]:
        shown = [e for e in self.team.ephemerals if not e.deleted]
        return [e for e in shown if to is None or e.to == to.id]

    def person_joins_team(self, person: Person) -> None:
        self._floor.membership.person_joined(self.team, person.profile)

    def create_channel(self, channel: Channel) -> None:
        self._changes.created(self.team, channel)

    def rename(self, channel: Channel, name: str, *, by: Person | None = None) -> None:
        """The channel reads of it when `by` is known."""
        self._changes.rename(self.team, channel, name, by.id if by else None)

    def archive(self, channel: Channel, *, by: Person, undo: bool = False) -> None:
        self._changes.archive(self.team, channel, by.id, undo=undo)

    def make_private(self, channel: Channel, *, by: Person) -> None:
        self._changes.make_private(self.team, channel, by.id)

    def change_channel_id(self, channel: Channel, new_id: str) -> None:
        self._changes.change_id(self.team, channel, new_id)

    def share_channel(self, channel: Channel, other: "Workspace") -> None:
        """Slack Connect: both workspaces hold it, and both installations hear of it."""
        self._changes.share(self.team, channel, other.team)

    def unshare_channel(self, channel: Channel, other: "Workspace") -> None:
        self._changes.unshare(self.team, channel, other.team)

    def let_in(self, channel: Channel, visitor: Person) -> None:
        """Somebody of the other company joins a shared channel."""
        self._changes.visit(self.team, channel, visitor.profile)

    def delete_channel(self, channel: Channel, *, by: Person) -> None:
        self._changes.delete(self.team, channel, by.id)

    def remove_from(self, channel: Channel, person_id: str, *, by: Person) -> None:
        """Somebody takes a person or the bot out of a channel."""
        self._floor.membership.leave(self.team, channel, person_id, by=by.id)

    def create_group(self, group: UserGroup) -> None:
        self._floor.membership.group_created(self.team, group)

    def set_group_members(self, group: UserGroup, users: Iterable[Person]) -> None:
        ids = [user.id for user in users]
        self._floor.membership.set_group_members(self.team, group, ids)

    def unfurl(self, message: Message, *, url: str, title: str) -> None:
        """Slack shows a link: the message changes though nobody edited it."""
        shown = {"id": 1, "from_url": url, "original_url": url, "title": title, "title_link": url}
        attachment = shown | {"fallback": title, "service_name": ""}
        attachments = [*message.attachments, attachment]
        self._floor.acts.change(self.team, message, attachments=attachments)
