"""The shared data folder beside the repository: labelled talk, real exports, link vectors."""

import gzip
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[3] / "shared" / "data"
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json$")


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a conversation."""

    user: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread, with the room ("gitter-docker", "irc-ubuntu") it was held in."""

    source: str
    lines: tuple[Line, ...]


def is_there() -> bool:
    return (DATA / "labels_messages.jsonl").exists()


@cache
def labelled(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of labels_<name>.jsonl."""
    return tuple(_rows((DATA / f"labels_{name}.jsonl").read_text("utf-8")))


@cache
def conversations() -> tuple[Conversation, ...]:
    """All unlabelled talk for training: Gitter rooms and the train split of #ubuntu, sorted."""
    found = [
        *_export_threads("gitter_dev"),
        *_export_threads("gitter_auto_appium_docker"),
        *_irc(),
    ]
    return tuple(found)


def gratitude_comments(split: str) -> list[tuple[bool, str]]:
    """Reddit comments of GoEmotions and whether they are labelled as gratitude."""
    path = DATA / f"goemotions_gratitude_{split}.tsv.gz"
    rows = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return [(row[0] == "1", row[2:]) for row in rows]


def export_messages(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Channel and message of a Slack export, channel by channel, day by day."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(filter(_A_DAY.search, archive.namelist())):
            for message in json.loads(archive.read(name)):
                yield name.split("/")[0], message


def _export_threads(name: str) -> Iterator[Conversation]:
    threads: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for channel, message in export_messages(DATA / f"slack_export_{name}.zip"):
        if message.get("user") and not message.get("subtype"):
            threads[channel, message.get("thread_ts") or message["ts"]].append(message)
    for (channel, _), messages in sorted(threads.items()):
        room = "gitter-" + channel.split("-")[-1].split("_")[0]
        ordered = sorted(messages, key=lambda message: message["ts"])
        yield Conversation(room, tuple(Line(one["user"], one["text"]) for one in ordered))


def _irc() -> Iterator[Conversation]:
    path = DATA / "irc_ubuntu_train.jsonl.gz"
    for row in _rows(gzip.decompress(path.read_bytes()).decode("utf-8")):
        lines = (Line(one["user"], one["text"]) for one in row["messages"] if one.get("user"))
        yield Conversation("irc-ubuntu", tuple(lines))


def _rows(text: str) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in text.splitlines() if line)
