"""Slack's events into our words: `Message`, `Reaction`, `HomeOpened`, or a reason why not.

Slack: https://docs.slack.dev/reference/events/message and its subtypes. History exports hold the
same message objects, so an import comes through here too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.intake import message_index
from slackapp.intake.slack_ids import is_id
from slackapp.reading.event_text import storable
from slackapp.reading.mrkdwn import fold_skin_tone
from slackapp.vocabulary.people import Channel, Person
from slackapp.vocabulary.slack_time import is_ts, micros_of_ts
from slackapp.vocabulary.talk import HomeOpened, Message, Preview, Reaction, Wording
from slackapp.workspace.channels import channel_by_id
from slackapp.workspace.forgetting import is_past, without_past
from slackapp.workspace.people import find_people, people_by_id

PEOPLES_SUBTYPES = frozenset({None, "thread_broadcast", "file_share", "me_message"})

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NotForRooms:
    """An event no room has to read, and why."""

    reason: str


def translate(tx: Transaction, event: Event) -> Message | Reaction | HomeOpened | NotForRooms:
    """The event in our words.

    Raises NotKnownYet for people and channels we have not met; an event that lacks what Slack
    promises is NotForRooms("malformed").
    """
    try:
        if event["type"] == "message":
            return _translate_message(tx, event)
        if event["type"] == "app_home_opened":
            return _translate_home(tx, event)
        return _translate_reaction(tx, event)
    except (KeyError, TypeError, ValueError, AttributeError):
        return NotForRooms("malformed")


def read_post(
    tx: Transaction, *, channel: Channel, post: Event, imported: bool = False
) -> Message | NotForRooms:
    """A message object as it was posted (in an event, or in an export)."""
    ts = post.get("ts")
    if not is_ts(ts):
        return NotForRooms("malformed")
    author = _author(tx, post)
    if author is None:
        return NotForRooms("not_by_a_person")
    return _message(
        tx,
        channel=channel,
        ts=ts,
        author=author,
        wording=Wording(_posted_version(tx, channel, post, imported=imported), _text(tx, post)),
        thread_ts=_thread_of(post),
        imported=imported,
        previews=_previews(post),
        thread_left_out=_replies_to_left_out(tx, channel, post),
    )


def is_by_people(subtype: object) -> bool:
    return isinstance(subtype, str | None) and subtype in PEOPLES_SUBTYPES


def read_reactions(tx: Transaction, message: Message, reactions: object) -> Iterator[Reaction]:
    """The reactions of an exported message; their time is the message's, the best that is known."""
    if not isinstance(reactions, list):
        return
    for reaction in reactions:
        if not isinstance(reaction, dict) or not isinstance(reaction.get("name"), str):
            continue
        users = reaction.get("users")
        ids = [user for user in users if is_id(user)] if isinstance(users, list) else []
        people = people_by_id(tx, ids)
        for slack_id in ids:
            if not people[slack_id].is_heard:
                continue
            yield Reaction(
                workspace_id=tx.workspace_id,
                channel=message.channel,
                message_ts=message.ts,
                emoji=fold_skin_tone(storable(reaction["name"])),
                person=people[slack_id],
                author=message.author,
                added=True,
                at=micros_of_ts(message.ts),
                imported=True,
            )


def _translate_message(tx: Transaction, event: Event) -> Message | NotForRooms:
    subtype = event.get("subtype")
    channel = channel_by_id(tx, _id(event["channel"]))
    if is_by_people(subtype):
        return read_post(tx, channel=channel, post=event)
    if subtype == "message_changed":
        return _translate_edit(tx, channel, event)
    if subtype == "message_deleted":
        return _translate_deletion(tx, channel, event)
    return NotForRooms("subtype")


def _translate_edit(tx: Transaction, channel: Channel, event: Event) -> Message | NotForRooms:
    post = event["message"]
    if post.get("subtype") == "tombstone":  # a thread's parent, deleted while it has replies
        return _translate_deletion(tx, channel, {**event, "deleted_ts": post["ts"]})
    author = _author(tx, post)
    if author is None or not is_by_people(post.get("subtype")):
        return NotForRooms("not_by_a_person")
    previous = event.get("previous_message")
    before = _wording(tx, previous) if isinstance(previous, dict) and previous.get("ts") else None
    wording = _wording(tx, post)
    if before is not None and before.at == wording.at and before.text != wording.text:
        wording = Wording(_event_time(event), wording.text)
    return _message(
        tx,
        channel=channel,
        ts=str(post["ts"]),
        author=author,
        wording=wording,
        before=before,
        thread_ts=_thread_of(post),
        previews=_previews(post),
        thread_left_out=_replies_to_left_out(tx, channel, post),
    )


def _translate_deletion(tx: Transaction, channel: Channel, event: Event) -> Message | NotForRooms:
    previous = event.get("previous_message")
    previous = previous if isinstance(previous, dict) else {}
    ts = str(event.get("deleted_ts") or previous["ts"])
    at = max(_event_time(event), micros_of_ts(ts) + 1)
    author = _author(tx, previous) or message_index.author_of(tx, channel.channel_id, ts)
    if author is None:
        if not previous:  # its posting may still be on the way
            message_index.remember_deletion(tx, channel.channel_id, ts, at=at)
        return NotForRooms("not_by_a_person")
    return _message(
        tx,
        channel=channel,
        ts=ts,
        author=author,
        wording=Wording(at, ""),
        before=_wording(tx, previous) if previous.get("ts") else None,
        deleted=True,
        thread_ts=_thread_of(previous),
    )


