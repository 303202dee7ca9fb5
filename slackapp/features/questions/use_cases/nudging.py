"""What the room's nudges share: which questions may be asked about, and since when."""

from datetime import datetime

from slackapp.database.transaction import Transaction
from slackapp.features.questions.store.questions import Stored
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime
from slackapp.vocabulary.working_time import WorkingHours
from slackapp.workspace.channels import find_channels
from slackapp.workspace.workspaces import recording_since

WAITS_HOURS = 4


def nudged_since(tx: Transaction) -> int:
    """Nobody is nudged about what was asked before we were there (microseconds)."""
    return micros_of_datetime(recording_since(tx))


def may_nudge(tx: Transaction, one: Stored) -> bool:
    return not one.imported and one.question.asked_at >= nudged_since(tx)


def waits_long(one: Stored, working: WorkingHours, now: datetime) -> bool:
    """Four working hours and more."""
    asked_at = datetime_of_micros(one.question.asked_at)
    return not one.imported and working.after(asked_at, WAITS_HOURS) <= now


def is_public(tx: Transaction, one: Stored) -> bool:
    """Asked where everybody could see it, and still can; one who may read it there is anybody."""
    channel_id = one.question.channel_id
    channel = find_channels(tx, [channel_id]).get(channel_id)
    now_public = channel is not None and channel.audience == "public"
    return now_public and one.question.audience == "public"
