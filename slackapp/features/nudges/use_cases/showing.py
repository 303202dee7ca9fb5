"""Nudges as people see them now: in posts, after a press, and on Home."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from slackapp.database.transaction import Transaction
from slackapp.features.nudges.models import NudgeRow
from slackapp.features.nudges.rules.shown import MUTES, PAUSE, NudgeShown
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.use_cases.deciding import say, still_now
from slackapp.features.nudges.use_cases.situations import Offers
from slackapp.outbox.posts import post_state
from slackapp.vocabulary.nudges import NudgeAsk

PAUSED_FOR = timedelta(weeks=1)
REFUSED = "refused"
_MOST_ON_HOME = 3
_STAYS_ON_HOME = timedelta(minutes=10)


def word_message(tx: Transaction, offers: Offers, post_id: str) -> list[NudgeShown] | None:
    """What a post says; right before it leaves, each nudge in it is decided about once more."""
    rows = nudges.list_in_post(tx, post_id)
    if post_state(tx, post_id) != "planned":
        return [_word(tx, offers, row) for row in rows] or None
    leaving = [shown for row in rows if (shown := _leave(tx, offers, row))]
    return leaving or None


def show_message(tx: Transaction, offers: Offers, post_id: str) -> list[NudgeShown]:
    """After a press."""
    return [draw(tx, offers, row) for row in nudges.list_in_post(tx, post_id)]


def show_home(tx: Transaction, offers: Offers, person: int) -> list[NudgeShown]:
    """The person's own: what waits for them or was asked, and what just came of a press."""
    since = tx.now - _STAYS_ON_HOME
    rows = nudges.list_open_for(tx, person, answered_since=since)
    wanted = [row for row in rows if row.kind in offers and offers[row.kind].on_home]
    shown = [_on_home(tx, offers, row, since) for row in wanted]
    asked = [each.nudge_id for each in shown if each.is_open][:_MOST_ON_HOME]
    return [each for each in shown if each.nudge_id in asked or (each.outcome and not each.muted)]


def _on_home(tx: Transaction, offers: Offers, row: NudgeRow, since: datetime) -> NudgeShown:
    is_new = row.answered_at is not None and row.answered_at >= since
    shown = draw(tx, offers, row)
    return shown if is_new else replace(shown, outcome="")


def draw(tx: Transaction, offers: Offers, row: NudgeRow, ask: NudgeAsk | None = None) -> NudgeShown:
    offer = offers.get(row.kind)
    if ask is None and offer is not None:
        ask = say(tx, offer, row)
    muted = row.choice if row.choice in MUTES else ""
    paused = row.answered_at + PAUSED_FOR if muted == PAUSE and row.answered_at else None
    return NudgeShown(
        nudge_id=row.nudge_id,
        ask=ask,
        channel_id=row.seen_channel_id if row.way == "notice" else row.channel_id,
        for_all=row.way == "channel",
        outcome=row.outcome,
        answered=bool(row.choice),
        undo=row.choice if row.undoable else "",
        muted=muted,
        paused_until=paused,
    )


def _word(
    tx: Transaction, offers: Offers, row: NudgeRow, ask: NudgeAsk | None = None
) -> NudgeShown:
    """For its post, and remembered, so that a change is seen."""
    shown = draw(tx, offers, row, ask)
    row.said = hash_of(shown.ask)
    return shown


def hash_of(ask: NudgeAsk | None) -> str:
    """Tells whether it would say something else now."""
    return sha256(repr(ask).encode()).hexdigest()[:16]


def _leave(tx: Transaction, offers: Offers, row: NudgeRow) -> NudgeShown | None:
    """One that was refused is here again because somebody had its post sent anew."""
    if row.state == "dropped" and row.reason.startswith(REFUSED):
        row.state = "planned"
    if row.state != "planned":
        return None
    ask = still_now(tx, offers, row)
    return None if ask is None else _word(tx, offers, row, ask)
