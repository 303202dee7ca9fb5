"""First contributions of newcomers are welcomed, and told of on the board."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.company import blocks, store
from slackapp.features.company.rules import (
    BY_THEMSELVES,
    FRESH_FOR,
    NEWCOMER_FOR,
    First,
    FirstShown,
    Newcomer,
    Welcomes,
    is_welcome,
)
from slackapp.features.company.settings import CompanySettings
from slackapp.intake.message_index import author_of, thread_of
from slackapp.jobs.queue import enqueue_job
from slackapp.ledger.given import first_given, still_stands
from slackapp.ledger.turns import Turn
from slackapp.outbox.content import PostContent
from slackapp.outbox.posts import plan_post
from slackapp.vocabulary.facts import Answer, NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.newcomers import list_newcomers
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import why_silent
from slackapp.workspace.workspaces import recording_since, workspace_zone

WELCOME_FIRST = "welcome_first"
SIGN, REPLY = "company.sign", "company.welcome"


def has_firsts(tx: Transaction) -> bool:
    return next(_firsts(tx), None) is not None


def welcome(tx: Transaction) -> Answer:
    """Every newcomer's first contribution, once a person, however late it is found."""
    tx.lock_workspace()
    wanted: list[NudgeWanted] = []
    for first, is_in_time in _firsts(tx):
        store.add_first(tx, first)
        if is_in_time:
            wanted.append(_line(tx, first))
            _answer_in_place(tx, first)
    return Answer(facts=tuple(wanted))


def thank_for_first(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """None where it was taken back."""
    first = store.find_first(tx, nudge.person)
    if first is None or not _stands(tx, first):
        return None
    receiver = people_by_key(tx, [first.receiver]).get(first.receiver)
    is_named = receiver is not None and receiver.may_be_named
    return blocks.first_here(first.kind, receiver.name if receiver and is_named else "")


def first_stands(tx: Transaction, *, person: int) -> bool:
    first = store.find_first(tx, person)
    return first is not None and _stands(tx, first)


def welcome_reply(tx: Transaction, subject: str) -> PostContent | None:
    """None where it was taken back, or the newcomer is not to be named."""
    first = store.find_first(tx, int(subject))
    person = people_by_key(tx, [int(subject)]).get(int(subject))
    if first is None or person is None or not person.may_be_named or not _stands(tx, first):
        return None
    text, shown = blocks.welcome(person.name)
    return PostContent(text=text, blocks=shown)


def list_welcomes(tx: Transaction, *, week: Week) -> Welcomes:
    """Of members alone; who hides their name is welcomed in private only."""
    zone = workspace_zone(tx)
    sunday = week.next().monday() - timedelta(days=1)
    end = week.next().start(zone)
    month = datetime.combine(sunday.replace(day=1), time(), zone).astimezone(UTC)
    joined = list_newcomers(tx, since=min(month, week.start(zone) - NEWCOMER_FOR))
    people = people_by_key(tx, joined) if joined else {}
    named = {key: _newcomer(one) for key, one in people.items() if one.may_be_named}
    firsts = _firsts_of(tx, week, joined) if named else []
    shown = [
        FirstShown(
            newcomer=named[first.person],
            kind=first.kind,
            weekday=datetime_of_micros(first.at).astimezone(zone).weekday(),
        )
        for first in firsts
        if first.person in named
    ]
    new = {key for key, at in joined.items() if month <= at < end and key in named}
    others = sorted(new - {first.person for first in firsts}, key=lambda key: joined[key])
    return Welcomes(firsts=tuple(shown), joined=tuple(named[key] for key in others))


def _firsts(tx: Transaction) -> Iterator[tuple[First, bool]]:
    """Of newcomers, not known yet; and whether it is new enough to be welcomed."""
    if why_silent(tx) == "paused":
        return
    joined = list_newcomers(tx, since=tx.now - NEWCOMER_FOR - FRESH_FOR)
    if not joined:
        return
    unknown = joined.keys() - store.list_known(tx, joined.keys())
    for person, turn in first_given(tx, unknown).items():
        at = datetime_of_micros(turn.at)
        since = recording_since(tx)
        ours = is_welcome(at, joined_at=joined[person], recording_since=since)
        yield _first(tx, turn), ours and tx.now - at <= FRESH_FOR


def _firsts_of(tx: Transaction, week: Week, joined: Mapping[int, datetime]) -> list[First]:
    """Those of the week that are a newcomer's and stand."""
    start, end = week.micros(workspace_zone(tx))
    since = recording_since(tx)
    return [
        first
        for first in store.list_firsts(tx, since=start, until=end)
        if first.person in joined and _stands(tx, first)
        if is_welcome(
            datetime_of_micros(first.at), joined_at=joined[first.person], recording_since=since
        )
    ]


def _newcomer(person: Person) -> Newcomer:
    return Newcomer(name=person.name, slack_id=person.slack_id)


def _first(tx: Transaction, turn: Turn) -> First:
    """The message is named only where the newcomer wrote it."""
    channel_id, ts = turn.channel_id or "", turn.message_ts or ""
    author = author_of(tx, channel_id, ts) if ts else None
    is_theirs = author is not None and author.key == turn.giver
    return First(
        person=turn.giver,
        receiver=turn.receiver,
        source=turn.source,
        kind=turn.kind,
        channel_id=channel_id,
        message_ts=ts if is_theirs else "",
        thread_ts=(thread_of(tx, channel_id, ts) or "") if is_theirs else "",
        at=turn.at,
    )


def _line(tx: Transaction, first: First) -> NudgeWanted:
    """They are here right now only where they did it themselves."""
    at = datetime_of_micros(first.at)
    return NudgeWanted(
        workspace_id=tx.workspace_id,
        kind=WELCOME_FIRST,
        subject=WELCOME_FIRST,
        people=(first.person,),
        channel_id=first.channel_id,
        thread_ts=first.thread_ts,
        not_before=tx.now,
        until=tx.now + 3 * FRESH_FOR,
        seen_at=at if first.kind in BY_THEMSELVES and first.channel_id else None,
    )


def _answer_in_place(tx: Transaction, first: First) -> None:
    """A sign at their message; a reply only where the admins want one."""
    if not first.message_ts or why_silent(tx):
        return
    place = {"person": first.person, "channel_id": first.channel_id, "ts": first.message_ts}
    enqueue_job(tx, kind=SIGN, key=str(first.person), payload=place)
    if load_settings(tx, CompanySettings).public_welcome:
        plan_post(
            tx,
            post_id=f"{REPLY}:{first.person}",
            kind=REPLY,
            subject=str(first.person),
            channel_id=first.channel_id,
            thread_ts=first.thread_ts or first.message_ts,
        )


def _stands(tx: Transaction, first: First) -> bool:
    return still_stands(tx, first.person, first.receiver, first.source)
