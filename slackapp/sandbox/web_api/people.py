"""`users.*`, `usergroups.*`, `team.info`, `auth.test`: who is here."""

from typing import Any

from slackapp.sandbox.web_api.call import Call, Method, SlackError, page_of
from slackapp.sandbox.world.availability import dnd_json, snooze_json
from slackapp.sandbox.world.people import (
    Profile,
    bot_profile_json,
    profile_json,
    slackbot,
    user_json,
)
from slackapp.sandbox.world.world import group_json

Json = dict[str, Any]
DND_USERS = 50


def auth_test(call: Call) -> Json:
    bot = call.team.people[call.bot_id]
    return {
        "url": team_url(call),
        "team": call.team.name,
        "user": bot.username,
        "team_id": call.team.id,
        "user_id": bot.id,
        "bot_id": call.installation.bot_id,
        "is_enterprise_install": False,
        "app_id": call.world.app.id,
        "app_name": call.world.app.name,
    }


def team_info(call: Call) -> Json:
    if call.args.text("team", call.team.id) != call.team.id:
        raise SlackError("team_not_found")
    sizes = (34, 44, 68, 88, 102, 132, 230)
    icon: Json = {f"image_{size}": f"https://avatars.sandbox.invalid/{size}" for size in sizes}
    team = {
        "id": call.team.id,
        "name": call.team.name,
        "url": team_url(call),
        "domain": call.team.domain,
        "email_domain": "",
        "icon": icon | {"image_default": True},
        "avatar_base_url": "https://avatars.sandbox.invalid/",
        "is_verified": False,
    }
    return {"team": team}


def user_info(call: Call) -> Json:
    return {"user": _shown(call, _person(call, call.args.text("user")))}


def user_presence(call: Call) -> Json:
    """Only of oneself does Slack tell more, and a bot is always there."""
    person = _person(call, call.args.text("user") or call.bot_id)
    if person.id != call.bot_id:
        return {"presence": person.presence}
    always = {"online": True, "auto_away": False, "manual_away": False}
    return {"presence": "active", **always, "connection_count": 1}


def user_profile(call: Call) -> Json:
    person = _person(call, call.args.text("user") or call.bot_id)
    return {"profile": _profile(call, person)}


def dnd_info(call: Call) -> Json:
    person = _person(call, call.args.text("user") or call.bot_id)
    now = call.world.clock.now()
    shown = dnd_json(person.quiet, person.tz, now)
    return shown | (snooze_json(person.quiet, now) if person.id == call.bot_id else {})


def dnd_team_info(call: Call) -> Json:
    """People Slack does not know are left out of the answer."""
    wanted = call.args.words("users")
    if not wanted:
        raise SlackError("no_users_provided")
    if len(wanted) > DND_USERS:
        raise SlackError("too_many_users")
    now = call.world.clock.now()
    found = (call.team.people[user] for user in wanted if user in call.team.people)
    return {
        "users": {person.id: dnd_json(person.quiet, person.tz, now) for person in found},
        "cached": False,
    }


def bot_info(call: Call) -> Json:
    wanted = call.args.text("bot")
    bot = next((p for p in call.team.people.values() if p.is_bot and p.bot_id == wanted), None)
    if bot is None:
        raise SlackError("bot_not_found")
    shown = bot_profile_json(bot, call.team.id)
    return {"bot": {name: value for name, value in shown.items() if name != "team_id"}}


def user_list(call: Call) -> Json:
    own = [p for p in call.team.people.values() if p.team_id == call.team.id]
    everybody = [slackbot(call.team.id), *own]
    page, metadata = page_of(call, everybody, 1000)
    shown = [_shown(call, person) for person in page]
    return {"members": shown, "cache_ts": call.world.clock.seconds(), **metadata}


def usergroup_list(call: Call) -> Json:
    users = call.args.flag("include_users")
    count = call.args.flag("include_count")
    disabled = call.args.flag("include_disabled")
    groups = [g for g in call.team.groups.values() if disabled or not g.deleted_at]
    shown = [group_json(g, call.team.id, with_users=users, with_count=count) for g in groups]
    return {"usergroups": shown}


def usergroup_users(call: Call) -> Json:
    group = call.team.groups.get(call.args.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "team.info": team_info,
    "users.info": user_info,
    "users.list": user_list,
    "users.getPresence": user_presence,
    "users.profile.get": user_profile,
    "bots.info": bot_info,
    "dnd.info": dnd_info,
    "dnd.teamInfo": dnd_team_info,
    "usergroups.list": usergroup_list,
    "usergroups.users.list": usergroup_users,
}


def team_url(call: Call) -> str:
    return f"{call.world.app.base_url}/{call.team.domain}/"


def _shown(call: Call, person: Profile) -> Json:
    shown = user_json(person, call.world.clock.now(), with_locale=call.args.flag("include_locale"))
    return shown | {"profile": _profile(call, person)}


def _profile(call: Call, person: Profile) -> Json:
    shown = profile_json(person, call.world.clock.now())
    may_see_email = person.email and "users:read.email" in call.installation.scopes
    return shown | ({"email": person.email} if may_see_email else {})


def _person(call: Call, user: str) -> Profile:
    robot = slackbot(call.team.id)
    person = call.team.people.get(user) or (robot if user == robot.id else None)
    if person is None:
        raise SlackError("user_not_found")
    return person
