"""Long talks of two that have fallen silent: a huddle may be quicker."""

from collections.abc import Iterator
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.company import blocks, store
from slackapp.features.company.rules import REPLIES, SILENCE, WITHIN, Reply, long_talk
from slackapp.intake.busy_threads import busy_threads
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk
from slackapp.workspace.channels import find_channel

TALK = "talk"

# A suggestion to talk is of no use later than that after the silence began.
_IN_TIME = timedelta(minutes=10)


def find_talks(tx: Transaction) -> Iterator[NudgeWanted]:
    """Two people's long talks that have just fallen silent."""
    recent = busy_threads(tx, since=tx.now - WITHIN - _IN_TIME, replies=REPLIES)
    for (channel_id, thread_ts), written in recent.items():
        last = long_talk([Reply(*one) for one in written], tx.now)
        channel = find_channel(tx, channel_id)
        if last is None or channel is None or store.was_suggested(tx, channel_id, thread_ts):
            continue
        yield NudgeWanted(
            workspace_id=tx.workspace_id,
            kind=TALK,
            subject=f"{channel_id}:{thread_ts}",
            people=(last.author,),
            channel_id=channel_id,
            thread_ts=thread_ts,
            audience=channel.audience,
            not_before=last.at + SILENCE,
            until=last.at + _IN_TIME,
            seen_at=last.at + SILENCE,  # who wrote so much is there when it falls silent
        )


def suggest_voice(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """None where they write on, or nobody does any more."""
    recent = busy_threads(tx, since=tx.now - WITHIN - _IN_TIME, replies=REPLIES)
    written = recent.get((nudge.channel_id, nudge.thread_ts), [])
    last = long_talk([Reply(*one) for one in written], tx.now)
    if last is None or last.author != nudge.person:
        return None
    return blocks.quicker_by_voice()


def remember_suggested(tx: Transaction, nudge: Nudge) -> None:
    """Once a thread, whoever wrote last."""
    store.remember_suggested(tx, nudge.channel_id, nudge.thread_ts)
