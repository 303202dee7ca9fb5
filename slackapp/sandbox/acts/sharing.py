"""Uploads, and sharing what was uploaded in channels."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.block_kit.content import Content, with_block_ids
from slackapp.sandbox.events_api import events
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.files import File, file_json
from slackapp.sandbox.world.messages import Message
from slackapp.sandbox.world.world import Team, World


class UploadRefusedError(Exception):
    """The sentence says why."""


@dataclass(frozen=True)
class Place:
    """Where to share: a channel, or a thread in it."""

    channel: Channel
    thread_ts: str | None = None


class Sharing:
    """Files on their way in, by the secret in their upload's address."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts

    def announce(self, team: Team, user: str, name: str, length: int, alt_text: str) -> File:
        """A file to come."""
        with self._world.lock:
            created = self._world.clock.seconds()
            file = File(self._world.new_id("F"), team.id, user, name, length, created)
            file.alt_text = alt_text
            team.files[file.id] = file
        return file

    def upload_url(self, file: File) -> str:
        with self._world.lock:
            secret = self._world.new_secret()
            self._world.uploads[secret] = file
        return f"{self._world.app.base_url}/upload/v1/{secret}"

    def share(
        self, team: Team, user: str, files: list[File], place: Place, said: Content
    ) -> Message:
        """One message with all of them, by whoever uploads."""
        channel = place.channel
        with self._world.lock:
            ts = self._world.clock.new_ts()
            for file in files:
                file.is_complete = True
                file.shares.append((channel.channel_type, channel.id, ts))
            base_url = self._world.app.base_url
            message = Message(
                channel.id,
                ts,
                said.text or "",
                team.id,
                user=user,
                subtype="file_share",
                thread_ts=place.thread_ts,
                blocks=with_block_ids(said.blocks, ts),
                files=[file_json(file, team.domain, base_url) for file in files],
                client_msg_id=None if user == team.bot_user_id else str(uuid.uuid4()),
            )
        self._acts.post(team, channel, message)
        for file in files:
            shared = events.file_shared(channel.id, file.user, file.id, ts)
            self._acts.tell_members(team, channel, shared)
        return message


def may_see(team: Team, file: File, user: str) -> bool:
    """Their own files, and those shared in public or where they are."""
    places = [team.channels.get(channel_id) for _, channel_id, _ in file.shares]
    return file.user == user or any(
        place.kind is Kind.PUBLIC or user in place.members for place in places if place
    )


def named_file(team: Team, slack_file: Mapping[str, str]) -> File | None:
    """The file of a `slack_file` object, by its id or one of its addresses."""
    wanted, url = slack_file.get("id"), slack_file.get("url", "")
    files = team.files.values()
    return next((file for file in files if file.id == wanted or file.id in url), None)


def take_upload(world: World, secret: str, content: bytes) -> File:
    """What the app sends to an upload's address; refused unless it is as long as announced."""
    with world.lock:
        file = world.uploads.get(secret)
        if file is None or file.is_complete:
            raise UploadRefusedError("no upload is expected here")
        if len(content) != file.length:
            raise UploadRefusedError(f"{file.length} bytes were announced, {len(content)} came")
        file.content = content
    return file
