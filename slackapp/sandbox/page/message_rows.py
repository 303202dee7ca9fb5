"""Messages as the page's list shows them: whose, when, under which day, after which line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zlib import crc32

from slackapp.sandbox.page.viewer import Viewer, is_guest
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.clock import MICROSECONDS, ts_micros
from slackapp.sandbox.world.messages import Ephemeral, Message
from slackapp.sandbox.world.world import Team

Shown = Message | Ephemeral
TONES = 10
TOGETHER = timedelta(minutes=5)
NOTICES = {
    "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name",
    "channel_archive", "channel_unarchive", "group_join", "group_leave", "pinned_item",
}  # fmt: skip


@dataclass(frozen=True)
class Author:
    """Somebody's name and face: initials on a colour that stays theirs."""

    id: str
    name: str
    label: str = ""
    tone: int = 0

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace("_", " ").split() if word[0].isalnum()]
        letters = [word[0] for word in words] or [*self.name] or ["?"]
        return "".join(letters[:1] + letters[1:][-1:]).upper()


@dataclass(frozen=True)
class Thread:
    """What stands under a message that was replied to."""

    count: int
    people: list[Author]
    latest: datetime


@dataclass(frozen=True)
class Row:
    """One message in the list; `day` and `is_first_unread` are lines above it."""

    message: Shown
    author: Author
    at: datetime
    day: str | None
    follows: bool
    is_first_unread: bool
    thread: Thread | None
    parent: Message | None
    source: str

    @property
    def anchor(self) -> str:
        return f"p{self.message.ts.replace('.', '')}"

    @property
    def kind(self) -> str:
        """`private`, `notice`, `tombstone`, `me` or `said`."""
        if isinstance(self.message, Ephemeral):
            return "private"
        subtype = self.message.subtype or ""
        if subtype in NOTICES:
            return "notice"
        return {"tombstone": "tombstone", "me_message": "me"}.get(subtype, "said")


def rows(
    viewer: Viewer, channel: Channel, messages: Iterable[Shown], *, new: int = 0, top: bool = True
) -> list[Row]:
    """`new`: where the unread line is, in microseconds; `top`: not inside a thread."""
    found: list[Row] = []
    line_drawn = not new
    for message in messages:
        row = _row(viewer, channel, message, found[-1] if found else None, top=top)
        if not line_drawn and micros_of(message) > new and row.author.id != viewer.id:
            row = _with_line(row)
            line_drawn = True
        found.append(row)
    return found


def micros_of(message: Shown) -> int:
    return ts_micros(message.ts)


def author_of(team: Team, user_id: str) -> Author:
    person = team.people.get(user_id)
    if person is None:
        return _stranger(user_id, "Slackbot" if user_id == "USLACKBOT" else user_id)
    label = "app" if person.is_bot else "guest" if is_guest(person) else ""
    label = "deactivated" if person.deleted else label
    return Author(user_id, person.shown_name, label, person.number % TONES)


def _stranger(user_id: str, name: str, label: str = "") -> Author:
    """The workspace does not list them; their colour stays theirs all the same."""
    return Author(user_id, name, label, crc32(user_id.encode()) % TONES)


def channel_title(viewer: Viewer, channel: Channel) -> str:
    """The channel's name without a sign; of direct messages, who else is in them."""
    if channel.kind not in {Kind.IM, Kind.MPIM}:
        return channel.name
    others = [one for one in channel.members if one != viewer.id] or [viewer.id]
    return ", ".join(author_of(viewer.team, one).name for one in others)


def local_time(viewer: Viewer, micros: int) -> datetime:
    return datetime.fromtimestamp(micros // MICROSECONDS, UTC).astimezone(viewer.zone)


def _row(viewer: Viewer, channel: Channel, message: Shown, above: Row | None, *, top: bool) -> Row:
    at = local_time(viewer, micros_of(message))
    author = _author(viewer.team, message)
    is_same_day = above is not None and above.at.date() == at.date()
    row = Row(
        message,
        author,
        at,
        None if is_same_day or not top else _day(viewer, at),
        follows=False,
        is_first_unread=False,
        thread=_thread(viewer, channel, message) if top else None,
        parent=_parent(channel, message) if top else None,
        source=_source(message),
    )
    return _joined(row) if above is not None and is_same_day and _goes_on(above, row) else row


def _author(team: Team, message: Shown) -> Author:
    if isinstance(message, Ephemeral):
        return author_of(team, message.by or team.bot_user_id)
    profile = message.bot_profile or {}
    name = message.extra.get("username") or profile.get("name")
    if name and (profile or not message.user):
        user_id = message.user or profile.get("user_id") or str(name)
        known = author_of(team, user_id)
        return Author(user_id, str(name), "app", known.tone)
    return author_of(team, message.user or profile.get("id") or "")


def _thread(viewer: Viewer, channel: Channel, message: Shown) -> Thread | None:
    if isinstance(message, Ephemeral):
        return None
    replies = channel.replies(message.ts)
    if not replies or message.is_reply:
        return None
    authors = {author.id: author for author in (_author(viewer.team, one) for one in replies)}
    return Thread(len(replies), [*authors.values()][:5], local_time(viewer, replies[-1].micros))


def _parent(channel: Channel, message: Shown) -> Message | None:
    """Of a reply that was sent to the channel too."""
    is_broadcast = isinstance(message, Message) and message.is_reply
    return channel.message(str(message.thread_ts)) if is_broadcast else None


def _source(message: Shown) -> str:
    kind = "ephemeral" if isinstance(message, Ephemeral) else "message"
    return f"{kind}:{message.channel_id}:{message.ts}"


def _goes_on(above: Row, row: Row) -> bool:
    """Said by the same person soon after: one face for both."""
    same = above.author == row.author and above.kind == row.kind == "said"
    return same and row.parent is None and row.at - above.at < TOGETHER


def _day(viewer: Viewer, at: datetime) -> str:
    days = (viewer.site.world.clock.now().astimezone(viewer.zone).date() - at.date()).days
    if days in {0, 1}:
        return "Yesterday" if days else "Today"
    year = f" {at.year}" if abs(days) > 300 else ""  # noqa: PLR2004 - about a year
    return f"{at:%A}, {at.day} {at:%B}{year}"


def _joined(row: Row) -> Row:
    return Row(**{**row.__dict__, "follows": True})


def _with_line(row: Row) -> Row:
    return Row(**{**row.__dict__, "is_first_unread": True, "follows": False})
