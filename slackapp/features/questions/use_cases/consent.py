"""`may_i_ask`: who has helped three times is asked once whether they may be asked; and topics."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.questions.blocks import nudges as blocks
from slackapp.features.questions.blocks import sentences
from slackapp.features.questions.store import people, questions
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.nudging import is_public, may_nudge
from slackapp.features.questions.use_cases.showing import show_all
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeDone
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime

KIND = "may_i_ask"
SUBJECT = "helping"
FEWEST_ANSWERS = 3
MOST_TIMES = 3
LONGEST_TOPICS = 300
_ANSWERS_OF = timedelta(days=90)
_NEWS = timedelta(days=1)  # whoever got there earlier was proposed then
_USEFUL_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """What somebody said about being asked: how often a week, and about what in their words."""

    times_a_week: int = 0
    topics: str = ""


def find(tx: Transaction) -> Iterator[NudgeWanted]:
    """Whose answer was accepted within a day, and who was never asked."""
    since = micros_of_datetime(tx.now - _NEWS)
    news = questions.list_accepted(tx, changed_since=since)
    lately = {helper for one in news for _, helper, _ in one.accepted}
    fresh = lately - people.list_asked_before(tx, lately) if lately else set()
    if not fresh:
        return
    for helper, helped in sorted(_accepted(tx).items()):
        if helper in fresh and len(helped) >= FEWEST_ANSWERS:
            yield NudgeWanted(
                workspace_id=tx.workspace_id,
                kind=KIND,
                subject=SUBJECT,
                people=(helper,),
                channel_id=helped[-1].question.channel_id,
                not_before=tx.now,
                until=tx.now + _USEFUL_FOR,
            )


def ask(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    known = people.find_helper(tx, nudge.person)
    helped = _accepted(tx).get(nudge.person, [])
    if (known is not None and known.said) or len(helped) < FEWEST_ANSWERS:
        return None
    [last] = show_all(tx, helped[-1:])
    return NudgeAsk(markup=blocks.may_i_ask(len(helped), last), choices=blocks.consent_choices())


def act(tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
    if person != nudge.person:
        raise Refusal(sentences.not_yours())
    times = int(value)
    people.save_helper(tx, person, times_a_week=times)
    return NudgeDone(markup=blocks.consented(times), can_undo=True)


def undo(tx: Transaction, nudge: Nudge, person: int, _value: str) -> NudgeDone:
    if person != nudge.person:
        raise Refusal(sentences.not_yours())
    people.unsay(tx, person)
    return NudgeDone(markup=blocks.consent_undone())


def hears_sent(tx: Transaction, nudge: Nudge) -> None:
    """Asked once ever; no answer is a no."""
    people.save_helper(tx, nudge.person, times_a_week=0, said=False)


def find_helping(tx: Transaction, person: int) -> Helping:
    row = people.find_helper(tx, person)
    return Helping(times_a_week=row.times_a_week, topics=row.topics) if row else Helping()


def choose_times(tx: Transaction, person: int, times_a_week: int) -> None:
    """In the preferences; 0 is never. A form saved with this as it was is no answer."""
    times = min(max(times_a_week, 0), MOST_TIMES)
    if times != find_helping(tx, person).times_a_week:
        people.save_helper(tx, person, times_a_week=times)


def choose_topics(tx: Transaction, person: int, topics: str) -> None:
    """Separated by commas; none is any. A form saved with these as they were is no answer."""
    named = [topic.strip() for topic in topics.split(",")]
    kept = ", ".join(topic for topic in named if topic)
    if len(kept) > LONGEST_TOPICS:
        raise Refusal(sentences.topics_too_long(LONGEST_TOPICS))
    if kept == find_helping(tx, person).topics:
        return
    if kept:
        people.workspace_key(tx)  # by which they are compared
    people.save_topics(tx, person, kept)


def _accepted(tx: Transaction) -> dict[int, list[Stored]]:
    """By helper the public questions whose asker took their answer, of the last 90 days."""
    since = micros_of_datetime(tx.now - _ANSWERS_OF)
    found: dict[int, list[Stored]] = defaultdict(list)
    for one in questions.list_accepted(tx, asked_since=since):
        if may_nudge(tx, one) and is_public(tx, one):
            for _, helper, _ in one.accepted:
                found[helper].append(one)
    return found


OFFER = NudgeOffer(
    kind=KIND,
    way="notice",
    label=blocks.may_i_ask_label,
    find=find,
    ask=ask,
    act=act,
    undo=undo,
    hears_sent=hears_sent,
)
