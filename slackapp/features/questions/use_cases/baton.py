"""`can_you_help`: one after the other, people who said yes are asked about an open question.

Who is asked: of the few who helped with questions most like it, and of those who named its topic,
whoever was asked longest ago comes first. Never the asker, nobody past their own weekly number,
nobody who said of such a question that it is not their topic, and each person once a question.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.questions.blocks import nudges as blocks
from slackapp.features.questions.blocks import sentences
from slackapp.features.questions.rules.baton import Asked, Before, Willing, in_turn, next_turn
from slackapp.features.questions.rules.facts import OPEN
from slackapp.features.questions.rules.index import Kept
from slackapp.features.questions.store import batons, people, questions
from slackapp.features.questions.store.indexes import kept_indexes
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.answering import press, pressed_by
from slackapp.features.questions.use_cases.finding import refreshed, suggest
from slackapp.features.questions.use_cases.nudging import is_public, nudged_since
from slackapp.features.questions.use_cases.showing import show_all
from slackapp.reading.terms import keyed_terms
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeDone
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime
from slackapp.workspace.hours import workspace_hours

KIND = "can_you_help"
_USEFUL_FOR = timedelta(days=7)
_WEEK = timedelta(days=7)
_FIT_WELL = 6
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Circle:
    """Everybody who may be asked, and how often they were."""

    willing: Mapping[int, Willing]
    before: Mapping[int, Before]

    def may_ask(self, person: int) -> bool:
        most = self.willing[person].times_a_week if person in self.willing else 0
        return self.before.get(person, Before()).lately < most


def find(tx: Transaction) -> Iterator[NudgeWanted]:
    circle = _circle(tx)
    if not circle.willing:
        return
    oldest = micros_of_datetime(tx.now - _USEFUL_FOR)
    waiting = questions.list_questions(
        tx, states=OPEN, since=max(oldest, nudged_since(tx)), limit=_LOOKED_AT
    )
    if not waiting:
        return
    asked = batons.list_asked(tx, {one.question.question_id for one in waiting})
    working, index = workspace_hours(tx), refreshed(tx, kept_indexes(tx))
    for one in waiting:
        before = asked.get(one.question.question_id, [])
        turn = next_turn(before, datetime_of_micros(one.question.asked_at), tx.now, working)
        if turn is None or one.imported or not is_public(tx, one):
            continue
        place, since = turn
        if candidates := _candidates(index, one, before, circle):
            yield _want(tx, one, place, since, candidates)


def ask(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """As long as nobody takes or answers it; nobody is asked in somebody else's place."""
    question_id, place = _read(nudge)
    found = questions.find_question(tx, question_id)
    if found is None or found.state != "open" or not is_public(tx, found):
        return None
    asked = batons.list_asked(tx, [question_id]).get(question_id, [])
    if not _is_theirs(tx, nudge.person, place, asked):
        return None
    return NudgeAsk(
        markup=blocks.can_you_help(show_all(tx, [found])[0]), choices=blocks.baton_choices()
    )


def act(tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
    question_id = _mine(nudge, person)
    if value == blocks.TAKE:
        press(tx, pressed_by(tx, person, question_id), "claim")
        batons.save_answer(tx, question_id, person, "taken")
        return NudgeDone(markup=blocks.taken(), can_undo=True)
    if value == blocks.NOT_MY_TOPIC:
        found = questions.find_question(tx, question_id)
        batons.save_not_topic(tx, person, question_id, found.terms if found else ())
        batons.save_answer(tx, question_id, person, "not_my_topic")
        return NudgeDone(markup=blocks.not_my_topic(), can_undo=True)
    batons.save_answer(tx, question_id, person, "not_now")
    return NudgeDone(markup=blocks.not_now())


def undo(tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
    question_id = _mine(nudge, person)
    if value == blocks.TAKE:
        press(tx, pressed_by(tx, person, question_id), "let_go")
        batons.save_answer(tx, question_id, person, "not_now")
        return NudgeDone(markup=blocks.let_go())
    batons.remove_not_topic(tx, person, question_id)
    return NudgeDone(markup=blocks.asked_again())


def hears_sent(tx: Transaction, nudge: Nudge) -> None:
    """Four working hours begin."""
    question_id, place = _read(nudge)
    batons.add_asked(tx, question_id, place=place, person=nudge.person)


def hears_declined(tx: Transaction, nudge: Nudge, person: int) -> None:
    """Somebody else is asked at once; what was said before ("not my topic") stays."""
    question_id, _place = _read(nudge)
    asked = batons.list_asked(tx, [question_id]).get(question_id, [])
    if any(one.person == person and not one.answer for one in asked):
        batons.save_answer(tx, question_id, person, "not_now")


def _circle(tx: Transaction) -> _Circle:
    helpers = people.list_helpers(tx)
    key = people.find_workspace_key(tx)
    if not helpers or key is None:
        return _Circle(willing={}, before={})
    keys = {row.person for row in helpers}
    not_topics = batons.list_not_topics(tx, keys)
    willing = {
        row.person: Willing(
            person=row.person,
            times_a_week=row.times_a_week,
            topics=frozenset(keyed_terms(row.topics, key)) if row.topics else frozenset(),
            not_topics=not_topics.get(row.person, ()),
        )
        for row in helpers
    }
    since = micros_of_datetime(tx.now - _WEEK)
    return _Circle(willing=willing, before=batons.count_asked(tx, keys, since=since))


def _want(
    tx: Transaction, one: Stored, place: int, since: datetime, candidates: Sequence[int]
) -> NudgeWanted:
    question = one.question
    return NudgeWanted(
        workspace_id=tx.workspace_id,
        kind=KIND,
        subject=f"{question.question_id}#{place}",
        people=tuple(candidates),
        channel_id=question.channel_id,
        thread_ts=question.root_ts,
        not_before=since,
        until=datetime_of_micros(question.asked_at) + _USEFUL_FOR,
    )


def _candidates(index: Kept, one: Stored, asked: Sequence[Asked], circle: _Circle) -> list[int]:
    gone = {each.person for each in asked} | {one.question.asker}
    may = {
        person
        for person, willing in circle.willing.items()
        if person not in gone and circle.may_ask(person) and willing.is_asked_about(one.terms)
    }
    fit = [each.person for each in suggest(index, one, among=may, most=_FIT_WELL) if each.because]
    named = [person for person in sorted(may) if circle.willing[person].topics]
    return in_turn(list(dict.fromkeys([*fit, *named])), circle.before)


def _is_theirs(tx: Transaction, person: int, place: int, asked: Sequence[Asked]) -> bool:
    """Asked already, in this place; or this place is free, and they may be asked this week."""
    if any(one.person == person for one in asked):
        return any((one.person, one.place) == (person, place) for one in asked)
    if any(one.place >= place for one in asked):
        return False
    return _circle(tx).may_ask(person)


def _read(nudge: Nudge) -> tuple[str, int]:
    question_id, _, place = nudge.subject.rpartition("#")
    return question_id, int(place)


def _mine(nudge: Nudge, person: int) -> str:
    if person != nudge.person:
        raise Refusal(sentences.not_yours())
    return _read(nudge)[0]


OFFER = NudgeOffer(
    kind=KIND,
    way="direct_message",
    label=blocks.can_you_help_label,
    find=find,
    ask=ask,
    act=act,
    undo=undo,
    hears_sent=hears_sent,
    hears_declined=hears_declined,
    once_a_day=True,
)
