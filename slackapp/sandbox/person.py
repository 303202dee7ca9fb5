"""Somebody to act as in one workspace: post, react, command, click."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.acts.membership import Membership
from slackapp.sandbox.acts.posting import open_im
from slackapp.sandbox.acts.sharing import Place, Sharing
from slackapp.sandbox.block_kit.content import Content
from slackapp.sandbox.events_api import events
from slackapp.sandbox.interactions.element_states import Source
from slackapp.sandbox.interactions.interactions import Interactions
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.interactions.views import View, Views, view_json
from slackapp.sandbox.world.availability import DoNotDisturb, Presence, Status
from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.messages import Message
from slackapp.sandbox.world.people import Profile, bot_profile_json
from slackapp.sandbox.world.world import Team, World

Json = dict[str, Any]


@dataclass(frozen=True)
class Floor:
    """What people and workspaces stand on."""

    world: World
    acts: Acts
    membership: Membership
    interactions: Interactions
    views: Views
    sharing: Sharing


class Person:
    """Each act is told to the app before it returns, unless the sandbox delivers later."""

    def __init__(self, profile: Profile, team: Team, floor: Floor) -> None:
        self.profile = profile
        self._team = team
        self._floor = floor

    @property
    def id(self) -> str:
        return self.profile.id

    @property
    def modal(self) -> View | None:
        """The modal on top, as this person sees it."""
        stack = self._floor.views.stack(self._team, self.id)
        return stack[-1] if stack else None

    @property
    def home(self) -> View | None:
        return self._floor.views.home(self._team, self.id)

    def post(
        self,
        channel: Channel,
        text: str,
        *,
        ts: str | None = None,
        thread_ts: str | None = None,
        broadcast: bool = False,
        subtype: str | None = None,
        files: list[Json] | None = None,
    ) -> Message:
        """`text` as Slack keeps it (`<@U1>`, `&amp;`); `files` makes it a file_share."""
        self._must_be_in(channel)
        if subtype is None:
            subtype = "thread_broadcast" if broadcast else "file_share" if files else None
        bot = self.profile.is_bot
        message = Message(
            channel.id,
            ts or self._floor.world.clock.new_ts(),
            text,
            self.profile.team_id,
            user=self.id,
            subtype="bot_message" if bot and subtype is None else subtype,
            thread_ts=thread_ts,
            bot_profile=bot_profile_json(self.profile, self._team.id) if bot else None,
            files=files or [],
            client_msg_id=None if bot or subtype == "me_message" else str(uuid.uuid4()),
            extra={"username": self.profile.shown_name} if bot else {},
        )
        return self._floor.acts.post(self._team, channel, message)

    def upload(
        self,
        channel: Channel,
        name: str,
        content: bytes,
        *,
        text: str = "",
        alt_text: str = "",
        thread_ts: str | None = None,
    ) -> Message:
        self._must_be_in(channel)
        sharing = self._floor.sharing
        file = sharing.announce(self._team, self.id, name, len(content), alt_text)
        file.content = content
        place = Place(channel, thread_ts)
        return sharing.share(self._team, self.id, [file], place, Content(text))

    def edit(self, message: Message, text: str) -> None:
        edited = {"user": self.id, "ts": f"{self._floor.world.clock.seconds()}.000000"}
        self._floor.acts.change(self._team, message, text=text, edited=edited)

    def delete(self, message: Message) -> None:
        self._floor.acts.delete(self._team, message)

    def react(self, message: Message, name: str) -> bool:
        """False when already done; `name` without colons."""
        return self._floor.acts.react(self._team, self.id, message, name)

    def unreact(self, message: Message, name: str) -> bool:
        return self._floor.acts.unreact(self._team, self.id, message, name)

    def join(self, channel: Channel, *, inviter: "Person | None" = None) -> None:
        by = inviter.id if inviter else None
        self._floor.membership.join(self._team, channel, self.id, inviter=by)

    def leave(self, channel: Channel) -> None:
        self._floor.membership.leave(self._team, channel, self.id)

    def change(self, **fields: object) -> None:
        """A new name, role, time zone or `deleted`; the app hears `user_change`."""
        for name, value in fields.items():
            if not hasattr(self.profile, name):
                raise AttributeError(f"a profile has no {name}")
            setattr(self.profile, name, value)
        self._floor.membership.person_changed(self._team, self.profile)

    def set_status(self, text: str, emoji: str = "", *, until: datetime | None = None) -> None:
        """`emoji` with its colons; nothing at all clears it."""
        self.change(status=Status(text, emoji, int(until.timestamp()) if until else 0))

    def set_presence(self, presence: Presence) -> None:
        """The Events API tells nobody, as in Slack."""
        self.profile.presence = presence

    def set_quiet_hours(self, start: time | None, end: time | None) -> None:
        """Do not disturb, every day by the person's own clock; None for never."""
        self._set_quiet(replace(self.profile.quiet, start=start, end=end))

    def snooze(self, minutes: int) -> None:
        """Do not disturb from now on; 0 ends it."""
        now = self._floor.world.clock.seconds()
        until = now + 60 * minutes if minutes else 0
        self._set_quiet(replace(self.profile.quiet, snoozed_from=now, snoozed_until=until))

    def direct_messages(self, other: str) -> Channel:
        return open_im(self._floor.world, self._team, self.id, other)[0]

    def command(self, command: str, text: str = "", *, channel: Channel) -> Reply:
        return self._floor.interactions.command(self._team, self.profile, channel, command, text)

    def open_home(self, tab: str = "home") -> Channel:
        """The app's Home (or, with `messages`, what was said there): the app hears of it."""
        world, team = self._floor.world, self._team
        channel = self.direct_messages(team.bot_user_id)
        with world.lock:
            view = self.home if tab == "home" else None
            shown = view_json(view, team, world.app.id) if view else None
            ts = world.clock.new_ts()
            opened = events.app_home_opened(self.id, channel, tab, shown, ts)
        self._floor.acts.tell(team, opened, channel)
        return channel

    def fill(
        self, source: Source, action_id: str, value: object, *, block_id: str | None = None
    ) -> None:
        """Put something into an input and send nothing yet; `value` as in `click`."""
        self._floor.interactions.fill(self.profile, source, action_id, value, block_id)

    def click(
        self,
        source: Source,
        action_id: str,
        value: object = None,
        *,
        block_id: str | None = None,
    ) -> Reply:
        """Press a button or pick from a menu.

        `value` is an option's value, or a list of them; an id, date or time of a picker; of a
        button only where several share the action_id. Buttons send along what was picked before.
        """
        acts = self._floor.interactions
        return acts.click(self._where(source), self.profile, source, action_id, value, block_id)

    def suggest(
        self, source: Source, action_id: str, text: str, *, block_id: str | None = None
    ) -> list[Json]:
        """The options (or groups of them) the app has for what was typed into its menu."""
        acts = self._floor.interactions
        return acts.suggest(self._team, self.profile, source, action_id, text, block_id)

    def picked(self, source: Source, action_id: str, *, block_id: str | None = None) -> object:
        """What an element shows this person now, as `click` takes it."""
        states = self._floor.interactions.states
        block, element = states.find(source, action_id, block_id=block_id)
        return states.value(self.id, source, block, element)

    def shortcut(self, message: Message, callback_id: str) -> Reply:
        return self._floor.interactions.shortcut(self._team, self.profile, message, callback_id)

    def global_shortcut(self, callback_id: str) -> Reply:
        return self._floor.interactions.global_shortcut(self._team, self.profile, callback_id)

    def submit(self, values: Mapping[str, Any], view: View | None = None) -> Reply:
        """Send the modal on top; `values` by action_id."""
        shown = self._top(view)
        return self._floor.interactions.submit(self._team, self.profile, shown, dict(values))

    def close(self, view: View | None = None, *, whole_stack: bool = False) -> Reply | None:
        """Close the view on top, or all of them with the modal's ✕."""
        acts, shown = self._floor.interactions, self._top(view)
        return acts.close(self._team, self.profile, shown, whole_stack=whole_stack)

    def _set_quiet(self, quiet: DoNotDisturb) -> None:
        self.profile.quiet = quiet
        self._floor.membership.quiet_changed(self._team, self.profile)

    def _where(self, source: Source) -> Team:
        """In a shared channel an app answers for the workspace it is installed in."""
        posted_by = source.bot_profile if isinstance(source, Message) else None
        return self._floor.world.teams[posted_by["team_id"]] if posted_by else self._team

    def _top(self, view: View | None) -> View:
        shown = view or self.modal
        if shown is None:
            raise LookupError(f"{self.id} has no modal open")
        return shown

    def _must_be_in(self, channel: Channel) -> None:
        if channel.is_archived:
            raise ValueError(f"{channel.id} is archived")
        if self.id not in channel.members:
            raise ValueError(f"{self.id} is not in {channel.id}")
