"""The shapes of interactions: commands, clicks, shortcuts and forms."""

from typing import Any

from slackapp.sandbox.interactions.views import View, view_json
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Ephemeral, Message, message_json
from slackapp.sandbox.world.people import Profile
from slackapp.sandbox.world.world import App, Team

Json = dict[str, Any]


def command(app: App, team: Team, person: Profile, channel: Channel, **rest: str) -> dict[str, str]:
    """A slash command's form; `rest` has command, text, response_url and trigger_id."""
    return {
        "token": app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": person.id,
        "user_name": person.username,
        "command": rest["command"],
        "text": rest["text"],
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": rest["response_url"],
        "trigger_id": rest["trigger_id"],
    }


def block_actions(
    app: App, team: Team, person: Profile, action: Json, *, trigger_id: str, state: Json
) -> Json:
    """`state` is what stands in the elements now, by block_id and action_id."""
    return {
        "type": "block_actions",
        "user": _user(person),
        "api_app_id": app.id,
        "token": app.verification_token,
        "trigger_id": trigger_id,
        "team": _team(team),
        "enterprise": None,
        "is_enterprise_install": False,
        "state": {"values": state},
        "actions": [action],
    }


def block_suggestion(app: App, team: Team, person: Profile, **rest: str) -> Json:
    """What an external menu asks the app for; `rest` has block_id, action_id and value."""
    return {
        "type": "block_suggestion",
        "user": _user(person),
        "api_app_id": app.id,
        "token": app.verification_token,
        "team": _team(team),
        "enterprise": None,
        "is_enterprise_install": False,
        **rest,
    }


def from_message(channel: Channel, source: Message | Ephemeral) -> Json:
    """The parts of a click or a search that tell which message it was on."""
    container: Json = {
        "type": "message",
        "message_ts": source.ts,
        "channel_id": channel.id,
        "is_ephemeral": isinstance(source, Ephemeral),
    }
    if source.thread_ts:
        container["thread_ts"] = source.thread_ts
    parts: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
    }
    # Slack leaves the message out when it was ephemeral.
    return parts | ({"message": _message(source)} if isinstance(source, Message) else {})


def from_view(view: View, team: Team, app: App) -> Json:
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(view, team, app.id),
    }


def global_shortcut(app: App, team: Team, person: Profile, **rest: str) -> Json:
    """`rest` has callback_id, trigger_id and action_ts."""
    return {
        "type": "shortcut",
        "token": app.verification_token,
        "action_ts": rest["action_ts"],
        "team": _team(team),
        "user": {"id": person.id, "username": person.username, "team_id": person.team_id},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": rest["callback_id"],
        "trigger_id": rest["trigger_id"],
    }


def message_shortcut(
    app: App, team: Team, person: Profile, channel: Channel, message: Message, **rest: str
) -> Json:
    """`rest` has callback_id, response_url, trigger_id and action_ts."""
    return {
        "type": "message_action",
        "token": app.verification_token,
        "action_ts": rest["action_ts"],
        "team": _team(team),
        "user": {"id": person.id, "name": person.username, "team_id": person.team_id},
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": rest["callback_id"],
        "trigger_id": rest["trigger_id"],
        "response_url": rest["response_url"],
        "message_ts": message.ts,
        "message": _message(message),
    }


def view_event(app: App, team: Team, person: Profile, view: View, **rest: object) -> Json:
    """A submission or a closing; `rest` has type and what only that one carries."""
    return {
        "team": _team(team),
        "user": _user(person),
        "api_app_id": app.id,
        "token": app.verification_token,
        "view": view_json(view, team, app.id),
        "is_enterprise_install": False,
        "enterprise": None,
        **rest,
    }


def _message(message: Message) -> Json:
    """With its metadata, which events leave out."""
    return message_json(message) | ({"metadata": message.metadata} if message.metadata else {})


def _user(person: Profile) -> Json:
    name = person.username
    return {"id": person.id, "username": name, "name": name, "team_id": person.team_id}


def _team(team: Team) -> Json:
    return {"id": team.id, "domain": team.domain}


def _channel_name(channel: Channel) -> str:
    return "privategroup" if channel.kind is Kind.PRIVATE else channel.name
