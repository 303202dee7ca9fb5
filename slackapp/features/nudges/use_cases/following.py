"""What became of nudges that left: sent, said anew as their matter changes, led to their act."""

from datetime import datetime, timedelta

import structlog

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.nudges.models import NudgeRow
from slackapp.features.nudges.rules.effect import LEADS_WITHIN
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.store.decisions import forget_before, forget_outcomes
from slackapp.features.nudges.use_cases.deciding import say
from slackapp.features.nudges.use_cases.showing import hash_of
from slackapp.features.nudges.use_cases.situations import Offers, nudge_of
from slackapp.observability.logs import place_of
from slackapp.outbox.posts import plan_refresh, post_state

MOST_A_TICK = 200
KEPT = timedelta(days=180)
OUTCOMES_KEPT = timedelta(days=7)
_LOOK = {
    "channel": timedelta(minutes=1),
    "direct_message": timedelta(minutes=5),
    "notice": timedelta(hours=1),
}
_ON_ITS_WAY = timedelta(seconds=15)
_CANNOT_TELL = timedelta(minutes=10)
_FOLLOWED = timedelta(hours=48)

_log = structlog.get_logger(__name__)


def follow(tx: Transaction, offers: Offers) -> None:
    """A tick's share; one room's fault does not hold up the others."""
    for row in nudges.list_sent_due(tx, limit=MOST_A_TICK):
        try:
            with tx.savepoint():
                _follow(tx, offers.get(row.kind), row)
        except Exception as error:  # noqa: BLE001  reported, and looked at again in an hour
            _log.error("nudges.not_followed", nudge=row.nudge_id, place=place_of(error))
            row.look_at = tx.now + timedelta(hours=1)


def forget_old(tx: Transaction) -> None:
    forget_outcomes(tx, tx.now - OUTCOMES_KEPT)
    forget_before(tx, tx.now - KEPT)


def _follow(tx: Transaction, offer: NudgeOffer | None, row: NudgeRow) -> None:
    if row.state == "planned":
        _look_at_post(tx, offer, row)
    if row.state == "sent":
        _look_at_matter(tx, offer, row)


def _look_at_post(tx: Transaction, offer: NudgeOffer | None, row: NudgeRow) -> None:
    """An unknown one is looked up by the outbox first, where Slack keeps it."""
    state = post_state(tx, row.post_id)
    shown_at = row.shown_at or tx.now
    if state == "unknown" and row.way != "notice" and tx.now - shown_at < _CANNOT_TELL:
        state = "sending"
    if state in {"sent", "unknown"}:
        row.state, row.sent_at = "sent", shown_at
        if offer is not None and offer.hears_sent is not None:
            offer.hears_sent(tx, nudge_of(row))
    elif state in {"planned", "sending"}:
        row.look_at = tx.now + _ON_ITS_WAY
    else:
        row.state, row.reason, row.look_at = "dropped", f"post_{state or 'gone'}", None


def _look_at_matter(tx: Transaction, offer: NudgeOffer | None, row: NudgeRow) -> None:
    sent_at = row.sent_at or tx.now
    ask = say(tx, offer, row) if offer is not None else None
    if ask is None and row.led_at is None and tx.now - sent_at <= LEADS_WITHIN:
        row.led_at = tx.now
    if row.way != "notice" and not row.choice and hash_of(ask) != row.said:
        row.said = hash_of(ask)
        plan_refresh(tx, post_id=row.post_id)
    row.look_at = _next_look(row, sent_at, tx.now)


def _next_look(row: NudgeRow, sent_at: datetime, now: datetime) -> datetime | None:
    """Also exactly a day after it was sent: then its effect is known."""
    day_over = sent_at + LEADS_WITHIN
    upcoming = now + _LOOK[row.way]
    if now < day_over < upcoming:
        return day_over
    ends = day_over if row.way == "notice" else sent_at + _FOLLOWED
    return upcoming if upcoming <= ends else None
