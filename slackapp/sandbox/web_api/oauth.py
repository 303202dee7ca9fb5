"""`oauth.v2.access`, `auth.revoke`, `apps.uninstall`: how an app gets a token, and loses it.

Slack: https://docs.slack.dev/reference/methods/oauth.v2.access,
https://docs.slack.dev/authentication/using-token-rotation.
"""

from collections.abc import Callable
from typing import Any

from slackapp.sandbox.acts import installing
from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.web_api.call import Args, SlackError
from slackapp.sandbox.world.grants import Code
from slackapp.sandbox.world.world import Installation, Team, World

Json = dict[str, Any]
ACCESS = "oauth.v2.access"
DEFAULT_BOT = "U0BOT"


def access(world: World, _acts: Acts, args: Args) -> Json:
    """A code, or a refresh token, for a bot token; each is good once."""
    _check_app(world, args)
    kind = args.text("grant_type", "authorization_code")
    with world.lock:
        if kind == "refresh_token":
            return _renew(world, args.text("refresh_token"))
        if kind != "authorization_code":
            raise SlackError("invalid_grant_type")
        return _exchange(world, args)


def revoke(world: World, acts: Acts, token: str, args: Args) -> Json:
    """The bot's only token: Slack says tokens_revoked, and the app is still listed."""
    if args.flag("test"):
        return {"revoked": False}
    team = world.team_of(world.tokens[token])
    current = team.installation
    if current is not None and current.token == token:
        installing.revoke(world, acts, team)
    world.dead_tokens[token] = "token_revoked"
    return {"revoked": True}


def uninstall(world: World, acts: Acts, token: str, args: Args) -> Json:
    _check_app(world, args)
    installing.uninstall(world, acts, world.team_of(world.tokens[token]))
    return {}


ENDS: dict[str, Callable[[World, Acts, str, Args], Json]] = {
    "auth.revoke": revoke,
    "apps.uninstall": uninstall,
}


def _check_app(world: World, args: Args) -> None:
    if args.text("client_id") != world.app.client_id:
        raise SlackError("invalid_client_id")
    if args.text("client_secret") != world.app.client_secret:
        raise SlackError("bad_client_secret")


def _exchange(world: World, args: Args) -> Json:
    code = world.grants.codes.get(args.text("code"))
    if code is None or code.expires_at <= world.clock.seconds():
        raise SlackError("invalid_code")
    if code.used:
        raise SlackError("code_already_used")
    if args.text("redirect_uri") != code.redirect_uri:
        raise SlackError("bad_redirect_uri")
    code.used = True
    team = world.teams[code.team_id]
    installed = _install(world, team, code.scopes)
    answer = _answer(world, team, installed) | {"authed_user": {"id": code.person_id}}
    return _for_organisation(team, answer) if code.for_the_whole_organisation else answer


def _renew(world: World, refresh_token: str) -> Json:
    team_id = world.grants.refresh_tokens.pop(refresh_token, None)
    if team_id is None:
        raise SlackError("invalid_refresh_token")
    team = world.teams[team_id]
    return _answer(world, team, _install(world, team, frozenset()))


def _install(world: World, team: Team, scopes: frozenset[str]) -> Installation:
    """Scopes add up; without rotation an app that is there keeps its token."""
    before, expires = team.installation, world.app.rotates_tokens
    bots = [one.id for one in team.people.values() if one.app_id == world.app.id]
    return installing.install(
        world,
        team,
        bot_user_id=bots[0] if bots else DEFAULT_BOT,
        name=world.app.name,
        scopes=scopes | (before.scopes if before else frozenset()),
        token=before.token if before and not expires else None,
        expires=expires,
    )


def _answer(world: World, team: Team, installed: Installation) -> Json:
    enterprise = {"id": team.enterprise_id, "name": "Sandbox Org"} if team.enterprise_id else None
    answer: Json = {
        "app_id": world.app.id,
        "scope": ",".join(sorted(installed.scopes)),
        "token_type": "bot",
        "access_token": installed.token,
        "bot_user_id": installed.bot_user_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": enterprise,
        "is_enterprise_install": False,
    }
    if installed.expires_at is None:
        return answer
    return answer | {
        "expires_in": installed.expires_at - world.clock.seconds(),
        "refresh_token": world.grants.new_refresh_token(team.id),
    }


def _for_organisation(team: Team, answer: Json) -> Json:
    enterprise = {"id": team.enterprise_id or "E0SANDBOX", "name": "Sandbox Org"}
    return answer | {"team": None, "enterprise": enterprise, "is_enterprise_install": True}


def new_code(world: World, code: Code) -> str:
    with world.lock:
        return world.grants.new_code(code)
