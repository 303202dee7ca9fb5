"""What was helped before, and who could help: by keyed hashes of words, no text is kept."""

from collections.abc import Collection
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.index import Indexes, Kept, Suggested
from slackapp.features.questions.rules.shown import Found
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import people, questions
from slackapp.features.questions.store.indexes import kept_indexes
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.showing import name_of, show_all
from slackapp.reading.help_index import Helped, HelpIndex, Question, Suggestion
from slackapp.reading.terms import keyed_terms
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.channels import find_channels
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.settings import load_settings

MOST_INDEXED = 20_000
_MOST_FOUND = 5
_LOOKED_AT = 15
# Another replica's changes may commit later than they say.
_OVERLAP = timedelta(minutes=10) // timedelta(microseconds=1)


def find_like(
    tx: Transaction, *, text: str, channel_id: str, person_id: str, most: int = _MOST_FOUND
) -> Found:
    """By the index this process keeps."""
    return find_similar(
        tx,
        kept_indexes(tx),
        text=text,
        channel_id=channel_id,
        person_id=person_id,
        most=most,
    )


def find_similar(
    tx: Transaction,
    indexes: Indexes,
    *,
    text: str,
    channel_id: str,
    person_id: str,
    most: int = _MOST_FOUND,
) -> Found:
    """Public questions like these words that somebody helped with, and those of this channel."""
    key = people.find_workspace_key(tx)
    asker = find_people(tx, [person_id]).get(person_id)
    if key is None:
        return Found(words=text, lines=())
    sought = Question(
        channel=channel_id,
        asked_at=micros_of_datetime(tx.now),
        terms=keyed_terms(text, key),
        asker=asker.key if asker else 0,
    )
    index = refreshed(tx, indexes)
    with index.lock:
        similar = index.known.similar(sought, limit=_LOOKED_AT)
    found = [questions.find_question(tx, one.question) for one in similar]
    seen = _visible(tx, [one for one in found if one is not None], channel_id)
    return Found(words=text, lines=tuple(show_all(tx, seen[:most], sought.asker)))


def who_could_help(
    tx: Transaction,
    indexes: Indexes,
    *,
    question_id: str,
    among: Collection[int] | None = None,
    most: int = 5,
) -> list[Suggested]:
    """People who helped with questions like it, best first, with reasons.

    `among`: None for those who said yes to being asked; nobody else is ever suggested.
    """
    found = questions.find_question(tx, question_id)
    if found is None:
        return []
    willing = people.list_willing(tx)
    among = willing if among is None else willing & set(among)
    suggestions = suggest(refreshed(tx, indexes), found, among=among, most=most)
    members = people_by_key(tx, [one.person for one in suggestions])
    return [
        Suggested(
            person_id=members[one.person].slack_id,
            name=name_of(members, one.person),
            reasons=one.reasons,
            because=one.because,
        )
        for one in suggestions
        if one.person in members and members[one.person].is_member
    ]


def suggest(
    index: Kept, found: Stored, *, among: Collection[int], most: int
) -> list[Suggestion[int]]:
    """Those of `among` who helped with questions like it, best first; it asks no table."""
    asked = found.question
    sought = Question(
        channel=asked.channel_id, asked_at=asked.asked_at, terms=found.terms, asker=asked.asker
    )
    with index.lock:
        return index.known.who_could_help(sought, among=among, limit=most)


def choose_helping(tx: Transaction, *, person_id: str, times_a_week: int) -> None:
    """Whether somebody may be asked to help, and how often; 0 is never."""
    person = find_people(tx, [person_id]).get(person_id)
    if person is not None and person.is_heard:
        people.save_helper(tx, person.key, times_a_week=times_a_week)


def refreshed(tx: Transaction, indexes: Indexes) -> Kept:
    """The workspace's index with all that changed since it was last looked at."""
    kept = indexes.of(tx.workspace_id)
    with kept.lock:
        since = max(kept.changed_at - _OVERLAP, 0)
        for stored in questions.list_changed(tx, since=since, newest=MOST_INDEXED):
            _index(kept.known, stored)
            kept.changed_at = max(kept.changed_at, stored.changed_at)
        days = load_settings(tx, QuestionsSettings).retention_days
        kept.known.forget_before(micros_of_datetime(tx.now - timedelta(days=days)))
    return kept


def _index(index: HelpIndex[int], stored: Stored) -> None:
    """Only what somebody helped with; what was withdrawn or taken back goes."""
    question = stored.question
    if not stored.helpers or stored.state == "withdrawn" or not stored.terms:
        index.remove(question.question_id)
        return
    index.add(
        Helped(
            question=question.question_id,
            channel=question.channel_id,
            asked_at=question.asked_at,
            terms=stored.terms,
            asker=question.asker,
            helpers=stored.helpers,
            accepted=frozenset(helper for _, helper, _ in stored.accepted),
        )
    )


def _visible(tx: Transaction, found: list[Stored], channel_id: str) -> list[Stored]:
    channels = find_channels(tx, {one.question.channel_id for one in found})
    public = {one.channel_id for one in channels.values() if one.audience == "public"}
    return [one for one in found if one.question.channel_id in {*public, channel_id}]
