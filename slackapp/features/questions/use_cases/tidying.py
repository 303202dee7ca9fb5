"""What time does to questions: claims and waiting end, and old ones are forgotten."""

from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import batons, nudged, questions, talk
from slackapp.features.questions.use_cases.placing import place_asked
from slackapp.features.questions.use_cases.settling import settle_all
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.settings import load_settings

_AT_ONCE = 100


def has_due(tx: Transaction) -> bool:
    """Whether anything is to be done; asked each tick, in a transaction that writes nothing."""
    now = micros_of_datetime(tx.now)
    if questions.list_due(tx, now, limit=1) or questions.list_unplaced(tx):
        return True
    return questions.has_before(tx, _forgotten_before(tx))


def tidy(tx: Transaction) -> None:
    place_asked(tx)
    now = micros_of_datetime(tx.now)
    settle_all(tx, questions.list_due(tx, now, limit=_AT_ONCE), at=now)
    before = _forgotten_before(tx)
    for kept in (questions, talk, batons, nudged):
        kept.forget_before(tx, before)


def _forgotten_before(tx: Transaction) -> int:
    kept = timedelta(days=load_settings(tx, QuestionsSettings).retention_days)
    return micros_of_datetime(tx.now - kept)
