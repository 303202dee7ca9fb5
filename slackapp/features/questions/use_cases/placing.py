"""Where questions of `/we ask` are: their posts get a place once they are sent."""

from slackapp.database.transaction import Transaction
from slackapp.features.questions.store import questions
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.settling import ASKED, READ_THREAD, settle
from slackapp.jobs.queue import enqueue_job
from slackapp.outbox.posts import sent_place
from slackapp.vocabulary.slack_time import micros_of_ts

_LOOKED_UP = "questions placed"


def place_asked(tx: Transaction) -> None:
    """Looked up once a transaction; nearly always there is none."""
    if _LOOKED_UP in tx.memo:
        return
    tx.memo[_LOOKED_UP] = True
    for question_id in questions.list_unplaced(tx):
        place = sent_place(tx, f"{ASKED}:{question_id}")
        if place is None:
            continue
        channel_id, ts = place
        at = micros_of_ts(ts)
        questions.save_place(tx, question_id, channel_id=channel_id, ts=ts, at=at)
        tx.memo.pop(Stored, None)  # another thread is tracked now
        found = questions.find_question(tx, question_id)
        if found is not None:
            settle(tx, found, at=at)
            payload = {"channel_id": channel_id, "root_ts": ts}  # who was quicker than we
            enqueue_job(tx, kind=READ_THREAD, key=question_id, payload=payload)
