"""The app comes into a workspace and leaves it, and Slack tells the app of the latter."""

from collections.abc import Iterable

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.events_api import events
from slackapp.sandbox.world.people import Profile, Role, username_from
from slackapp.sandbox.world.world import Installation, Team, World

TOKEN_SECONDS = 12 * 3600
BOTH = ("app_uninstalled", "tokens_revoked")


def install(
    world: World,
    team: Team,
    *,
    bot_user_id: str,
    name: str,
    scopes: Iterable[str],
    token: str | None = None,
    expires: bool = False,
) -> Installation:
    """A new token; an earlier one stays good."""
    kind = "xoxe.xoxb-1" if expires else "xoxb"
    token = token or f"{kind}-{team.id}-{world.new_secret()}"
    until = world.clock.seconds() + TOKEN_SECONDS if expires else None
    bot_id = f"B{bot_user_id[1:]}"
    with world.lock:
        given = frozenset(scopes)
        installed = Installation(token, team.id, bot_user_id, bot_id, given, until)
        team.installation = world.tokens[token] = installed
        team.people[bot_user_id] = _bot(world, team, bot_user_id, name)
        for channel in team.channels.values():
            if channel.wants_bot:
                channel.members[bot_user_id] = None
    return installed


def uninstall(world: World, acts: Acts, team: Team, *, told: Iterable[str] = BOTH) -> None:
    """An admin removes the app: it is told in this order, as Slack promises none."""
    ended = _end(world, team, "account_inactive")
    if ended is None:
        return
    shapes = {
        "app_uninstalled": events.app_uninstalled(),
        "tokens_revoked": events.tokens_revoked(ended.bot_user_id),
    }
    for kind in told:
        acts.tell_of_end(team, ended, shapes[kind])


def revoke(world: World, acts: Acts, team: Team) -> None:
    """Its token alone is taken; the app stays in the list of apps."""
    ended = _end(world, team, "token_revoked")
    if ended is not None:
        acts.tell_of_end(team, ended, events.tokens_revoked(ended.bot_user_id))


def change_access(world: World, acts: Acts, team: Team, *, granted: bool) -> None:
    """An organisation's admin takes the app out of one workspace, or lets it in again."""
    installed = team.installation
    if installed is None:
        return
    with world.lock:
        if granted:
            world.dead_tokens.pop(installed.token, None)
        else:
            world.dead_tokens[installed.token] = "team_access_not_granted"
        ts = world.clock.new_ts()
    verb = "granted" if granted else "revoked"
    acts.tell_of_end(team, installed, events.team_access(verb, team.id, ts))


def _end(world: World, team: Team, code: str) -> Installation | None:
    with world.lock:
        ended, team.installation = team.installation, None
        if ended is None:
            return None
        mine = [token for token, one in world.tokens.items() if one.team_id == team.id]
        world.dead_tokens.update(dict.fromkeys(mine, code))
        world.grants.forget_team(team.id)
        for channel in team.channels.values():
            channel.members.pop(ended.bot_user_id, None)
            channel.wants_bot = False
    return ended


def _bot(world: World, team: Team, bot_user_id: str, name: str) -> Profile:
    """As it was, where it was here before."""
    seconds = world.clock.seconds()
    username = username_from(name)
    bot = Profile(
        bot_user_id, team.id, name, "", username, Role.BOT, deleted=False, updated=seconds
    )
    before = team.people.get(bot_user_id)
    bot.number = before.number if before else len(team.people)
    bot.bot_id, bot.app_id = f"B{bot_user_id[1:]}", world.app.id
    return bot