def _translate_reaction(tx: Transaction, event: Event) -> Reaction | NotForRooms:
    item = event["item"]
    if item.get("type") != "message":
        return NotForRooms("not_a_message")
    channel = channel_by_id(tx, _id(item["channel"]))
    ts = str(item["ts"])
    micros_of_ts(ts)
    by, to = _id(event["user"]), event.get("item_user")
    if is_past(tx, by, _event_time(event)) or (to and is_past(tx, _id(to), micros_of_ts(ts))):
        return NotForRooms("forgotten")
    people = people_by_id(tx, {by, _id(to)} if to else {by})
    person = people[by]
    author = people[to] if to else message_index.author_of(tx, channel.channel_id, ts)
    if author is None or not person.is_heard or author.kind == "left_out":
        return NotForRooms("not_by_a_person")
    return Reaction(
        workspace_id=tx.workspace_id,
        channel=channel,
        message_ts=ts,
        emoji=fold_skin_tone(storable(event["reaction"])),
        person=person,
        author=author,
        added=event["type"] == "reaction_added",
        at=_event_time(event),
    )


def _translate_home(tx: Transaction, event: Event) -> HomeOpened | NotForRooms:
    """Its other tab, Messages, needs nothing of us."""
    if event.get("tab", "home") != "home":
        return NotForRooms("not_home")
    person_id = _id(event["user"])
    if is_past(tx, person_id, _event_time(event)):
        return NotForRooms("forgotten")
    return HomeOpened(
        workspace_id=tx.workspace_id,
        person=people_by_id(tx, {person_id})[person_id],
        at=_event_time(event),
    )


def _message(  # noqa: PLR0913  a Message's own fields
    tx: Transaction,
    *,
    channel: Channel,
    ts: str,
    author: Person,
    wording: Wording,
    before: Wording | None = None,
    deleted: bool = False,
    thread_ts: str | None,
    imported: bool = False,
    previews: tuple[Preview, ...] = (),
    thread_left_out: bool = False,
) -> Message:
    known = message_index.version_of(tx, channel.channel_id, ts)
    return Message(
        workspace_id=tx.workspace_id,
        channel=channel,
        ts=ts,
        author=author,
        wording=wording,
        before=before,
        deleted=deleted,
        superseded_at=known if known is not None and known > wording.at else None,
        thread_ts=thread_ts,
        imported=imported,
        is_new=known is None,
        previews=previews,
        thread_left_out=thread_left_out,
    )


def _replies_to_left_out(tx: Transaction, channel: Channel, post: Event) -> bool:
    """Slack mostly names the root's author; of a root read before we know ourselves."""
    root_ts, author_id = _thread_of(post), post.get("parent_user_id")
    if root_ts is None:
        return False
    if is_id(author_id):
        root = find_people(tx, {author_id}).get(author_id)
    else:
        root = message_index.author_of(tx, channel.channel_id, root_ts)
    return root is not None and root.kind == "left_out"


def _author(tx: Transaction, post: Event) -> Person | None:
    """Who wrote it; None for bots, apps, workflows, Slack itself, who is left out or forgotten."""
    user, ts = post.get("user"), post.get("ts")
    if not is_id(user) or post.get("bot_id") or post.get("subtype") == "bot_message":
        return None
    if is_past(tx, user, micros_of_ts(ts) if is_ts(ts) else 0):
        return None
    person = people_by_id(tx, {user})[user]
    return person if person.is_heard else None


def _posted_version(tx: Transaction, channel: Channel, post: Event, *, imported: bool) -> int:
    """The time of posting; an export's words may be those of an edit that was read live."""
    posted = micros_of_ts(post["ts"])
    if not imported or not isinstance(post.get("edited"), dict):
        return posted
    known = message_index.version_of(tx, channel.channel_id, post["ts"])
    edited = post["edited"].get("ts")
    read_live = known is not None and known > posted
    return max(posted, micros_of_ts(edited)) if read_live and is_ts(edited) else posted


def _wording(tx: Transaction, post: Event) -> Wording:
    edited = post.get("edited")
    version = edited["ts"] if isinstance(edited, dict) else post["ts"]
    return Wording(max(micros_of_ts(str(version)), micros_of_ts(str(post["ts"]))), _text(tx, post))


def _text(tx: Transaction, post: Event) -> str:
    text = post.get("text")
    if not isinstance(text, str):
        return ""
    return without_past(tx, storable(text), micros_of_ts(str(post["ts"])))


def _previews(post: Event) -> tuple[Preview, ...]:
    """Pages that Slack unfurled: https://docs.slack.dev/messaging/unfurling-links-in-messages."""
    attachments = post.get("attachments")
    if not isinstance(attachments, list):
        return ()
    found = (each for each in attachments if isinstance(each, dict))
    addressed = ((each.get("original_url") or each.get("from_url"), each) for each in found)
    return tuple(
        Preview(url, storable(each["title"]))
        for url, each in addressed
        if isinstance(url, str) and isinstance(each.get("title"), str)
    )


def _thread_of(post: Event) -> str | None:
    thread_ts = post.get("thread_ts")
    return thread_ts if is_ts(thread_ts) and thread_ts != post.get("ts") else None


def _event_time(event: Event) -> int:
    return micros_of_ts(str(event["event_ts"] if "event_ts" in event else event["ts"]))


def _id(value: object) -> str:
    if not is_id(value):
        raise ValueError("not an id")
    return value
