"""Reactions that thank: the first one explained, and a way out."""

from dataclasses import replace

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.rules.reactions import (
    ReactionCounted,
    ReactionDone,
    done_of_value,
    value_of_done,
)
from slackapp.features.kudos.rules.thanks import can_thank
from slackapp.features.kudos.store.preferences import find_preference, save_preference
from slackapp.features.kudos.use_cases.names import channel_or_unseen
from slackapp.features.kudos.use_cases.posts import answer_inline
from slackapp.intake.message_index import thread_of
from slackapp.jobs.queue import enqueue_job
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import give, last_given_at, live_acts, take_back
from slackapp.vocabulary.people import Channel, Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.talk import Reaction
from slackapp.workspace.people import find_people

EXPLAIN_REACTION = "kudos.explain_reaction"


def source_of_reaction(giver: Person, channel: Channel, ts: str, emoji: str) -> Source:
    key = f"reaction:{channel.channel_id}:{ts}:{giver.key}:{emoji}"
    return Source(key, channel.channel_id, ts, channel.audience)


def explain_first(tx: Transaction, reaction: Reaction, source: Source) -> None:
    """Somebody's first reaction that thanks is answered, to them alone and once."""
    giver = reaction.person
    if find_preference(tx, giver.key).reaction_explained:
        return
    save_preference(tx, giver.key, reaction_explained=True)
    done = ReactionDone(
        channel_id=reaction.channel.channel_id,
        ts=reaction.message_ts,
        emoji=reaction.emoji,
        receiver_id=reaction.author.slack_id,
        at=reaction.at,
    )
    payload = {"person_id": giver.slack_id, "done": value_of_done(done)}
    enqueue_job(tx, kind=EXPLAIN_REACTION, key=source.key, payload=payload)


def show_counted(tx: Transaction, *, done: str, person_id: str) -> ReactionCounted | None:
    """What the explanation says; None where it was taken off again meanwhile."""
    reacted, giver, receiver = _read(tx, done, person_id)
    source = source_of_reaction(giver, _channel(tx, reacted), reacted.ts, reacted.emoji)
    if not live_acts(tx, source):
        return None
    return ReactionCounted(
        channel_id=reacted.channel_id,
        thread_ts=thread_of(tx, reacted.channel_id, reacted.ts),
        person_id=person_id,
        emoji=reacted.emoji,
        receiver=receiver.name,
        done=done,
    )


def undo_reaction(tx: Transaction, *, done: str, person_id: str) -> str:
    """[Undo]: the emoji stays on the message, but no longer thanks. The receiver's name."""
    reacted, giver, receiver = _read(tx, done, person_id)
    _take_back(tx, reacted, giver, receiver)
    return receiver.name


def refuse_reactions(tx: Transaction, *, done: str, person_id: str) -> str:
    """[Not for me]: this one is taken back, and later ones are just reactions.

    Returns what the button that allows them again carries.
    """
    reacted, giver, receiver = _read(tx, done, person_id)
    save_preference(tx, giver.key, reactions=False)
    return value_of_done(replace(reacted, at=_take_back(tx, reacted, giver, receiver)))


def allow_reactions(tx: Transaction, *, done: str, person_id: str) -> None:
    """[Count them again], this one too, unless it was taken off the message meanwhile."""
    refused, giver, receiver = _read(tx, done, person_id)
    if not can_thank(giver, receiver):
        raise Refusal(sentences.you_are_left_out())
    save_preference(tx, giver.key, reactions=True)
    source = source_of_reaction(giver, _channel(tx, refused), refused.ts, refused.emoji)
    give(tx, source, [_act(giver, receiver)], refused.at + 1)
    answer_inline(tx, refused.channel_id, refused.ts, refused.at + 1)


def _take_back(tx: Transaction, reacted: ReactionDone, giver: Person, receiver: Person) -> int:
    """At the first moment after the reaction: whatever Slack tells of the emoji later holds."""
    source = source_of_reaction(giver, _channel(tx, reacted), reacted.ts, reacted.emoji)
    given_at = last_given_at(tx, source)
    at = (reacted.at if given_at is None else given_at) + 1
    take_back(tx, source, at, [_act(giver, receiver)])
    answer_inline(tx, reacted.channel_id, reacted.ts, at)
    return at


def _read(tx: Transaction, done: str, person_id: str) -> tuple[ReactionDone, Person, Person]:
    """What a button tells; whoever presses it is the giver, as nobody else was shown it."""
    reacted = done_of_value(done)
    people = find_people(tx, [person_id, reacted.receiver_id]) if reacted else {}
    if reacted is None or len(people) < len({person_id, reacted.receiver_id}):
        raise Refusal(sentences.old_button())
    return reacted, people[person_id], people[reacted.receiver_id]


def _channel(tx: Transaction, reacted: ReactionDone) -> Channel:
    return channel_or_unseen(tx, reacted.channel_id)


def _act(giver: Person, receiver: Person) -> Act:
    return Act("kudos", giver.key, receiver.key, bare=True)
