"""Kudos in talk: `@ana ++ for …`, `@ana :emoji: for …` and the chosen emoji as a reaction."""

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.thanks import (
    Said,
    acts_of,
    allowed_values,
    can_thank,
    each_once,
    groups_beyond,
    is_enough,
    said_once,
    within_groups_of,
    write_down,
)
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.preferences import find_preference
from slackapp.features.kudos.store.thanks import add_thanks, replace_thanks
from slackapp.features.kudos.use_cases.giving import named
from slackapp.features.kudos.use_cases.locked import goes_unnoticed
from slackapp.features.kudos.use_cases.offering import ACCEPTED, heed_thanks
from slackapp.features.kudos.use_cases.posts import answer_inline
from slackapp.features.kudos.use_cases.reactions import explain_first, source_of_reaction
from slackapp.jobs.queue import enqueue_job
from slackapp.ledger.acts import Act, Source, Stated
from slackapp.ledger.giving import (
    gave_more_than,
    give,
    live_acts,
    live_sources,
    state,
    take_back,
)
from slackapp.reading.kudos_syntax import InlineKudos, read_inline_kudos
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import micros_of_ts
from slackapp.vocabulary.talk import Message, Reaction, Wording
from slackapp.workspace.settings import load_settings

EXPLAIN_GROUPS = "kudos.explain_groups"

# Past that, one giver's thanks count unanswered: each answer is a call that others wait behind.
ANSWERS_A_MINUTE = 20
_MINUTE = 60_000_000  # microseconds


def read_message(tx: Transaction, message: Message) -> Answer | None:
    """Whatever order a message's versions arrive in, the newest one stands."""
    if not _never_thanked(message):
        settings = load_settings(tx, KudosSettings)
        if not message.deleted and goes_unnoticed(settings, message.author, message.channel):
            return None
        _read_inline(tx, message)
    return heed_thanks(tx, message)


def _read_inline(tx: Transaction, message: Message) -> None:
    settings = load_settings(tx, KudosSettings)
    channel, author = message.channel, message.author
    key = f"message:{channel.channel_id}:{message.ts}"
    source = Source(key, channel.channel_id, message.ts, channel.audience)
    sayings = _sayings(tx, author, message.wording, settings)
    now = Stated(message.wording.at, acts_of(author.key, sayings))
    before = _stated(tx, author, message.before, settings)
    change = state(tx, source, now, before, message.superseded_at)
    if message.superseded_at is None:
        worded = [said for said in sayings if said.reason or said.values]
        thanks = write_down(source, author, micros_of_ts(message.ts), worded)
        if message.is_new:  # nothing of it is kept yet
            add_thanks(tx, thanks)
        else:
            replace_thanks(tx, key, thanks)
    if message.imported or message.deleted:
        return
    if message.superseded_at is None:
        _tell_of_large_groups(tx, message, settings)
    if change.taken_back or (change.given and not _gives_in_floods(tx, author, message.wording.at)):
        answer_inline(tx, channel.channel_id, message.ts, message.wording.at)


def read_reaction(tx: Transaction, reaction: Reaction) -> None:
    """The chosen emoji on somebody's message; taking it off counts for one since unchosen too."""
    giver, receiver, channel = reaction.person, reaction.author, reaction.channel
    settings = load_settings(tx, KudosSettings)
    is_chosen = reaction.emoji in settings.emoji
    if reaction.added and goes_unnoticed(settings, giver, channel):
        return
    if not can_thank(giver, receiver) or not (is_chosen or not reaction.added):
        return
    source = source_of_reaction(giver, channel, reaction.message_ts, reaction.emoji)
    acts = [Act("kudos", giver.key, receiver.key, bare=True)]
    if not reaction.added:
        if take_back(tx, source, reaction.at, acts if is_chosen else None):
            answer_inline(tx, channel.channel_id, reaction.message_ts, reaction.at)
        return
    if reaction.imported and live_acts(tx, source):
        return  # heard live: its own time is better than the message's, all an export knows
    if not find_preference(tx, giver.key).reactions:
        return
    if give(tx, source, acts, reaction.at) and not reaction.imported:
        if not _gives_in_floods(tx, giver, reaction.at):
            answer_inline(tx, channel.channel_id, reaction.message_ts, reaction.at)
        explain_first(tx, reaction, source)


def has_live_kudos(tx: Transaction, *, channel_id: str, ts: str) -> bool:
    """Whether a message holds or carries kudos that stand, so that it is answered."""
    inline = ("message:", "reaction:", ACCEPTED)
    return any(source.startswith(inline) for source in live_sources(tx, f"{channel_id}:{ts}"))


def _tell_of_large_groups(tx: Transaction, message: Message, settings: KudosSettings) -> None:
    """Its author alone, once a minute at most: groups that only a command or the form thanks."""
    text = message.wording.text
    if "<!subteam^" not in text:
        return
    groups: dict[str, int] = {}
    for kudos in read_inline_kudos(text):
        if _thanks(kudos, settings):
            groups |= groups_beyond(settings.max_receivers, named(tx, kudos.receivers))
    if groups:
        payload = {
            "channel_id": message.channel.channel_id,
            "thread_ts": message.thread_ts,
            "person_id": message.author.slack_id,
            "groups": groups,
            "limit": settings.max_receivers,
        }
        key = f"{message.author.key}:{tx.now:%Y-%m-%dT%H:%M}"
        enqueue_job(tx, kind=EXPLAIN_GROUPS, key=key, payload=payload)


def _thanks(kudos: InlineKudos, settings: KudosSettings) -> bool:
    return kudos.emoji is None or kudos.emoji in settings.emoji


def _gives_in_floods(tx: Transaction, giver: Person, at: int) -> bool:
    return gave_more_than(tx, giver.key, ANSWERS_A_MINUTE, since=at - _MINUTE)


def _never_thanked(message: Message) -> bool:
    """A message as it was first posted, without kudos; most are."""
    is_first = message.before is None and message.wording.at == micros_of_ts(message.ts)
    return is_first and not read_inline_kudos(message.wording.text)


def _stated(
    tx: Transaction, giver: Person, wording: Wording | None, settings: KudosSettings
) -> Stated | None:
    if wording is None:
        return None
    return Stated(wording.at, acts_of(giver.key, _sayings(tx, giver, wording, settings)))


def _sayings(
    tx: Transaction, giver: Person, wording: Wording, settings: KudosSettings
) -> tuple[Said, ...]:
    """Whom a message thanks for what; each kudos of it may have words of its own."""
    sayings: list[Said] = []
    for kudos in read_inline_kudos(wording.text):
        if not _thanks(kudos, settings):
            continue
        reason, values = kudos.reason or "", allowed_values(kudos.values, settings.values)
        bare = not is_enough(reason, settings.minimum_reason)
        within = within_groups_of(settings.max_receivers, named(tx, kudos.receivers))
        thanked = (one for one in each_once(within) if can_thank(giver, one.person))
        sayings.extend(Said(one, reason, values, bare) for one in thanked)
    return said_once(sayings)[: settings.max_receivers]
