"""The app's own messages, however it sends them."""

from collections import Counter

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.block_kit.content import Content, with_block_ids
from slackapp.sandbox.block_kit.limits import control_sequences
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Ephemeral, Message
from slackapp.sandbox.world.sights import What, sight_of_ephemeral
from slackapp.sandbox.world.world import Team, World, find_conversation


def post_as_app(
    world: World,
    acts: Acts,
    team: Team,
    channel: Channel,
    content: Content,
    *,
    thread_ts: str | None = None,
    subtype: str | None = None,
    username: str | None = None,
) -> Message:
    with world.lock:
        ts = world.clock.new_ts()
        count_control_sequences(world, content)
        message = Message(
            channel.id,
            ts,
            content.text or "",
            team.id,
            user=None if subtype == "bot_message" else team.bot_user_id,
            subtype=subtype,
            thread_ts=thread_ts,
            bot_profile=world.bot_profile(team),
            blocks=with_block_ids(content.blocks, ts),
            attachments=content.attachments or [],
            metadata=content.metadata,
            extra={"username": username} if username else {},
        )
    return acts.post(team, channel, message)


def show_to(
    world: World,
    team: Team,
    channel: Channel,
    person_id: str,
    content: Content,
    thread_ts: str | None = None,
) -> Ephemeral:
    with world.lock:
        ts = world.clock.new_ts()
        count_control_sequences(world, content)
        ephemeral = Ephemeral(
            channel.id,
            ts,
            person_id,
            content.text or "",
            with_block_ids(content.blocks, ts),
            content.attachments or [],
            thread_ts,
        )
        team.ephemerals.append(ephemeral)
        note_ephemeral(world, team, ephemeral, "posted")
    world.changes.tell_one(person_id, f"channel-{channel.id}")
    return ephemeral


def note_ephemeral(world: World, team: Team, ephemeral: Ephemeral, what: What) -> None:
    by = ephemeral.by or team.bot_user_id
    now = world.clock.now()
    world.sights.add(sight_of_ephemeral(ephemeral, team.id, what, at=now, by=by))


def count_control_sequences(world: World, content: Content) -> None:
    found: Counter[str] = control_sequences(content.text, content.blocks, content.attachments)
    world.control_sequences.update(found)


def open_im(world: World, team: Team, first: str, second: str) -> tuple[Channel, bool]:
    """The direct messages of two people, and whether they were there already."""
    with world.lock:
        found = find_conversation(team, {first, second})
        return (found, True) if found else (open_with(world, team, [first, second]), False)


def open_with(world: World, team: Team, people: list[str]) -> Channel:
    """New direct messages of two people, or of more in a group."""
    with world.lock:
        group = len(people) > 2  # noqa: PLR2004 - two is a pair
        names = [team.people[user].username for user in people if user in team.people]
        channel = Channel(
            world.new_id("G" if group else "D"),
            f"mpdm-{'--'.join(names)}-1" if group else "directmessage",
            team.id,
            world.clock.seconds(),
            Kind.MPIM if group else Kind.IM,
            creator=people[0],
            members=dict.fromkeys(people),
        )
        team.channels[channel.id] = channel
        return channel
