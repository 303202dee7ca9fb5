"""`who-could-help`: an export's threads asked in time order, knowing only what came before."""

import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import typer

from slackapp.reading.help_index import Helped, HelpIndex, Question
from slackapp.reading.mrkdwn import spans
from slackapp.reading.terms import keyed_terms

WARM_UP = 30  # threads
RANKED = 10
MOST_GOLD = 3
FEWEST_WORDS = 4
_KEY = b"replay: nothing of it is kept"
_A_DAY = re.compile(r"[^/]+/\d{4}-\d\d-\d\d\.json$")
_TALK = {None, "thread_broadcast", "me_message"}


@dataclass(frozen=True, slots=True)
class Message:
    """A human's message of an export; `at` in microseconds, `thread` its first message's ts."""

    at: int
    channel: str
    thread: str
    user: str
    text: str
    ts: str


@dataclass(frozen=True, slots=True)
class Query:
    """A thread somebody answered: what was asked, and who came (gold)."""

    question: Question[str]
    ts: str
    gold: tuple[str, ...]


def who_could_help(file: Path, *, figures: bool) -> None:
    """Print a JSON line a query and, with `figures`, a last one that says how well it went."""
    try:
        messages = read_messages(file)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError) as error:
        typer.echo(f"{file}: not a Slack export ({type(error).__name__})", err=True)
        raise typer.Exit(2) from error
    recalls = []
    for query, index in replayed(messages):
        ranked = [one.person for one in index.who_could_help(query.question, limit=RANKED)]
        recalls.append(recalls_of(ranked, query.gold))
        _print({"channel": query.question.channel, "ts": query.ts, "ranked": ranked})
    if figures:
        _print(figures_of(recalls))


def figures_of(recalls: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    names = ("recall@1", "recall@5", "recall@10", "hit@5")
    means = {name: round(fmean(one[name] for one in recalls), 4) for name in names if recalls}
    return {"figures": {"queries": len(recalls), **means}}


def recalls_of(ranked: Sequence[str], gold: Sequence[str]) -> dict[str, float]:
    """The share of those who came that was named among the first."""
    found = {f"recall@{k}": len(set(ranked[:k]) & set(gold)) / len(gold) for k in (1, 5, 10)}
    return found | {"hit@5": float(found["recall@5"] > 0)}


def replayed(messages: Sequence[Message]) -> Iterator[tuple[Query, HelpIndex[str]]]:
    """Each answered thread as a query, with an index that knows what came before it."""
    threads: defaultdict[tuple[str, str], list[Message]] = defaultdict(list)
    for message in messages:
        threads[message.channel, message.thread].append(message)
    index = HelpIndex[str]()
    begun = 0
    for message in messages:
        thread = threads[message.channel, message.thread]
        if message is thread[0]:
            begun += 1
            query = _query(thread)
            if query.gold and begun > WARM_UP:
                yield query, index
        learn(index, message, thread[0])


def learn(index: HelpIndex[str], message: Message, first: Message) -> None:
    """Tell the index of a message: who wrote, in whose thread, with which terms."""
    helps = message.user != first.user
    index.presence.spoke(message.user, message.channel, message.at, (first.user,))
    terms = keyed_terms(message.text, _KEY)
    name = f"{first.channel}:{first.ts}"
    if message is first:
        index.add(
            Helped(
                question=name,
                channel=first.channel,
                asked_at=first.at,
                terms=terms,
                asker=first.user,
                helpers=(),
            )
        )
    else:
        index.grow(name, terms, message.user if helps else None)


def _query(thread: Sequence[Message]) -> Query:
    """The first message and its writer's next ones, until somebody else writes."""
    first = thread[0]
    asked, gold = [first], list[str]()
    is_still_asking = True
    for message in thread[1:]:
        is_still_asking = is_still_asking and message.user == first.user
        if is_still_asking:
            asked.append(message)
        elif message.user not in {first.user, *gold} and _says_enough(message.text):
            gold.append(message.user)
    text = "\n".join(message.text for message in asked)
    question = Question(
        channel=first.channel,
        asked_at=first.at,
        terms=keyed_terms(text, _KEY),
        asker=first.user,
        named=frozenset(span.target for span in spans(text) if span.kind == "mention"),
    )
    return Query(question, first.ts, tuple(gold[:MOST_GOLD]))


def _says_enough(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS


def read_messages(file: Path) -> list[Message]:
    """What humans wrote, in time order, channel by channel where times are equal."""
    with zipfile.ZipFile(file) as archive:
        bots = _bots(archive)
        found = [
            message
            for name in sorted(filter(_A_DAY.search, archive.namelist()))
            for message in _day(archive, name)
            if message.user not in bots
        ]
    return sorted(found, key=lambda message: (message.at, message.channel))


def _day(archive: zipfile.ZipFile, name: str) -> Iterator[Message]:
    for one in json.loads(archive.read(name)):
        if one.get("user") and not one.get("bot_id") and one.get("subtype") in _TALK:
            ts = str(one["ts"])
            yield Message(
                at=_micros(ts),
                channel=name.split("/")[-2],
                thread=str(one.get("thread_ts") or ts),
                user=one["user"],
                text=one.get("text") or "",
                ts=ts,
            )


def _micros(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int((fraction + "000000")[:6])


def _bots(archive: zipfile.ZipFile) -> set[str]:
    if "users.json" not in archive.namelist():
        return {"USLACKBOT"}
    users = json.loads(archive.read("users.json"))
    return {"USLACKBOT", *(user["id"] for user in users if user.get("is_bot"))}


def _print(found: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
