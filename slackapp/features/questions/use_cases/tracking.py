"""Questions people name themselves: "Track this question", `/we ask`, "This helped"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.features.questions.blocks import sentences
from slackapp.features.questions.rules.facts import Question, Said
from slackapp.features.questions.store import questions, talk
from slackapp.features.questions.store.people import workspace_key
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.reading import read_message, read_reaction
from slackapp.features.questions.use_cases.settling import ASKED, READ_THREAD, settle
from slackapp.intake import message_index
from slackapp.intake.translation import read_post, read_reactions
from slackapp.jobs.queue import enqueue_job
from slackapp.outbox.posts import plan_post, plan_removal
from slackapp.reading.terms import keyed_terms
from slackapp.vocabulary.facts import Answer, QuestionAsked
from slackapp.vocabulary.people import Channel, Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime, micros_of_ts
from slackapp.vocabulary.talk import Message
from slackapp.workspace.channels import channel_by_id, find_channel
from slackapp.workspace.people import find_people
from slackapp.workspace.silence import must_be_started


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A question is tracked; `by_me`: whoever said so asked it; `is_new`: nobody had before."""

    question_id: str
    by_me: bool
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Asked(Answer):
    """A question of `/we ask` is on its way."""

    question_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTrack:
    """A message named as a question; its text is hashed and forgotten."""

    channel_id: str
    ts: str
    thread_ts: str
    author_id: str
    text: str


def track(tx: Transaction, asked: ToTrack, *, person_id: str) -> Tracked:
    """By anybody; twice is once."""
    person = find_people(tx, [person_id]).get(person_id)
    author = find_people(tx, [asked.author_id]).get(asked.author_id)
    if person is None:
        raise Refusal(sentences.who_are_you())
    if author is None or author.kind == "bot":
        raise Refusal(sentences.not_by_a_person())
    _must_be_heard(person, author)
    channel = channel_by_id(tx, asked.channel_id)
    if not channel.app_is_member:
        raise Refusal(sentences.not_in_channel())
    known = questions.find_at(tx, asked.channel_id, asked.ts)
    by_me = author.key == person.key
    if known is not None:
        return Tracked(question_id=known.question.question_id, by_me=by_me, is_new=False)
    terms = keyed_terms(asked.text, workspace_key(tx))
    found = _open(tx, channel, author, asked.ts, asked.thread_ts, terms)
    return Tracked(question_id=found.question.question_id, by_me=by_me, is_new=True)


def untrack(tx: Transaction, *, question_id: str, person_id: str) -> None:
    """Undo of "Track this question", as long as nobody helped."""
    found = questions.find_question(tx, question_id)
    person = find_people(tx, [person_id]).get(person_id)
    if found is None or person is None:
        raise Refusal(sentences.old_button())
    if found.state not in {"open", "claimed"} or found.question.origin != "tracked":
        raise Refusal(sentences.already_settled())
    questions.remove_question(tx, question_id)
    tx.memo.pop(Stored, None)


def open_thread(tx: Transaction, *, channel_id: str, ts: str) -> Said:
    """The first message of a reply's thread becomes a question, where we know who wrote both."""
    root_ts = message_index.thread_of(tx, channel_id, ts)
    author = message_index.author_of(tx, channel_id, ts)
    asker = None if root_ts is None else message_index.author_of(tx, channel_id, root_ts)
    if root_ts is None or author is None or asker is None:
        raise Refusal(sentences.no_question_here())
    _must_be_heard(None, author)
    _must_be_heard(None, asker)
    said = Said(
        channel_id=channel_id,
        ts=ts,
        root_ts=root_ts,
        author=author.key,
        at=micros_of_ts(ts),
        substantive=True,
        thanks=False,
        works=False,
        asks=False,
    )
    talk.save_said(tx, said)
    if not questions.list_in_thread(tx, channel_id, root_ts):
        _open(tx, channel_by_id(tx, channel_id), asker, root_ts, "", {})
    return said


