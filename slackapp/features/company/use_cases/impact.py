"""`impact`: what somebody gave went on helping; once a matter, and once in 30 days a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

from slackapp.database.transaction import Transaction
from slackapp.features.company import blocks, store
from slackapp.features.company.rules import FEWEST_HELPED, Impact
from slackapp.intake.message_index import thread_of
from slackapp.ledger.acts import ActKind
from slackapp.ledger.received import list_receivers_at
from slackapp.ledger.recent import list_just_given
from slackapp.ledger.turns import Turn
from slackapp.slack.lines import Place
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.channels import find_channel
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import message_url, recording_since

IMPACT = "impact"
_PERIOD = timedelta(days=30)
_OF_USE = timedelta(days=7)


def find_impact(tx: Transaction) -> Iterator[NudgeWanted]:
    """Of what somebody has just marked; the one that helped most people where there are several."""
    marked = {(turn.giver, _subject(turn)): turn for turn in list_just_given(tx, [*FEWEST_HELPED])}
    if not marked:
        return
    tx.lock_workspace()
    helped = {key: _count_helped(tx, *key, since=tx.now - _PERIOD) for key in marked}
    for person, subject in sorted(marked, key=lambda key: (-helped[key], key)):
        turn = marked[person, subject]
        if not _is_enough(turn.kind, helped[person, subject]) or not _is_public(tx, turn):
            continue
        if store.was_told_of_impact(tx, person, subject, since=tx.now - _PERIOD):
            continue
        store.remember_impact(tx, person, subject, turn.message_ts or "")
        yield NudgeWanted(
            workspace_id=tx.workspace_id,
            kind=IMPACT,
            subject=subject,
            people=(person,),
            channel_id=turn.channel_id or "",
            not_before=tx.now,
            until=tx.now + _OF_USE,
        )


def tell_of_impact(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """None where too few marks are left, or its channel is not public any more."""
    found = store.find_impact(tx, nudge.person, nudge.subject)
    channel = find_channel(tx, nudge.channel_id)
    if found is None or channel is None or channel.audience != "public":
        return None
    told_at, ts = found
    kind = _kind_and_place(nudge.subject)[0]
    people = _count_helped(tx, nudge.person, nudge.subject, since=told_at - _PERIOD)
    if not _is_enough(kind, people):
        return None
    root = thread_of(tx, channel.channel_id, ts) or ""
    is_answer = kind == "helped_me_too"
    return blocks.impact(
        Impact(
            kind=kind,
            line=Place(channel.channel_id, root if root and is_answer else ts),
            is_question=bool(root) and is_answer,
            channel_name=channel.name,
            url=message_url(tx, channel.channel_id, ts, root),
            people=people,
        )
    )


def _count_helped(tx: Transaction, person: int, subject: str, *, since: datetime) -> int:
    """Who asked to be left out is not among them, nor is what happened before we were there."""
    kind, place = _kind_and_place(subject)
    start = micros_of_datetime(max(since, recording_since(tx)))
    receivers = list_receivers_at(tx, place, giver=person, kind=kind, since=start)
    known = people_by_key(tx, receivers)
    return sum(one.is_heard for one in known.values())


def _is_enough(kind: ActKind, people: int) -> bool:
    return people >= FEWEST_HELPED[kind]


def _is_public(tx: Transaction, turn: Turn) -> bool:
    channel = find_channel(tx, turn.channel_id or "")
    return channel is not None and channel.audience == "public"


def _subject(turn: Turn) -> str:
    return f"{turn.kind}:{turn.place}"


def _kind_and_place(subject: str) -> tuple[ActKind, str]:
    kind, _sign, place = subject.partition(":")
    return cast("ActKind", kind), place
