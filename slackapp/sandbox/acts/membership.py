"""People, channels and groups that come, change and go."""

from typing import Any

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.events_api import events
from slackapp.sandbox.world.availability import dnd_json
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Message
from slackapp.sandbox.world.people import Profile, user_json
from slackapp.sandbox.world.world import Team, UserGroup, World

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

    def leave(self, team: Team, channel: Channel, user: str, *, by: str | None = None) -> None:
        """The bot hears of its own leaving in two ways; `by` whoever removed them."""
        with self._world.lock:
            if user not in channel.members:
                return
            ts = self._world.clock.new_ts()
            left = events.membership("left", channel, user, ts)
        self._acts.tell_members(team, channel, left)
        if user == team.bot_user_id:
            word = "group" if channel.kind is Kind.PRIVATE else "channel"
            about = {"channel": channel.id, "actor_id": by or user, "event_ts": ts}
            self._acts.tell_members(team, channel, {"type": f"{word}_left", **about})
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
