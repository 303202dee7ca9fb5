"""What happens in a workspace, and the events that tell the app about it."""

import re
from typing import Any

from slackapp.sandbox.events_api import events
from slackapp.sandbox.events_api.deliveries import Deliveries
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Message
from slackapp.sandbox.world.sights import What, sight_of
from slackapp.sandbox.world.world import Installation, Team, World

Json = dict[str, Any]
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


class Acts:
    """Changes the world under its lock, then tells the app.

    `later` hands events to the worker: the Web API must answer before they arrive.
    """

    def __init__(self, world: World, deliveries: Deliveries, *, later: bool) -> None:
        self._world = world
        self._deliveries = deliveries
        self._later = later

    def post(self, team: Team, channel: Channel, message: Message) -> Message:
        with self._world.lock:
            if message.is_reply:
                parent = channel.message(str(message.thread_ts))
                message.parent_user_id = parent.user if parent else None
                if parent and parent.thread_ts is None:
                    parent.thread_ts = parent.ts
            channel.add(message)
            self._note(channel, message, "posted")
            posted = events.message_posted(channel, message)
            mentioned = team.bot_user_id in _MENTION.findall(message.text)
        self.tell_members(team, channel, posted)
        if mentioned and not message.is_by_app:
            self.tell_members(team, channel, events.app_mention(channel, message))
        return message

    def change(self, team: Team, message: Message, **fields: object) -> None:
        """Set fields of a message: an edit, an unfurl, an update by the app."""
        with self._world.lock:
            channel = team.channels[message.channel_id]
            before = events.before_change(channel, message)
            for name, value in fields.items():
                setattr(message, name, value)
            is_tombstone = fields.get("subtype") == "tombstone"
            self._note(channel, message, "deleted" if is_tombstone else "changed")
            ts = self._world.clock.new_ts()
            changed = events.message_changed(channel, message, before, ts)
        self.tell_members(team, channel, changed)

    def delete(self, team: Team, message: Message) -> None:
        """A thread's parent leaves a tombstone, and the app hears of a change, as in Slack."""
        channel = team.channels[message.channel_id]
        if channel.replies(message.ts):
            text = "This message was deleted."
            fields: Json = {"subtype": "tombstone", "user": "USLACKBOT", "blocks": []}
            cleared: Json = {"attachments": [], "files": [], "edited": None, "bot_profile": None}
            self.change(team, message, text=text, **fields, **cleared)
            return
        with self._world.lock:
            before = events.before_change(channel, message)
            channel.remove(message)
            self._note(channel, message, "deleted")
            ts = self._world.clock.new_ts()
            deleted = events.message_deleted(channel, message, before, ts)
        self.tell_members(team, channel, deleted)

    def react(self, team: Team, user: str, message: Message, name: str) -> bool:
        """False when this person already reacted so."""
        with self._world.lock:
            users = message.reactions.setdefault(name, [])
            if user in users:
                return False
            users.append(user)
            self._note(team.channels[message.channel_id], message, "reacted", user, name)
            added = events.reaction("added", user, message, name, self._world.clock.new_ts())
        self.tell_members(team, team.channels[message.channel_id], added)
        return True

    def unreact(self, team: Team, user: str, message: Message, name: str) -> bool:
        """False when there is no such reaction."""
        with self._world.lock:
            users = message.reactions.get(name, [])
            if user not in users:
                return False
            users.remove(user)
            self._note(team.channels[message.channel_id], message, "unreacted", user, name)
            if not users:
                del message.reactions[name]
            gone = events.reaction("removed", user, message, name, self._world.clock.new_ts())
        self.tell_members(team, team.channels[message.channel_id], gone)
        return True

    def tell_members(self, team: Team, channel: Channel, event: Json) -> None:
        """The app only where its bot is a member; the page's windows always."""
        for one in self._teams_in(team, channel):
            self._world.changes.tell(one.id, f"channel-{channel.id}", "sidebar")
            if one.bot_user_id in channel.members:
                self._deliver(one, event, channel, origin=team)

    def tell(self, team: Team, event: Json, channel: Channel | None = None) -> None:
        """Anywhere in the workspace, but of private channels only their members hear."""
        if channel is None or channel.kind is Kind.PUBLIC:
            for one in self._teams_in(team, channel):
                self._world.changes.tell(one.id, "sidebar")
                self._deliver(one, event, channel, origin=team)
        else:
            self.tell_members(team, channel, event)

    def tell_of_end(self, team: Team, ended: Installation, event: Json) -> None:
        """To an app that is not there any more, or is there again."""
        self._deliveries.event(team, event, later=self._later, installation=ended)

    def _teams_in(self, team: Team, channel: Channel | None) -> list[Team]:
        """Where it happened, and every other workspace the channel is shared with."""
        if channel is None:
            return [team]
        shared = [channel.team_id, *channel.connected_team_ids]
        others = [self._world.teams[one] for one in shared if one != team.id]
        return [team, *others]

    def _deliver(self, team: Team, event: Json, channel: Channel | None, *, origin: Team) -> None:
        self._deliveries.event(team, event, channel, later=self._later, origin=origin)

    def _note(
        self, channel: Channel, message: Message, what: What, by: str = "", emoji: str = ""
    ) -> None:
        now = self._world.clock.now()
        self._world.sights.add(sight_of(message, channel, what, at=now, by=by, emoji=emoji))
