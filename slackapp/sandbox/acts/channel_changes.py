"""What becomes of channels: made, renamed, archived, made private, renumbered, deleted."""

from dataclasses import replace
from typing import Any

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.world.channels import Channel, Kind, channel_json
from slackapp.sandbox.world.messages import Message
from slackapp.sandbox.world.people import Profile, Role
from slackapp.sandbox.world.world import Team, World

Json = dict[str, Any]


class ChannelChanges:
    """Each is told to the app by an event, and to the channel where Slack posts a message too."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts

    def created(self, team: Team, channel: Channel) -> None:
        shown = channel_json(channel, team.bot_user_id)
        about = {key: shown[key] for key in shown if key != "is_member"}
        self._tell(team, channel, {"type": "channel_created", "channel": about})

    def rename(self, team: Team, channel: Channel, name: str, by: str | None = None) -> None:
        with self._world.lock:
            old = channel.name
            channel.previous_names.insert(0, old)
            channel.name = name
            shown = {
                "id": channel.id,
                "is_channel": channel.kind is Kind.PUBLIC,
                "is_mpim": channel.kind is Kind.MPIM,
                "name": name,
                "name_normalized": name,
                "created": channel.created,
            }
        self._tell(team, channel, {"type": f"{_word(channel)}_rename", "channel": shown})
        if by is not None:
            text = f'has renamed the channel from "{old}" to "{name}"'
            self._post(team, channel, by, "channel_name", text, old_name=old, name=name)

    def archive(self, team: Team, channel: Channel, by: str, *, undo: bool = False) -> None:
        verb = "unarchive" if undo else "archive"
        with self._world.lock:
            channel.is_archived = not undo
        event = {"type": f"{_word(channel)}_{verb}", "channel": channel.id, "user": by}
        actor: Json = {"actor_id": by} if undo and channel.kind is Kind.PRIVATE else {}
        self._tell(team, channel, event | {"is_moved": 0} | actor)
        text = f"<@{by}> {verb}d the channel"
        self._post(team, channel, by, f"{_word(channel)}_{verb}", text)

    def set_topic(self, team: Team, channel: Channel, topic: str, by: str) -> None:
        """Told by its message only."""
        with self._world.lock:
            channel.topic = topic
        said = f"set the channel topic: {topic}" if topic else "cleared the channel topic"
        self._post(team, channel, by, "channel_topic", f"<@{by}> {said}", topic=topic)

    def make_private(self, team: Team, channel: Channel, by: str) -> None:
        """The id stays; Slack tells of it with a message only."""
        with self._world.lock:
            channel.kind = Kind.PRIVATE
        text = "made this channel *private*. Now, it can only be viewed or joined by invitation."
        self._post(team, channel, by, "channel_convert_to_private", text)

    def change_id(self, team: Team, channel: Channel, new_id: str) -> None:
        """As when two companies share a channel, or a private one was made public long ago."""
        with self._world.lock:
            old_id = channel.id
            team.channels = {
                new_id if name == old_id else name: one for name, one in team.channels.items()
            }
            channel.id = new_id
            for message in channel.messages:
                message.channel_id = new_id
        about = {"old_channel_id": old_id, "new_channel_id": new_id}
        self._tell(team, channel, {"type": "channel_id_changed", **about})

    def share(self, team: Team, channel: Channel, other: Team) -> None:
        """With another company (Slack Connect): who is in it is known there as from outside."""
        with self._world.lock:
            channel.connected_team_ids.append(other.id)
            channel.is_ext_shared = True
            other.channels[channel.id] = channel
            self._introduce(team, channel, other)
        shared = {"type": "channel_shared", "channel": channel.id}
        self._tell(team, channel, shared | {"connected_team_id": other.id})

    def unshare(self, team: Team, channel: Channel, other: Team) -> None:
        with self._world.lock:
            channel.connected_team_ids.remove(other.id)
            channel.is_ext_shared = bool(channel.connected_team_ids)
            del other.channels[channel.id]
        about = {"type": "channel_unshared", "channel": channel.id}
        before = {"previously_connected_team_id": other.id}
        self._tell(team, channel, about | before | {"is_ext_shared": channel.is_ext_shared})

    def visit(self, team: Team, channel: Channel, visitor: Profile) -> None:
        """Somebody of a workspace it is shared with comes in."""
        with self._world.lock:
            channel.members[visitor.id] = None
            for one in (team, *(self._world.teams[each] for each in channel.connected_team_ids)):
                self._introduce(self._world.teams[visitor.team_id], channel, one)

    def _introduce(self, team: Team, channel: Channel, other: Team) -> None:
        for person in list(team.people.values()):
            if person.id in channel.members and person.id not in other.people:
                number = len(other.people)
                stranger = replace(person, role=Role.STRANGER, number=number)
                other.people[person.id] = person if person.is_bot else stranger

    def delete(self, team: Team, channel: Channel, by: str) -> None:
        event = {"type": f"{_word(channel)}_deleted", "channel": channel.id, "actor_id": by}
        dated = {"date_deleted": self._world.clock.seconds()}
        self._tell(team, channel, event | (dated if channel.kind is Kind.PRIVATE else {}))
        with self._world.lock:
            del team.channels[channel.id]

    def _tell(self, team: Team, channel: Channel, event: Json) -> None:
        event_ts = self._world.clock.new_ts()
        self._acts.tell(team, event | {"event_ts": event_ts}, channel)

    def _post(
        self, team: Team, channel: Channel, by: str, subtype: str, text: str, **extra: str
    ) -> None:
        ts = self._world.clock.new_ts()
        message = Message(
            channel.id, ts, text, channel.team_id, user=by, subtype=subtype, extra=extra
        )
        self._acts.post(team, channel, message)


def _word(channel: Channel) -> str:
    return "group" if channel.kind is Kind.PRIVATE else "channel"
