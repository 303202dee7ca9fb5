"""`response_url`: answers after the fact, five of them within half an hour."""

from dataclasses import dataclass
from typing import Any

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.acts.posting import (
    count_control_sequences,
    note_ephemeral,
    post_as_app,
    show_to,
)
from slackapp.sandbox.block_kit.content import Content, ContentRefusedError, checked, with_block_ids
from slackapp.sandbox.world.clock import MICROSECONDS
from slackapp.sandbox.world.messages import Ephemeral, Message
from slackapp.sandbox.world.world import Team, World

Json = dict[str, Any]
USES = 5
LIVES = 30 * 60 * MICROSECONDS
Shown = Message | Ephemeral


@dataclass
class Origin:
    """What an answer answers: a person in a channel, and the message clicked if any."""

    team: Team
    channel_id: str
    person_id: str
    source: Shown | None = None
    thread_ts: str | None = None


@dataclass
class _Url:
    origin: Origin
    until: int
    uses: int = 0


class ResponseUrls:
    """Applies answers to the world, given at once or by `response_url`."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts
        self._urls: dict[str, _Url] = {}

    def create(self, kind: str, origin: Origin) -> str:
        number, secret = self._world.new_number(), self._world.new_secret()
        path = f"/{kind}/{origin.team.id}/{number}/{secret}"
        self._urls[path] = _Url(origin, self._world.clock.now_us() + LIVES)
        return self._world.app.base_url + path

    def use(self, path: str, answer: Json) -> Shown | None:
        """Raises ContentRefusedError with Slack's code when it may not be used (any more)."""
        with self._world.lock:
            url = self._urls.get(path)
            if url is None or self._world.clock.now_us() > url.until:
                raise ContentRefusedError("expired_url" if url else "no_such_url")
            if url.uses >= USES:
                raise ContentRefusedError("used_url")
            url.uses += 1
        return self.apply(url.origin, answer, replacing=True)

    def apply(self, origin: Origin, answer: Json, *, replacing: bool = False) -> Shown | None:
        """`replacing`: whether `replace_original` and `delete_original` mean something here."""
        source = origin.source if replacing else None
        if source is not None and answer.get("delete_original"):
            self._remove(origin.team, source)
            return None
        content = checked(answer.get("text"), answer.get("blocks"), answer.get("attachments"))
        if source is not None and answer.get("replace_original"):
            self._replace(origin.team, source, content)
            return source
        if content.is_empty:
            raise ContentRefusedError("no_text")
        return self._add(origin, answer, content)

    def _add(self, origin: Origin, answer: Json, content: Content) -> Shown:
        channel = origin.team.channels[origin.channel_id]
        kind = answer.get("response_type", "ephemeral")
        if kind not in {"ephemeral", "in_channel"}:
            raise ContentRefusedError("invalid_response_type")
        thread_ts = answer.get("thread_ts") or origin.thread_ts
        team = origin.team
        if kind == "ephemeral":
            return show_to(self._world, team, channel, origin.person_id, content, thread_ts)
        acts, subtype = self._acts, "bot_message"
        return post_as_app(
            self._world, acts, team, channel, content, thread_ts=thread_ts, subtype=subtype
        )

    def _replace(self, team: Team, source: Shown, content: Content) -> None:
        count_control_sequences(self._world, content)
        fields: Json = {
            "text": content.text or "",
            "blocks": with_block_ids(content.blocks, source.ts),
            "attachments": content.attachments or [],
        }
        if isinstance(source, Message):
            self._acts.change(team, source, **fields)
            return
        for name, value in fields.items():
            setattr(source, name, value)
        note_ephemeral(self._world, team, source, "changed")
        self._world.changes.tell_one(source.to, f"channel-{source.channel_id}")

    def _remove(self, team: Team, source: Shown) -> None:
        if isinstance(source, Message):
            self._acts.delete(team, source)
        else:
            source.deleted = True
            note_ephemeral(self._world, team, source, "deleted")
            self._world.changes.tell_one(source.to, f"channel-{source.channel_id}")
