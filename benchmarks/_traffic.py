"""What a busy workspace says: 70 % plain talk, 10 % links, 10 % inline kudos, 10 % reactions."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from slackapp.vocabulary.slack_time import micros_of_ts, ts_of_micros
from tests.builders.slack_events import dumped, envelope

PEOPLE = tuple(f"U{n}" for n in range(1, 201))
CHANNELS = tuple(f"C{n}" for n in range(1, 21))
EMOJI = "clap"
WORKSPACE = "T1"

_FIRST = 1_763_467_200_000_000  # 18 November 2025
_STEP = 20_000_000
_WORDS = ("the", "build", "is", "green", "again", "so", "we", "try", "it", "next", "week")

Json = dict[str, Any]


def posts(count: int, *, seed: int = 1) -> Iterator[Json]:
    """Messages as exports hold them; the one or other has a reaction."""
    chance = random.Random(seed)  # noqa: S311  no secret
    for number in range(count):
        ts = ts_of_micros(_FIRST + number * _STEP)
        author, other = chance.sample(PEOPLE, 2)
        share = chance.random()
        post: Json = {
            "type": "message",
            "user": author,
            "ts": ts,
            "text": _text(chance, share, other),
        }
        if share >= 0.9:
            post["reactions"] = [{"name": EMOJI, "users": [other], "count": 1}]
        yield post


def event_bodies(count: int, *, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Event ids and signed-to-be envelopes; a reaction is to an earlier message."""
    chance = random.Random(seed)  # noqa: S311  no secret
    for number, post in enumerate(posts(count, seed=seed)):
        event_id = f"Ev{seed}x{number:08d}"
        event = _event(chance, post)
        yield event_id, dumped(envelope(event, event_id=event_id, team=WORKSPACE))


def write_export(path: Path, count: int) -> None:
    """A Slack export of so many messages, in a file a channel and day."""
    days: dict[str, list[Json]] = {}
    for post in posts(count):
        at = datetime.fromtimestamp(micros_of_ts(post["ts"]) / 1_000_000, tz=UTC)
        channel = CHANNELS[at.minute % len(CHANNELS)]
        days.setdefault(f"{channel.lower()}/{at:%Y-%m-%d}.json", []).append(post)
    users = [{"id": one, "team_id": WORKSPACE, "name": one.lower()} for one in PEOPLE]
    channels = [{"id": one, "name": one.lower()} for one in CHANNELS]
    with ZipFile(path, "w") as export:
        export.writestr("users.json", json.dumps(users))
        export.writestr("channels.json", json.dumps(channels))
        for name, day in days.items():
            export.writestr(name, json.dumps(day))


def _event(chance: random.Random, post: Json) -> Json:
    channel = chance.choice(CHANNELS)
    if "reactions" not in post:
        return {**post, "channel": channel, "event_ts": post["ts"], "blocks": _blocks(post)}
    item = {"type": "message", "channel": channel, "ts": post["ts"]}
    [reaction] = post["reactions"]
    return {
        "type": "reaction_added",
        "user": reaction["users"][0],
        "item_user": post["user"],
        "reaction": reaction["name"],
        "item": item,
        "event_ts": post["ts"],
    }


def _blocks(post: Json) -> list[Json]:
    """Slack says the same once more as rich text; it makes an envelope of some 1.4 kB."""
    text = {"type": "text", "text": post["text"]}
    section = {"type": "rich_text_section", "elements": [text]}
    return [{"type": "rich_text", "block_id": "b1", "elements": [section]}]


def _text(chance: random.Random, share: float, other: str) -> str:
    words = " ".join(chance.choices(_WORDS, k=chance.randint(4, 40)))
    if 0.7 <= share < 0.8:
        return f"{words} <https://example.com/{chance.randrange(10_000)}?utm_source=chat|this>"
    if 0.8 <= share < 0.9:
        return f"<@{other}> ++ for {words}"
    return words
