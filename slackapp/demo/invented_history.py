"""The community that comes with the package: invented, and always as recent as last week."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.weeks import Week

Json = dict[str, Any]

NAME = "Harbour Lights"
KUDOS_EMOJI = ("handshake",)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = re.compile(r"(?<!\w)@(\w+)")


def write_invented_export(path: Path, *, last_week: Week) -> None:
    """Write it as a standard Slack export whose newest talk lies in `last_week`.

    The same week gives the same bytes.
    """
    story: Json = json.loads(Path(__file__).with_name("history.json").read_text("utf-8"))
    files: dict[str, list[Json]] = defaultdict(list)
    files["users.json"] = [_user(person) for person in story["people"]]
    files["channels.json"] = story["channels"]
    ids = {person["name"]: person["id"] for person in story["people"]}
    for channel, post in sorted(_posts(story, last_week, ids), key=lambda said: said[1]["ts"]):
        day = datetime.fromtimestamp(int(post["ts"].partition(".")[0]), UTC).date()
        files[f"{channel}/{day}.json"].append(post)
    with ZipFile(path, "w") as export:
        for name, values in files.items():
            export.writestr(ZipInfo(name), json.dumps(values, indent=1))


def _user(person: Json) -> Json:
    names = {"real_name": person["real_name"], "display_name": person["real_name"].split()[0]}
    return {**person, "deleted": False, "is_bot": False, "profile": names}


def _posts(story: Json, last_week: Week, ids: Mapping[str, str]) -> Iterator[tuple[str, Json]]:
    """Each post with its channel's name."""
    week, posts = last_week, 0
    for talk in reversed(story["weeks"]):
        for said in talk:
            ts = _ts(week, said["at"], posts := posts + 1)
            replies = said.get("replies", [])
            post = _post(said, ts, ids)
            yield said["in"], post | ({"thread_ts": ts} if replies else {})
            for reply in replies:
                at = f"{said['at'].split()[0]} {reply['at']}"
                reply_ts = _ts(week, at, posts := posts + 1)
                yield said["in"], _post(reply, reply_ts, ids) | {"thread_ts": ts}
        week = week.previous()


def _post(said: Json, ts: str, ids: Mapping[str, str]) -> Json:
    reactions = [
        {"name": name, "users": [ids[who] for who in people], "count": len(people)}
        for name, people in said.get("reactions", {}).items()
    ]
    text = _NAMED.sub(lambda named: f"<@{ids[named[1]]}>", said["text"])
    post = {"type": "message", "ts": ts, "user": ids[said["by"]], "text": text}
    return post | ({"reactions": reactions} if reactions else {})


def _ts(week: Week, at: str, number: int) -> str:
    """`at` is "tue 09:40" in UTC; the number keeps any two posts apart."""
    day, clock = at.split()
    date = week.monday() + timedelta(days=_DAYS.index(day))
    moment = datetime.combine(date, time.fromisoformat(clock), UTC)
    return ts_of_micros(micros_of_datetime(moment) + number)
