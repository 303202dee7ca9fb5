"""An export counted with nothing of ours: what `--once` must say about it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

Json = dict[str, Any]
Kudos = tuple[str, str, str, str]

_BY_PEOPLE = {None, "thread_broadcast", "file_share", "me_message"}
_INLINE = re.compile(r"((?:<@\w+(?:\|[^>]*)?>[\s,]*(?:and )?)+)\+\+")
_MENTION = re.compile(r"<@(\w+)")


def count_export(path: Path, emoji: tuple[str, ...] = ()) -> dict[str, int]:
    """Messages by people, their authors, and who thanked whom where."""
    with ZipFile(path) as export:
        users = json.loads(export.read("users.json"))
        bots = {user["id"] for user in users if user.get("is_bot")} | {"USLACKBOT"}
        listed = {user["id"] for user in users}
        posts = {
            (channel, post["ts"]): post
            for channel, post in _posts(export)
            if post.get("subtype") in _BY_PEOPLE
            and post.get("user")
            and not post.get("bot_id")
            and post["user"] not in bots
        }
    authors = {post["user"] for post in posts.values()}
    kudos = {one for place, post in posts.items() for one in _kudos(place, post, emoji)}
    known = (listed | authors) - bots
    thanked = {one for one in kudos if one[3] in known and one[2] not in bots}
    return {"messages": len(posts), "people": len(authors), "kudos": len(thanked)}


def _posts(export: ZipFile) -> Iterator[tuple[str, Json]]:
    for name in export.namelist():
        if re.search(r"/\d{4}-\d{2}-\d{2}\.json$", name):
            for post in json.loads(export.read(name)):
                yield name.rpartition("/")[0], post


def _kudos(place: tuple[str, str], post: Json, emoji: tuple[str, ...]) -> Iterator[Kudos]:
    author = post["user"]
    for people in _INLINE.findall(post["text"]):
        yield from ((*place, author, one) for one in _MENTION.findall(people) if one != author)
    for reaction in post.get("reactions") or []:
        if reaction["name"].partition("::")[0] in emoji:
            yield from ((*place, one, author) for one in reaction["users"] if one != author)
