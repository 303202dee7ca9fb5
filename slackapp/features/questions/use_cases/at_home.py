"""Questions on somebody's Home tab: which they could answer, and who came when they asked.

They are shown those of the others' open questions that fit them, if they said yes to being asked
or have helped with such, and never said no.
"""

from collections.abc import Iterator
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.baton import Willing
from slackapp.features.questions.rules.facts import OPEN
from slackapp.features.questions.rules.shown import Came, QuestionShown
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import batons, people, questions
from slackapp.features.questions.store.indexes import kept_indexes
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.answering import Pressed, press, who
from slackapp.features.questions.use_cases.finding import refreshed, suggest
from slackapp.features.questions.use_cases.nudging import is_public
from slackapp.features.questions.use_cases.showing import show_all
from slackapp.ledger.given import helped_of
from slackapp.reading.terms import keyed_terms
from slackapp.vocabulary.facts import Answer, HomeChanged
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import load_settings

MOST_SHOWN = 3
_LOOKED_AT = 100
_LATELY = timedelta(weeks=4)


def list_could_answer(tx: Transaction, person: int) -> list[QuestionShown]:
    """Public ones, oldest first; none they were asked about before."""
    willing = _willing(tx, person)
    if willing is None:
        return []
    days = load_settings(tx, QuestionsSettings).expiry_days
    since = micros_of_datetime(tx.now - timedelta(days=days))
    waiting = questions.list_questions(tx, states=OPEN, since=since, limit=_LOOKED_AT)
    asked = batons.list_asked(tx, {one.question.question_id for one in waiting})
    new = [
        one
        for one in waiting
        if one.question.asker != person
        and not any(each.person == person for each in asked.get(one.question.question_id, ()))
        and willing.is_asked_about(one.terms)
    ]
    return show_all(tx, list(_fitting(tx, new, willing)), person) if new else []


def take(tx: Transaction, pressed: Pressed) -> Answer:
    """A Refusal where it is taken or settled already."""
    person = who(tx, pressed.person_id)
    press(tx, pressed, "claim")
    return _changed(tx, person.key)


def not_my_topic(tx: Transaction, pressed: Pressed) -> Answer:
    """Nor are others like it."""
    person = who(tx, pressed.person_id)
    found = questions.find_question(tx, pressed.question_id)
    if found is not None:
        batons.save_not_topic(tx, person.key, pressed.question_id, found.terms)
    return _changed(tx, person.key)


def count_came(tx: Transaction, person: int) -> Came:
    """Of the last four weeks; who is left out is not counted."""
    since = micros_of_datetime(tx.now - _LATELY)
    asked = questions.list_asked_by(tx, person, since=since)
    helpers = {helper for one in asked for helper in one.helpers} - {person}
    known = people_by_key(tx, helpers) if helpers else {}
    came = {key for key, one in known.items() if one.is_heard}
    return Came(
        asked=len(asked), came=len(came), never_helped=len(came - helped_of(tx, person, came))
    )


def _willing(tx: Transaction, person: int) -> Willing | None:
    """None for who said no."""
    row = people.find_helper(tx, person)
    key = people.find_workspace_key(tx)
    if key is None or (row is not None and row.said and not row.times_a_week):
        return None
    topics = keyed_terms(row.topics, key) if row is not None and row.topics else ()
    return Willing(
        person=person,
        times_a_week=row.times_a_week if row is not None else 0,
        topics=frozenset(topics),
        not_topics=batons.list_not_topics(tx, [person]).get(person, ()),
    )


def _fitting(tx: Transaction, waiting: list[Stored], willing: Willing) -> Iterator[Stored]:
    """Like those they helped with, or on a topic they named as they said yes."""
    index = refreshed(tx, kept_indexes(tx))
    named = bool(willing.topics and willing.times_a_week)
    shown = 0
    for one in waiting:
        if shown == MOST_SHOWN:
            return
        suggested = suggest(index, one, among={willing.person}, most=1)
        if (named or any(each.because for each in suggested)) and is_public(tx, one):
            shown += 1
            yield one


def _changed(tx: Transaction, person: int) -> Answer:
    return Answer(facts=(HomeChanged(workspace_id=tx.workspace_id, person=person),))
