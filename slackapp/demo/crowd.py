"""An invented crowd of any size; the same size gives the same talk."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from slackapp.demo.invented_history import KUDOS_EMOJI
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.weeks import Week

Json = dict[str, Any]

CROWD = "Lighthouse Union"
_WEEKS = 4
_TALK_A_PERSON = 3
_WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("crowd.json").read_text("utf-8"))
_KINDS = {"thanks": 15, "link": 10, "liked": 20, "talk": 55}  # in a hundred posts


def write_crowd_export(path: Path, *, last_week: Week, people: int) -> None:
    """A standard Slack export whose newest talk lies in `last_week`."""
    dice = random.Random(people)  # noqa: S311  the same crowd every time
    users = [_user(number) for number in range(people)]
    files: dict[str, list[Json]] = defaultdict(list)
    files["users.json"] = users
    files["channels.json"] = [
        {"id": f"C0CROWD{number:03}", "name": name}
        for number, name in enumerate(_WORDS["channels"])
    ]
    ids = [user["id"] for user in users]
    said = sorted(_said(dice, ids, last_week), key=lambda one: one[0])
    for number, (moment, channel, post) in enumerate(said):
        ts = ts_of_micros(micros_of_datetime(moment) + number)
        files[f"{channel}/{moment.date()}.json"].append({"type": "message", "ts": ts, **post})
    with ZipFile(path, "w") as export:
        for name, values in files.items():
            export.writestr(ZipInfo(name), json.dumps(values))


def _user(number: int) -> Json:
    firsts, lasts = _WORDS["given_names"], _WORDS["family_names"]
    given, family = firsts[number % len(firsts)], lasts[number // len(firsts) % len(lasts)]
    more = number // (len(firsts) * len(lasts))
    name = f"{given} {family}{f' {more + 1}' if more else ''}"
    profile = {"real_name": name, "display_name": name}
    username = name.lower().replace(" ", ".")
    user_id = f"U0CROWD{number:04}"
    return {"id": user_id, "name": username, "real_name": name, "tz": "UTC", "profile": profile}


def _said(
    dice: random.Random, ids: Sequence[str], last_week: Week
) -> Iterator[tuple[datetime, str, Json]]:
    week = last_week
    for _ in range(_WEEKS):
        for _ in range(len(ids) * _TALK_A_PERSON):
            yield _moment(dice, week), dice.choice(_WORDS["channels"]), _post(dice, ids)
        week = week.previous()


def _moment(dice: random.Random, week: Week) -> datetime:
    """Somewhere in the working days until Friday noon."""
    minutes = dice.randrange(9 * 60)
    begin = datetime.combine(week.monday() + timedelta(days=dice.randrange(5)), time(3), UTC)
    return begin + timedelta(minutes=minutes)


def _post(dice: random.Random, ids: Sequence[str]) -> Json:
    author, other = dice.sample(ids, 2)
    post: Json = {"user": author, "text": dice.choice(_WORDS["talk"])}
    match dice.choices([*_KINDS], [*_KINDS.values()])[0]:
        case "thanks":
            post["text"] = f"<@{other}> ++ {dice.choice(_WORDS['reasons'])}"
        case "link":
            page = f"{dice.choice(_WORDS['pages'])}-{dice.randrange(200)}"
            post["text"] = f"Worth your five minutes: <https://lamp-keepers.example/{page}>"
        case "liked":
            post["reactions"] = [{"name": KUDOS_EMOJI[0], "users": [other], "count": 1}]
    return post
