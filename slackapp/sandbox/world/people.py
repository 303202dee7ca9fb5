"""The people of a workspace, as Slack's `user` objects show them."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from slackapp.sandbox.world.availability import DoNotDisturb, Presence, Status, status_json

Json = dict[str, Any]
AVATAR = "https://avatars.sandbox.invalid"
OTHER_APP = "A0OTHERAPP1"


class Role(StrEnum):
    """What somebody may do in the workspace."""

    MEMBER = "member"
    ADMIN = "admin"
    OWNER = "owner"
    GUEST = "guest"
    SINGLE_CHANNEL_GUEST = "single_channel_guest"
    BOT = "bot"
    STRANGER = "stranger"


@dataclass
class Profile:
    """One person or bot; `team_id` differs from the workspace's for outside people.

    `number` is their place in the workspace's list.
    """

    id: str
    team_id: str
    real_name: str
    display_name: str
    username: str
    role: Role = Role.MEMBER
    deleted: bool = False
    tz: str = "Europe/Amsterdam"
    locale: str = "en-US"
    email: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    updated: int = 0
    presence: Presence = "active"
    status: Status = field(default_factory=Status)
    quiet: DoNotDisturb = field(default_factory=DoNotDisturb)
    number: int = 0
    is_primary_owner: bool = False

    @property
    def is_bot(self) -> bool:
        return self.role is Role.BOT

    @property
    def shown_name(self) -> str:
        return self.display_name or self.real_name


def slackbot(team_id: str) -> Profile:
    """Every workspace has it, and Slack does not call it a bot."""
    return Profile("USLACKBOT", team_id, "Slackbot", "Slackbot", "slackbot")


def username_from(name: str) -> str:
    return re.sub(r"[^\w.-]+", ".", name.lower()).strip(".") or "somebody"


def user_json(person: Profile, now: datetime, *, with_locale: bool = False) -> Json:
    """Deactivated people lack the time zone and the rights, as in Slack."""
    shown: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.username,
        "deleted": person.deleted,
        "profile": profile_json(person, now),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_workflow_bot": False,
        "is_connector_bot": False,
        "updated": person.updated,
    }
    if person.deleted:
        return shown | {"is_forgotten": False}
    shown |= _rights(person) | _place(person, now)
    if person.role is Role.STRANGER:
        shown["is_stranger"] = True
    return shown | ({"locale": person.locale} if with_locale else {})


def profile_json(person: Profile, now: datetime) -> Json:
    first, _, last = person.real_name.partition(" ")
    shown: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "fields": {},
        **status_json(person.status.at(now)),
        "avatar_hash": f"g{person.id.lower()}",
        "always_active": person.is_bot,
        "is_custom_image": False,
        "first_name": first,
        "last_name": last,
        "team": person.team_id,
        "huddle_state": "default_unset",
        "huddle_state_expiration_ts": 0,
    }
    sizes = (24, 32, 48, 72, 192, 512, 1024)
    shown |= {f"image_{size}": f"{AVATAR}/{person.id}/{size}.png" for size in sizes}
    shown |= {"image_original": f"{AVATAR}/{person.id}/original.png"}
    if person.is_bot:
        shown |= {"bot_id": person.bot_id, "api_app_id": person.app_id or ""}
    return shown


def bot_profile_json(bot: Profile, team_id: str) -> Json:
    """A bot as its messages and `bots.info` show it."""
    return {
        "id": bot.bot_id,
        "deleted": bot.deleted,
        "name": bot.shown_name,
        "updated": bot.updated,
        "app_id": bot.app_id or OTHER_APP,
        "user_id": bot.id,
        "icons": {f"image_{size}": f"{AVATAR}/{size}" for size in (36, 48, 72)},
        "team_id": team_id,
    }


def _rights(person: Profile) -> Json:
    role = person.role
    return {
        "color": "3c989f",
        "real_name": person.real_name,
        "is_admin": role in {Role.ADMIN, Role.OWNER},
        "is_owner": role is Role.OWNER,
        "is_primary_owner": person.is_primary_owner,
        "is_restricted": role in {Role.GUEST, Role.SINGLE_CHANNEL_GUEST},
        "is_ultra_restricted": role is Role.SINGLE_CHANNEL_GUEST,
        "is_email_confirmed": not person.is_bot,
        "is_invited_user": False,
        "has_2fa": False,
        "who_can_share_contact_card": "EVERYONE",
    }


def _place(person: Profile, now: datetime) -> Json:
    local = now.astimezone(ZoneInfo(person.tz))
    offset = local.utcoffset()
    return {
        "tz": person.tz,
        "tz_label": local.tzname() or person.tz,
        "tz_offset": 0 if offset is None else int(offset.total_seconds()),
    }
