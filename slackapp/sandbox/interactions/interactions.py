"""People who use the app: commands, clicks, shortcuts and forms, sent as Slack sends them."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from slackapp.sandbox.block_kit.content import ContentRefusedError
from slackapp.sandbox.block_kit.limits import option_problems
from slackapp.sandbox.events_api.deliveries import Deliveries
from slackapp.sandbox.interactions import payloads
from slackapp.sandbox.interactions.element_states import ElementStates, Source, blocks_of
from slackapp.sandbox.interactions.elements import (
    WITHOUT_STATE,
    action_entry,
    interactive,
    place_of,
)
from slackapp.sandbox.interactions.form_answers import carry_out
from slackapp.sandbox.interactions.form_checks import form_errors
from slackapp.sandbox.interactions.replies import Reply, answer_of, reply_of
from slackapp.sandbox.interactions.response_urls import Origin, ResponseUrls
from slackapp.sandbox.interactions.typed_text import escaped
from slackapp.sandbox.interactions.views import View, Views
from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.messages import Message
from slackapp.sandbox.world.people import Profile
from slackapp.sandbox.world.world import Team, World

Json = dict[str, Any]


class Interactions:
    """Builds each payload, sends it, and applies the answer."""

    def __init__(
        self, world: World, deliveries: Deliveries, views: Views, urls: ResponseUrls
    ) -> None:
        self._world = world
        self._deliveries = deliveries
        self._views = views
        self._urls = urls
        self.states = ElementStates()

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
        reply = reply_of(attempt)
        try:
            answer = answer_of(attempt)
            reply.shown = self._urls.apply(origin, answer) if answer and attempt.ok else None
        except ContentRefusedError as refused:
            reply.error = refused.code
        return reply

    def fill(
        self,
        person: Profile,
        source: Source,
        action_id: str,
        value: object,
        block_id: str | None = None,
    ) -> None:
        """Put something into an element and tell nobody, as inputs do before they are sent."""
        with self._world.lock:
            block, element = self.states.find(source, action_id, block_id=block_id)
            action_entry(block, element, value, "")
            self.states.put(person.id, source, place_of(block, element), value)

    def click(
        self,
        team: Team,
        person: Profile,
        source: Source,
        action_id: str,
        value: object,
        block_id: str | None = None,
    ) -> Reply:
        """Slack ignores the body of the answer to a click; apps use `response_url`."""
        with self._world.lock:
            block, element = self.states.find(source, action_id, value, block_id)
            action = action_entry(block, element, value, self._world.clock.new_ts())
            if element["type"] not in WITHOUT_STATE:
                self.states.put(person.id, source, place_of(block, element), value)
            payload = payloads.block_actions(
                self._world.app,
                team,
                person,
                action,
                trigger_id=self._views.new_trigger(team, person.id),
                state=self.states.values(person.id, source),
            )
            payload |= self._where(team, person, source) | self._answered_at(team, person, source)
        return self._send("block_actions", payload)

    def suggest(
        self,
        team: Team,
        person: Profile,
        source: Source,
        action_id: str,
        text: str,
        block_id: str | None = None,
    ) -> list[Json]:
        """The options the app offers for what somebody typed; groups come as groups."""
        with self._world.lock:
            block, element = self.states.find(source, action_id, block_id=block_id)
            place = place_of(block, element)
            payload = payloads.block_suggestion(
                self._world.app, team, person, block_id=place[0], action_id=place[1], value=text
            ) | self._where(team, person, source)
        attempt = self._deliveries.interaction("block_suggestion", _form(payload))
        answer = answer_of(attempt) if attempt.ok else None
        if answer is None or option_problems(answer):
            raise ContentRefusedError("invalid_options")
        shown: list[Json] = answer.get("option_groups") or answer["options"]
        for one in shown:
            self.states.offer(source, place, one.get("options", [one]))
        return shown

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

    def global_shortcut(self, team: Team, person: Profile, callback_id: str) -> Reply:
        with self._world.lock:
            payload = payloads.global_shortcut(
                self._world.app,
                team,
                person,
                callback_id=callback_id,
                trigger_id=self._views.new_trigger(team, person.id),
                action_ts=self._world.clock.new_ts(),
            )
        return self._send("shortcut", payload)

    def submit(
        self, team: Team, person: Profile, view: View, values: Mapping[str, object]
    ) -> Reply:
        """`values` by action_id; the answer's `response_action` is carried out.

        A form with something missing or wrong is not sent: the reply has no status, but errors.
        """
        with self._world.lock:
            for block, element in interactive(blocks_of(view)):
                if element["action_id"] in values:
                    place = place_of(block, element)
                    self.states.put(person.id, view, place, values[element["action_id"]])
            view.values = self.states.values(person.id, view)
            if errors := form_errors(blocks_of(view), view.values):
                return Reply(None, b"", errors=errors)
            trigger_id = self._views.new_trigger(team, person.id)
            urls = self._urls_asked_for(team, person, view)
            extra: Json = {"trigger_id": trigger_id, "response_urls": urls}
            payload = payloads.view_event(
                self._world.app, team, person, view, type="view_submission", **extra
            )
        reply = self._send("view_submission", payload)
        if reply.error is None:
            carry_out(self._world, self._views, team, view, reply)
            self._world.changes.tell_one(person.id, "modal")
        return reply

    def close(
        self, team: Team, person: Profile, view: View, *, whole_stack: bool = False
    ) -> Reply | None:
        """None when no view that closes asked to be told."""
        with self._world.lock:
            cleared = whole_stack or bool(view.content.get("clear_on_close"))
            closing = self._views.stack(team, person.id)[::-1] if cleared else [view]
            for one in closing:
                one.open = False
                one.values = self.states.values(person.id, one)
            self._world.changes.tell_one(person.id, "modal")
        told = [one for one in closing if one.content.get("notify_on_close")]
        replies = [self._closed(team, person, one, is_cleared=cleared) for one in told]
        return replies[0] if replies else None

    def _closed(self, team: Team, person: Profile, view: View, *, is_cleared: bool) -> Reply:
        app = self._world.app
        about: Json = {"type": "view_closed", "is_cleared": is_cleared, "response_urls": []}
        return self._send("view_closed", payloads.view_event(app, team, person, view, **about))

    def _where(self, team: Team, person: Profile, source: Source) -> Json:
        """What it was on: a view, or a message in its channel."""
        if isinstance(source, View):
            source.values = self.states.values(person.id, source)
            return payloads.from_view(source, team, self._world.app)
        return payloads.from_message(team.channels[source.channel_id], source)

    def _answered_at(self, team: Team, person: Profile, source: Source) -> Json:
        if isinstance(source, View):
            return {}
        thread = source.thread_ts if isinstance(source, Message) and source.is_reply else None
        origin = Origin(team, source.channel_id, person.id, source, thread)
        return {"response_url": self._urls.create("actions", origin)}

    def _urls_asked_for(self, team: Team, person: Profile, view: View) -> list[Json]:
        """One for each channel picked in a menu with `response_url_enabled`."""
        found = []
        for block, element in interactive(blocks_of(view)):
            if block["type"] == "input" and element.get("response_url_enabled"):
                block_id, action_id = place_of(block, element)
                picked = self.states.value(person.id, view, block, element)
                if picked in team.channels:
                    url = self._urls.create("app", Origin(team, str(picked), person.id))
                    about = {"block_id": block_id, "action_id": action_id}
                    found.append(about | {"channel_id": picked, "response_url": url})
        return found

    def _send(self, kind: str, payload: Json) -> Reply:
        return reply_of(self._deliveries.interaction(kind, _form(payload)))


def _form(payload: Json) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()
