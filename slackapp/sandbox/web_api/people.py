"""`users.*`, `usergroups.*`, `team.info`, `auth.test`: who is here."""

from typing import Any

from slackapp.sandbox.people import Profile, user_json
from slackapp.sandbox.web_api.call import Call, Method, SlackError, page_of
from slackapp.sandbox.world import group_json

Json = dict[str, Any]


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
    person = call.team.people.get(call.args.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _shown(call, person)}


def user_list(call: Call) -> Json:
    everybody = [p for p in call.team.people.values() if p.team_id == call.team.id]
    page, metadata = page_of(call, everybody, 1000)
    shown = [_shown(call, person) for person in page]
    return {"members": shown, "cache_ts": call.world.clock.seconds(), **metadata}


def usergroup_list(call: Call) -> Json:
    users = call.args.flag("include_users")
    disabled = call.args.flag("include_disabled")
    groups = [g for g in call.team.groups.values() if disabled or not g.deleted_at]
    return {"usergroups": [group_json(g, call.team.id, with_users=users) for g in groups]}


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
    "usergroups.list": usergroup_list,
    "usergroups.users.list": usergroup_users,
}


def team_url(call: Call) -> str:
    return f"{call.world.app.base_url}/{call.team.domain}/"


def _shown(call: Call, person: Profile) -> Json:
    shown = user_json(person, call.world.clock.now(), with_locale=call.args.flag("include_locale"))
    if person.email and "users:read.email" in call.installation.scopes:
        shown["profile"]["email"] = person.email
    return shown
