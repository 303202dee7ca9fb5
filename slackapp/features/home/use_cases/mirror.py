"""The mirror: what somebody did themselves lately, in proportions, for their eyes alone."""

from collections.abc import Sequence
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.home import blocks
from slackapp.features.home.rules import Proportion
from slackapp.intake.message_index import count_talk
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.people import find_people

_LATELY = timedelta(weeks=4)
_FEWEST = 10


def look_in_mirror(
    tx: Transaction, *, person_id: str, rooms: Sequence[Feature]
) -> list[Proportion]:
    """Of the last four weeks; nothing where there is too little to say."""
    person = find_people(tx, [person_id]).get(person_id)
    if person is None or not person.is_heard:
        return []
    since = micros_of_datetime(tx.now - _LATELY)
    talk = count_talk(tx, person.key, since=since)
    if sum(talk) < _FEWEST:
        return []
    replies, others = blocks.replies_to_posts(), blocks.others_to_self()
    offered = (line for room in rooms if room.mirror for line in room.mirror(tx, person.key, since))
    return [
        Proportion(label=replies, one=talk.to_others + talk.to_self, other=talk.posts),
        Proportion(label=others, one=talk.to_others, other=talk.to_self),
        *(Proportion(label=line.label, one=line.one, other=line.other) for line in offered),
    ]