def ask(
    tx: Transaction, *, request: str, person_id: str, channel_id: str, title: str, details: str
) -> Asked:
    """Post a question for somebody, once a form."""
    person = find_people(tx, [person_id]).get(person_id)
    channel = find_channel(tx, channel_id)
    if person is None or channel is None:
        raise Refusal(sentences.who_are_you())
    _must_be_heard(person)
    if not channel.app_is_member:
        raise Refusal(sentences.not_in_channel())
    if not title.strip():
        raise Refusal(sentences.say_what())
    must_be_started(tx)
    now = micros_of_datetime(tx.now)
    question = Question(
        question_id=f"ask:{request}",
        channel_id=channel_id,
        ts="",
        thread_ts="",
        asker=person.key,
        asked_at=now,
        audience=channel.audience,
        origin="asked",
        asks=True,
        deleted=False,
        version_at=now,
        title=title.strip(),
        details=details.strip(),
    )
    terms = keyed_terms(f"{title}\n{details}", workspace_key(tx))
    questions.add_question(tx, question, terms)
    plan_post(
        tx,
        post_id=f"{ASKED}:{question.question_id}",
        kind=ASKED,
        subject=question.question_id,
        channel_id=channel_id,
    )
    fact = QuestionAsked(workspace_id=tx.workspace_id, asker=person.key)
    return Asked(question_id=question.question_id, facts=(fact,))


def take_back_asked(tx: Transaction, *, question_id: str, person_id: str) -> str:
    """[Undo] of `/we ask`, while nobody answered; returns its title."""
    found = questions.find_question(tx, question_id)
    person = find_people(tx, [person_id]).get(person_id)
    if found is None or person is None or found.question.asker != person.key:
        raise Refusal(sentences.old_button())
    if found.helpers:
        raise Refusal(sentences.already_settled())
    plan_removal(tx, post_id=f"{ASKED}:{question_id}")
    questions.remove_question(tx, question_id)
    return found.question.title


def hear_unposted(tx: Transaction, question_id: str) -> None:
    """Slack did not let us post it: it waits for nobody."""
    questions.remove_question(tx, question_id)


def read_earlier(tx: Transaction, *, channel_id: str, posts: Iterable[Mapping[str, Any]]) -> None:
    """What was said in a thread before it was tracked."""
    channel = channel_by_id(tx, channel_id)
    tx.memo.pop(Stored, None)
    for post in posts:
        message = read_post(tx, channel=channel, post=post, imported=True)
        if isinstance(message, Message) and message.thread_ts is not None:
            read_message(tx, message)
            for reaction in read_reactions(tx, message, post.get("reactions")):
                read_reaction(tx, reaction)


def _must_be_heard(person: Person | None, author: Person | None = None) -> None:
    """Nothing of who asked to be left out: neither who presses, nor whose message it is."""
    if person is not None and person.kind == "left_out":
        raise Refusal(sentences.you_are_left_out())
    if author is not None and author.kind == "left_out":
        raise Refusal(sentences.they_are_left_out())


def _open(
    tx: Transaction,
    channel: Channel,
    asker: Person,
    ts: str,
    thread_ts: str,
    terms: Mapping[int, int],
) -> Stored:
    question = Question(
        question_id=f"{channel.channel_id}:{ts}",
        channel_id=channel.channel_id,
        ts=ts,
        thread_ts="" if thread_ts == ts else thread_ts,
        asker=asker.key,
        asked_at=micros_of_ts(ts),
        audience=channel.audience,
        origin="tracked",
        asks=True,
        deleted=False,
        version_at=micros_of_ts(ts),
    )
    questions.add_question(tx, question, terms)
    tx.memo.pop(Stored, None)
    found = questions.find_question(tx, question.question_id)
    if found is None:
        raise LookupError("a question just added is not there")
    settle(tx, found, at=micros_of_datetime(tx.now))
    payload = {"channel_id": channel.channel_id, "root_ts": question.root_ts}
    enqueue_job(tx, kind=READ_THREAD, key=question.question_id, payload=payload)
    return found
