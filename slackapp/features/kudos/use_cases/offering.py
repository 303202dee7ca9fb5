"""Thanks in somebody's own words: they may make them kudos, in one tap."""

from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import offer, sentences
from slackapp.features.kudos.rules.offers import Thankful
from slackapp.features.kudos.rules.thanks import can_thank
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.use_cases.locked import goes_unnoticed, must_not_be_locked
from slackapp.features.kudos.use_cases.names import channel_or_unseen
from slackapp.features.kudos.use_cases.posts import answer_inline
from slackapp.intake.message_index import thread_of, version_of
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.given import gave_since
from slackapp.ledger.giving import give, live_acts, next_at, take_back
from slackapp.reading.kudos_syntax import read_inline_kudos
from slackapp.reading.talk import read_message as read_words
from slackapp.vocabulary.facts import Answer, NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeDone
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_ts
from slackapp.vocabulary.talk import Message
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.settings import load_settings

MAKE_IT_KUDOS = "make_it_kudos"
ACCEPTED = "accepted:"

_USEFUL_FOR = timedelta(days=1)
# Thanks of that short a while before are of the same moment: an accepted answer, a reaction.
_SAME_MOMENT = 10 * 60_000_000
_THANKING = frozenset({"kudos", "acknowledgement"})


def heed_thanks(tx: Transaction, message: Message) -> Answer | None:
    """Offer to make them kudos; where a later version no longer says them, they are none."""
    if message.wording.at != micros_of_ts(message.ts) or message.deleted:
        _follow_words(tx, message)
        return None
    thankful = _read(tx, message)
    if thankful is None:
        return None
    at = datetime_of_micros(thankful.at)
    wanted = NudgeWanted(
        workspace_id=tx.workspace_id,
        kind=MAKE_IT_KUDOS,
        subject=thankful.subject,
        people=(message.author.key,),
        channel_id=thankful.channel_id,
        thread_ts=message.thread_ts or "",
        not_before=at,
        until=at + _USEFUL_FOR,
        seen_at=at,
    )
    return Answer(facts=(wanted,))


def ask(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """None where everybody was thanked meanwhile, or the message is no more what it was."""
    thankful = Thankful.of(nudge.subject)
    left = _unthanked(tx, nudge, thankful) if thankful else ()
    return offer.ask(_names(tx, left)) if left else None


def act(tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
    """Twice is once; what was thanked for meanwhile by another way is not given twice."""
    thankful = _mine(nudge, person)
    if value == offer.NO:
        return NudgeDone(markup=offer.left_as_words())
    must_not_be_locked(tx, person)
    tx.lock_workspace()
    source = _source(tx, thankful)
    given = {one.receiver for one in live_acts(tx, source)}
    left = _unthanked(tx, nudge, thankful)
    if not given and not left:
        raise Refusal(offer.words_changed())
    if left:
        at = next_at(tx, source)
        give(tx, source, [Act("kudos", person, receiver, bare=True) for receiver in left], at)
        answer_inline(tx, thankful.channel_id, thankful.ts, at)
    thanked = tuple(one for one in thankful.receivers if one in {*given, *left})
    return NudgeDone(markup=offer.recorded(_names(tx, thanked)), can_undo=True)


def undo(tx: Transaction, nudge: Nudge, person: int, _value: str) -> NudgeDone:
    thankful = _mine(nudge, person)
    source = _source(tx, thankful)
    at = next_at(tx, source)
    if take_back(tx, source, at):
        answer_inline(tx, thankful.channel_id, thankful.ts, at)
    return NudgeDone(markup=offer.undone())


def _read(tx: Transaction, message: Message) -> Thankful | None:
    """Thanks in public by a member to people it names; kudos need no offer."""
    text = message.wording.text
    is_news = message.superseded_at is None and not message.imported
    is_shown = message.channel.audience == "public" and message.author.is_member
    if not (is_news and is_shown and "<@" in text) or read_inline_kudos(text):
        return None
    receivers = _thanked(tx, message)
    if not receivers:
        return None
    return Thankful(channel_id=message.channel.channel_id, ts=message.ts, receivers=receivers)


def _thanked(tx: Transaction, message: Message) -> tuple[int, ...]:
    """Whom it thanks by name, by our keys."""
    read = read_words(message.wording.text)
    if not read.gratitude:
        return ()
    people = find_people(tx, read.to)
    named = [people[one] for one in read.to if one in people]
    settings = load_settings(tx, KudosSettings)
    if goes_unnoticed(settings, message.author, message.channel):
        return ()
    keys = dict.fromkeys(one.key for one in named if can_thank(message.author, one))
    return tuple(keys)[: settings.max_receivers]


def _follow_words(tx: Transaction, message: Message) -> None:
    """What was accepted stands as long as the message says it."""
    if message.superseded_at is not None:
        return
    channel_id, ts = message.channel.channel_id, message.ts
    source = Source(f"{ACCEPTED}{channel_id}:{ts}", channel_id, ts, message.channel.audience)
    given = live_acts(tx, source)
    if not given:
        return
    says = () if message.deleted else _thanked(tx, message)
    at = next_at(tx, source)
    gone = [one for one in given if one.receiver not in says]
    if take_back(tx, source, at, gone) and not message.deleted:
        answer_inline(tx, channel_id, ts, at)


def _unthanked(tx: Transaction, nudge: Nudge, thankful: Thankful) -> tuple[int, ...]:
    """Whom nothing else thanked, at that moment, since, or in that thread.

    Nobody where the message has changed.
    """
    if version_of(tx, thankful.channel_id, thankful.ts) != thankful.at:
        return ()
    moment = thankful.at - _SAME_MOMENT
    since = min(moment, micros_of_ts(nudge.thread_ts)) if nudge.thread_ts else moment
    return thankful.without(
        live.act.receiver
        for live in gave_since(tx, nudge.person, since)
        if live.act.kind in _THANKING
        if live.at >= moment or _is_in_thread(tx, nudge, live.place)
    )


def _is_in_thread(tx: Transaction, nudge: Nudge, place: str) -> bool:
    channel_id, _, ts = place.partition(":")
    root = thread_of(tx, channel_id, ts) or ts
    return (channel_id, root) == (nudge.channel_id, nudge.thread_ts)


def _mine(nudge: Nudge, person: int) -> Thankful:
    thankful = Thankful.of(nudge.subject)
    if thankful is None:
        raise Refusal(sentences.old_button())
    if person != nudge.person:
        raise Refusal(sentences.not_yours())
    return thankful


def _source(tx: Transaction, thankful: Thankful) -> Source:
    channel = channel_or_unseen(tx, thankful.channel_id)
    key = f"{ACCEPTED}{thankful.channel_id}:{thankful.ts}"
    return Source(key, thankful.channel_id, thankful.ts, channel.audience)


def _names(tx: Transaction, receivers: tuple[int, ...]) -> list[str]:
    people = people_by_key(tx, receivers)
    return [people[one].name for one in receivers if one in people]
