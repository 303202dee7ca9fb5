"""Modals, Home tabs and the triggers that open them."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.world.clock import MICROSECONDS
from slackapp.sandbox.world.world import Team, World

Json = dict[str, Any]
TRIGGER_LIVES = 3 * MICROSECONDS
STACK = 3


class ViewRefusedError(Exception):
    """Slack's error code is the message."""


@dataclass(eq=False)
class View:
    """A view as shown to one person."""

    id: str
    team_id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    open: bool = True
    values: Json = field(default_factory=dict)


@dataclass
class _Trigger:
    team_id: str
    user: str
    until: int
    used: bool = False


class Views:
    """Every view of the sandbox; a trigger works once, within three seconds."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._triggers: dict[str, _Trigger] = {}
        self._views: dict[tuple[str, str], View] = {}
        self._homes: dict[tuple[str, str], View] = {}

    def new_trigger(self, team: Team, user: str) -> str:
        number = self._world.new_number()
        trigger_id = f"{number}.{self._world.clock.seconds()}.{secrets.token_hex(16)}"
        until = self._world.clock.now_us() + TRIGGER_LIVES
        self._triggers[trigger_id] = _Trigger(team.id, user, until)
        return trigger_id

    def open(self, team: Team, trigger_id: str, content: Json) -> View:
        user = self._use(team, trigger_id)
        for old in self.stack(team, user):
            old.open = False
        return self._show(team, user, content, None)

    def push(self, team: Team, trigger_id: str, content: Json) -> View:
        return self.push_for(team, self._use(team, trigger_id), content)

    def push_for(self, team: Team, user: str, content: Json) -> View:
        """On top of what the person sees; three are the most."""
        stack = self.stack(team, user)
        if not stack or len(stack) >= STACK:
            raise ViewRefusedError("push_limit_reached" if stack else "not_found")
        return self._show(team, user, content, stack[-1])

    def update(self, view: View, content: Json) -> View:
        self._refuse_used(view.team_id, content, view)
        view.content = content
        view.hash = self._new_hash()
        self._world.changes.tell_one(view.user, "modal", "home")
        return view

    def publish(self, team: Team, user: str, content: Json, seen: str | None) -> View:
        key = (team.id, user)
        old = self._homes.get(key)
        if old and seen and seen != old.hash:
            raise ViewRefusedError("hash_conflict")
        if old:
            return self.update(old, content)
        view_id = self._world.new_id("V")
        self._refuse_used(team.id, content)
        view = View(view_id, team.id, user, content, self._new_hash(), view_id)
        self._homes[key] = view
        self._views[team.id, view_id] = view
        self._world.changes.tell_one(user, "home")
        return view

    def find(self, team: Team, view_id: str, external_id: str) -> View | None:
        if view_id:
            return self._views.get((team.id, view_id))
        of_team = (view for (team_id, _), view in self._views.items() if team_id == team.id)
        return next(
            (v for v in of_team if external_id and v.content.get("external_id") == external_id),
            None,
        )

    def stack(self, team: Team, user: str) -> list[View]:
        """Open modals of a person, the one on top last."""
        return [
            view
            for (team_id, _), view in self._views.items()
            if team_id == team.id and view.user == user and view.open
            and view.content["type"] == "modal"
        ]  # fmt: skip

    def home(self, team: Team, user: str) -> View | None:
        return self._homes.get((team.id, user))

    def _use(self, team: Team, trigger_id: str) -> str:
        trigger = self._triggers.get(trigger_id)
        if trigger is None or trigger.team_id != team.id:
            raise ViewRefusedError("invalid_trigger_id")
        if trigger.used:
            raise ViewRefusedError("exchanged_trigger_id")
        if self._world.clock.now_us() > trigger.until:
            raise ViewRefusedError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def _show(self, team: Team, user: str, content: Json, below: View | None) -> View:
        view_id = self._world.new_id("V")
        root = below.root_id if below else view_id
        self._refuse_used(team.id, content)
        previous = below.id if below else None
        view = View(view_id, team.id, user, content, self._new_hash(), root, previous)
        self._views[team.id, view_id] = view
        self._world.changes.tell_one(user, "modal")
        return view

    def _refuse_used(self, team_id: str, content: Json, own: View | None = None) -> None:
        """An `external_id` is one view's in the whole workspace, as long as that is shown."""
        external_id = content.get("external_id")
        for (owner, _), view in self._views.items():
            shown = view.open and view is not own and owner == team_id
            if external_id and shown and view.content.get("external_id") == external_id:
                raise ViewRefusedError("duplicate_external_id")

    def _new_hash(self) -> str:
        return f"{self._world.clock.seconds()}.{secrets.token_hex(4)}"


def view_json(view: View, team: Team, app_id: str) -> Json:
    bot_id = team.installation.bot_id if team.installation else ""
    defaults: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "submit_disabled": False,
    }
    return defaults | view.content | {
        "id": view.id,
        "team_id": team.id,
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": app_id,
        "app_installed_team_id": team.id,
        "bot_id": bot_id,
    }  # fmt: skip
