"""What exists in the sandbox: the app, the workspaces and everything in them."""

import itertools
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slackapp.sandbox.world.changes import Changes
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.clock import SandboxClock
from slackapp.sandbox.world.faults import Faults
from slackapp.sandbox.world.files import File
from slackapp.sandbox.world.grants import Grants
from slackapp.sandbox.world.messages import Ephemeral
from slackapp.sandbox.world.people import Profile, bot_profile_json
from slackapp.sandbox.world.sights import Sights
from slackapp.sandbox.world.tour import Step
from slackapp.sandbox.world.traffic import Traffic

Json = dict[str, Any]
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class SlashCommand:
    """A command of the app, as its manifest offers it to people who type."""

    command: str
    usage_hint: str = ""
    description: str = ""


@dataclass(frozen=True)
class MessageShortcut:
    """What the app offers to do with a message."""

    callback_id: str
    name: str


@dataclass
class App:
    """The one app under test, as Slack knows it; `base_url` is the sandbox's own address."""

    id: str
    name: str
    signing_secret: str
    verification_token: str
    request_url: str | None = None
    base_url: str = "https://hooks.sandbox.invalid"
    commands: Sequence[SlashCommand] = ()
    shortcuts: Sequence[MessageShortcut] = ()
    socket_mode: bool = False
    app_tokens: dict[str, frozenset[str]] = field(default_factory=dict)  # with their scopes
    client_id: str = "1234567890.1234567890"
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    redirect_urls: Sequence[str] = ()
    rotates_tokens: bool = False


@dataclass(frozen=True)
class Installation:
    """The app in one workspace: its bot and what its token may do, until when (seconds)."""

    token: str
    team_id: str
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str]
    expires_at: int | None = None


@dataclass
class UserGroup:
    """A user group, mentioned as `<!subteam^S…>`."""

    id: str
    handle: str
    name: str
    users: list[str]
    created: int
    updated: int
    deleted_at: int = 0


@dataclass
class Team:
    """One workspace's state; the same person id may exist in several."""

    id: str
    name: str
    domain: str
    enterprise_id: str | None = None
    people: dict[str, Profile] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    ephemerals: list[Ephemeral] = field(default_factory=list)
    installation: Installation | None = None

    @property
    def bot_user_id(self) -> str:
        return self.installation.bot_user_id if self.installation else ""

    @property
    def bot(self) -> Profile | None:
        return self.people.get(self.bot_user_id)


@dataclass
class World:
    """Everything, behind one lock; nobody talks HTTP while holding it."""

    app: App
    clock: SandboxClock
    teams: dict[str, Team] = field(default_factory=dict)
    uploads: dict[str, File] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    traffic: Traffic = field(default_factory=Traffic)
    sights: Sights = field(default_factory=Sights)
    changes: Changes = field(default_factory=Changes)
    tokens: dict[str, Installation] = field(default_factory=dict)
    dead_tokens: dict[str, str] = field(default_factory=dict)  # with Slack's word for it
    grants: Grants = field(default_factory=Grants)
    lock: threading.RLock = field(default_factory=threading.RLock)
    control_sequences: Counter[str] = field(default_factory=Counter)
    zone: ZoneInfo = _UTC
    tour: list[Step] = field(default_factory=list)
    when_clock_moves: list[Callable[[], None]] = field(default_factory=list)
    _run: str = field(default_factory=lambda: secrets.token_hex(3).upper())
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def new_id(self, prefix: str) -> str:
        """Differs from run to run: an app keeps the event ids it has seen."""
        return f"{prefix}{self._run}{next(self._numbers):05d}"

    def new_number(self) -> str:
        return str(next(self._numbers))

    def new_secret(self) -> str:
        return secrets.token_hex(12)

    def move_clock(self, moment: datetime) -> None:
        """Whoever waits for a time is told to look at the clock again."""
        self.clock.set(moment)
        for told in self.when_clock_moves:
            told()
        self.changes.tell_all("log")

    def team_of(self, installation: Installation) -> Team:
        return self.teams[installation.team_id]

    def bot_profile(self, team: Team) -> Json:
        if team.bot is None:
            raise LookupError(f"the app is not installed in {team.id}")
        return bot_profile_json(team.bot, team.id)


def group_json(
    group: UserGroup, team_id: str, *, with_users: bool = True, with_count: bool = True
) -> Json:
    shown: Json = {
        "id": group.id,
        "team_id": team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.updated,
        "date_delete": group.deleted_at,
        "auto_type": None,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": "USLACKBOT",
        "updated_by": "USLACKBOT",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
        "channel_count": 0,
        "is_section": False,
        "is_visible": True,
        "is_idp_group": False,
        "is_org_level": False,
        "is_editing_restricted": False,
        "is_membership_locked": False,
    }
    shown |= {"user_count": len(group.users)} if with_count else {}
    return shown | ({"users": list(group.users)} if with_users else {})


def find_conversation(team: Team, people: Collection[str]) -> Channel | None:
    """The direct messages of exactly these people."""
    together = set(people)
    direct = (ch for ch in team.channels.values() if ch.kind in {Kind.IM, Kind.MPIM})
    return next((channel for channel in direct if set(channel.members) == together), None)
