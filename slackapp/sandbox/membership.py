"""People, channels and groups that come, change and go."""

from typing import Any

from slackapp.sandbox import events
from slackapp.sandbox.acts import Acts
from slackapp.sandbox.availability import dnd_json
from slackapp.sandbox.channels import Channel, channel_json
from slackapp.sandbox.messages import Message
from slackapp.sandbox.people import Profile, user_json
from slackapp.sandbox.world import Team, UserGroup, World

Json = dict[str, Any]


class Membership:
    """Who is where: each change is told to the app as Slack tells it."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts

    def join(self, team: Team, channel: Channel, user: str, *, inviter: str | None = None) -> None:
        """The event and the "has joined the channel" message."""
        with self._world.lock:
            if user in channel.members:
                return
            channel.members[user] = None
            ts = self._world.clock.new_ts()
            joined = events.membership("joined", channel, user, ts, inviter)
        self._acts.tell_members(team, channel, joined)
        extra: Json = {"inviter": inviter} if inviter else {}
        text = f"<@{user}> has joined the channel"
        self._acts.post(team, channel, self._notice(channel, user, "channel_join", text, extra))

    def leave(self, team: Team, channel: Channel, user: str) -> None:
        """The bot hears of its own leaving too."""
        with self._world.lock:
            if user not in channel.members:
                return
            ts = self._world.clock.new_ts()
            left = events.membership("left", channel, user, ts)
        self._acts.tell_members(team, channel, left)
        with self._world.lock:
            channel.members.pop(user, None)
        text = f"<@{user}> has left the channel"
        self._acts.post(team, channel, self._notice(channel, user, "channel_leave", text, {}))

    def person_joined(self, team: Team, person: Profile) -> None:
        self._acts.tell(team, self._person_event("team_join", person))

    def person_changed(self, team: Team, person: Profile) -> None:
        with self._world.lock:
            person.updated = self._world.clock.seconds()
        changed = self._person_event("user_change", person)
        self._acts.tell(team, changed | {"cache_ts": person.updated})

    def quiet_changed(self, team: Team, person: Profile) -> None:
        with self._world.lock:
            now, ts = self._world.clock.now(), self._world.clock.new_ts()
            shown = dnd_json(person.quiet, person.tz, now)
        self._acts.tell(team, events.dnd_updated(person.id, shown, ts))

    def channel_created(self, team: Team, channel: Channel) -> None:
        ts = self._world.clock.new_ts()
        shown = channel_json(channel, team.bot_user_id)
        self._acts.tell(team, events.channel_created(shown, ts), channel)

    def rename(self, team: Team, channel: Channel, name: str) -> None:
        with self._world.lock:
            channel.previous_names.insert(0, channel.name)
            channel.name = name
            ts = self._world.clock.new_ts()
        self._acts.tell(team, events.channel_renamed(channel, ts), channel)

    def archive(self, team: Team, channel: Channel, user: str, *, undo: bool = False) -> None:
        with self._world.lock:
            channel.is_archived = not undo
            ts = self._world.clock.new_ts()
        event = events.channel_archived(channel, user, ts, undone=undo)
        self._acts.tell(team, event, channel)

    def group_created(self, team: Team, group: UserGroup) -> None:
        ts = self._world.clock.new_ts()
        self._acts.tell(team, events.group_changed("created", group, team.id, ts))

    def set_group_members(self, team: Team, group: UserGroup, users: list[str]) -> None:
        """Two events, as in Slack: the group was updated, and its members changed."""
        with self._world.lock:
            before = (group.users, group.updated)
            group.users = list(users)
            group.updated = self._world.clock.seconds()
            ts = self._world.clock.new_ts()
        self._acts.tell(team, events.group_changed("updated", group, team.id, ts))
        changed = events.group_members_changed(group, team.id, before, ts)
        self._acts.tell(team, changed)

    def _person_event(self, kind: str, person: Profile) -> Json:
        with self._world.lock:
            shown = user_json(person, self._world.clock.now(), with_locale=True)
            return {"type": kind, "user": shown, "event_ts": self._world.clock.new_ts()}

    def _notice(self, channel: Channel, user: str, subtype: str, text: str, extra: Json) -> Message:
        with self._world.lock:
            ts = self._world.clock.new_ts()
        return Message(
            channel.id, ts, text, channel.team_id, user=user, subtype=subtype, extra=extra
        )
