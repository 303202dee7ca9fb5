"""People who use the app: commands, clicks, shortcuts and forms, sent as Slack sends them."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from slackapp.sandbox import payloads
from slackapp.sandbox.channels import Channel
from slackapp.sandbox.content import ContentRefusedError
from slackapp.sandbox.deliveries import Deliveries
from slackapp.sandbox.elements import find_action, state_values
from slackapp.sandbox.messages import Message
from slackapp.sandbox.outgoing import Attempt
from slackapp.sandbox.people import Profile
from slackapp.sandbox.response_urls import Origin, ResponseUrls, Shown
from slackapp.sandbox.views import View, Views
from slackapp.sandbox.world import Team, World

Json = dict[str, Any]
_TYPED = re.compile(r"(?<![\w<])([@#])([\w.-]+)")


@dataclass
class Reply:
    """The app's answer and what the person saw of it; `error` is Slack's, if any."""

    status: int | None
    body: bytes
    shown: Shown | None = None
    error: str | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.shown.text if self.shown else ""


class Interactions:
    """Builds each payload, sends it, and applies the answer."""

    def __init__(
        self, world: World, deliveries: Deliveries, views: Views, urls: ResponseUrls
    ) -> None:
        self._world = world
        self._deliveries = deliveries
        self._views = views
        self._urls = urls

    def command(
        self, team: Team, person: Profile, channel: Channel, command: str, text: str
    ) -> Reply:
        """The answer's body is shown: text or JSON, ephemeral unless it says in_channel."""
        origin = Origin(team, channel.id, person.id)
        with self._world.lock:
            form = payloads.command(
                self._world.app,
                team,
                person,
                channel,
                command=command,
                text=escaped(team, text),
                response_url=self._urls.create("commands", origin),
                trigger_id=self._views.new_trigger(team, person.id),
            )
        attempt = self._deliveries.interaction("command", urlencode(form).encode())
        reply = _reply(attempt)
        try:
            answer = _answer(attempt)
            reply.shown = self._urls.apply(origin, answer) if answer and attempt.ok else None
        except ContentRefusedError as refused:
            reply.error = refused.code
        return reply

    def click(
        self, team: Team, person: Profile, source: Shown, action_id: str, value: object
    ) -> Reply:
        """Slack ignores the body of the answer to a click; apps use `response_url`."""
        channel = team.channels[source.channel_id]
        thread = source.thread_ts if isinstance(source, Message) and source.is_reply else None
        origin = Origin(team, channel.id, person.id, source, thread)
        with self._world.lock:
            action = find_action(source.blocks or [], action_id, value, self._world.clock.new_ts())
            url = self._urls.create("actions", origin)
            where = payloads.from_message(channel, source, url)
            payload = self._block_actions(team, person, action) | where
        return self._send("block_actions", payload)

    def click_in_view(
        self, team: Team, person: Profile, view: View, action_id: str, value: object
    ) -> Reply:
        with self._world.lock:
            ts = self._world.clock.new_ts()
            action = find_action(view.content["blocks"], action_id, value, ts)
            where = payloads.from_view(view, team, self._world.app)
            payload = self._block_actions(team, person, action) | where
        return self._send("block_actions", payload)

    def shortcut(self, team: Team, person: Profile, message: Message, callback_id: str) -> Reply:
        channel = team.channels[message.channel_id]
        thread = message.thread_ts if message.is_reply else None
        origin = Origin(team, channel.id, person.id, thread_ts=thread)
        with self._world.lock:
            payload = payloads.message_shortcut(
                self._world.app,
                team,
                person,
                channel,
                message,
                callback_id=callback_id,
                response_url=self._urls.create("app", origin),
                trigger_id=self._views.new_trigger(team, person.id),
                action_ts=self._world.clock.new_ts(),
            )
        return self._send("message_action", payload)

    def submit(self, team: Team, person: Profile, view: View, values: Json) -> Reply:
        """`values` by action_id; the answer's `response_action` is carried out."""
        with self._world.lock:
            view.values = state_values(view.content["blocks"], values)
            trigger_id = self._views.new_trigger(team, person.id)
            extra: Json = {"trigger_id": trigger_id, "response_urls": []}
            payload = payloads.view_event(
                self._world.app, team, person, view, type="view_submission", **extra
            )
        reply = self._send("view_submission", payload)
        if reply.error is None:
            self._respond(team, person, view, reply)
        return reply

    def close(self, team: Team, person: Profile, view: View) -> Reply | None:
        """None when the view did not ask to be told."""
        view.open = False
        if not view.content.get("notify_on_close"):
            return None
        payload = payloads.view_event(
            self._world.app,
            team,
            person,
            view,
            type="view_closed",
            is_cleared=False,
            response_urls=[],
        )
        return self._send("view_closed", payload)

    def _block_actions(self, team: Team, person: Profile, action: Json) -> Json:
        trigger_id = self._views.new_trigger(team, person.id)
        return payloads.block_actions(self._world.app, team, person, action, trigger_id=trigger_id)

    def _send(self, kind: str, payload: Json) -> Reply:
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return _reply(self._deliveries.interaction(kind, body))

    def _respond(self, team: Team, person: Profile, view: View, reply: Reply) -> None:
        answer: Json = json.loads(reply.body) if reply.body.strip() else {}
        action = answer.get("response_action")
        if action == "errors":
            reply.errors = answer["errors"]
        elif action == "update":
            self._views.update(view, answer["view"])
        elif action == "push":
            self._views.push_for(team, person.id, answer["view"])
        elif action == "clear":
            for shown in self._views.stack(team, person.id):
                shown.open = False
        else:
            view.open = False


def escaped(team: Team, text: str) -> str:
    """What Slack makes of typed `@name` and `#channel` with `should_escape`."""

    def replaced(found: re.Match[str]) -> str:
        sign, name = found[1], found[2]
        if sign == "@":
            return _person(team, name) or found[0]
        match = next((ch for ch in team.channels.values() if ch.name == name), None)
        return f"<#{match.id}|{name}>" if match else found[0]

    return _TYPED.sub(replaced, text)


def _person(team: Team, name: str) -> str | None:
    for person in team.people.values():
        if name in {person.username, person.display_name}:
            return f"<@{person.id}|{person.username}>"
    group = next((g for g in team.groups.values() if g.handle == name), None)
    return f"<!subteam^{group.id}|@{group.handle}>" if group else None


def _reply(attempt: Attempt) -> Reply:
    error = {"http_timeout": "operation_timeout", None: None}.get(attempt.reason, "dispatch_failed")
    return Reply(attempt.status, attempt.body, error=error)


def _answer(attempt: Attempt) -> Json | None:
    """The JSON answered, or plain text as `{"text": …}`; None for an empty body."""
    if not attempt.body.strip():
        return None
    if "json" not in attempt.headers.get("content-type", ""):
        return {"text": attempt.body.decode()}
    try:
        answer = json.loads(attempt.body)
    except ValueError:
        raise ContentRefusedError("invalid_command_response") from None
    if not isinstance(answer, dict):
        raise ContentRefusedError("invalid_command_response")
    return answer or None
