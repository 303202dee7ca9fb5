"""`new_connection`: the first that ever went between two people is told to who gave it, once."""

from collections.abc import Iterator
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.company import blocks, store
from slackapp.features.company.rules import BY_THEMSELVES
from slackapp.intake.message_index import thread_of
from slackapp.ledger.history import connections_from
from slackapp.ledger.recent import Pair, first_between, list_just_given, pair_of
from slackapp.ledger.turns import Turn
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.workspace.people import people_by_key

NEW_CONNECTION = "new_connection"
_OF_USE = timedelta(days=1)


def find_connections(tx: Transaction) -> Iterator[NudgeWanted]:
    """Of what was given just now; none while we know too little of who knows whom."""
    known_from = connections_from(tx)
    given = [turn for turn in list_just_given(tx) if turn.at >= known_from]
    firsts = first_between(tx, {pair_of(turn) for turn in given}) if given else {}
    for turn in given:
        if firsts.get(pair_of(turn)) == turn and not _is_welcomed(tx, turn):
            yield _wanted(tx, turn)


def tell_of_connection(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """None where it was taken back, or something earlier came to light."""
    pair = _pair(nudge.subject)
    turn = first_between(tx, [pair]).get(pair)
    if turn is None or turn.giver != nudge.person or turn.audience != "public":
        return None
    other = people_by_key(tx, [turn.receiver]).get(turn.receiver)
    if other is None or not other.may_be_named:
        return None
    return blocks.new_connection(turn.kind, other.name)


def _is_welcomed(tx: Transaction, turn: Turn) -> bool:
    """A newcomer's first contribution has its own line."""
    first = store.find_first(tx, turn.giver)
    return first is not None and first.source == turn.source


def _wanted(tx: Transaction, turn: Turn) -> NudgeWanted:
    at = datetime_of_micros(turn.at)
    channel_id = turn.channel_id or ""
    here = bool(channel_id) and turn.kind in BY_THEMSELVES
    thread_ts = thread_of(tx, channel_id, turn.message_ts) if turn.message_ts else None
    return NudgeWanted(
        workspace_id=tx.workspace_id,
        kind=NEW_CONNECTION,
        subject=":".join(map(str, pair_of(turn))),
        people=(turn.giver,),
        channel_id=channel_id,
        thread_ts=thread_ts or "",
        not_before=at,
        until=at + _OF_USE,
        seen_at=at if here else None,
    )


def _pair(subject: str) -> Pair:
    one, _sign, other = subject.partition(":")
    return int(one), int(other)
