"""Real communities' exports, counted once more with nothing of ours."""

import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.features.history_import.conftest import Archive

DATA = Path(__file__).parents[4] / "shared/data"
BY_PEOPLE = {None, "thread_broadcast", "file_share", "me_message"}


@pytest.mark.parametrize(
    "name",
    [
        "slack_export_houston.zip",
        "slack_export_gitter_dev.zip",
        "slack_fixtures/slack-export-viewer-testarchive.zip",
    ],
)
def test_messages_and_people_are_as_many_as_a_plain_count_finds(
    archive: Archive, name: str
) -> None:
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"needs ../shared/data/{name} beside the repository")
    expected = _count(path)
    assert min(expected) > 0
    for _ in range(2):
        found = archive.read(path)
        assert (found["messages"], found["people"]) == expected


def _count(path: Path) -> tuple[int, int]:
    """Messages by people and how many people wrote them."""
    authors: dict[tuple[str, str], str] = {}
    with ZipFile(path) as export:
        names = export.namelist()
        [users] = [name for name in names if name.endswith("users.json")]
        bots = {each["id"] for each in json.loads(export.read(users)) if each.get("is_bot")}
        for name in names:
            if re.search(r"/\d{4}-\d\d-\d\d\.json$", name):
                channel = name.split("/")[-2]
                for post in json.loads(export.read(name)):
                    if _is_by_a_person(post, bots | {"USLACKBOT"}):
                        authors[channel, post["ts"]] = post["user"]
    return len(authors), len(set(authors.values()))


def _is_by_a_person(post: dict[str, Any], bots: set[str]) -> bool:
    user = post.get("user")
    return bool(
        post.get("subtype") in BY_PEOPLE and user and user not in bots and not post.get("bot_id")
    )
