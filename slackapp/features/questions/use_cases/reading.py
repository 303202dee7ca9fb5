"""Questions, answers and thanks in talk, in channels marked for it and in tracked threads."""

from datetime import timedelta
from typing import cast

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.facts import EMOJI, Mark, Question, Said
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import questions, talk
from slackapp.features.questions.store.people import workspace_key
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.placing import place_asked
from slackapp.features.questions.use_cases.settling import chat_window, settle_all
from slackapp.jobs.queue import enqueue_job
from slackapp.reading.links import read_addresses
from slackapp.reading.mrkdwn import spans
from slackapp.reading.prose import Prose, read_prose
from slackapp.reading.talk import MessageRead, read_words
from slackapp.reading.terms import keyed_terms
from slackapp.reading.threads import may_answer
from slackapp.vocabulary.slack_time import micros_of_datetime, micros_of_ts
from slackapp.vocabulary.talk import Message, Reaction
from slackapp.workspace.people import find_people
from slackapp.workspace.settings import load_settings

WHO_HELPED = "questions.who_helped"

_TRACKED_FOR = timedelta(days=60)  # in channels not watched, threads older than that are quiet


def read_message(tx: Transaction, message: Message) -> None:
    """Whatever order a message's versions arrive in, the newest one stands."""
    place_asked(tx)
    if message.superseded_at is not None or message.thread_left_out:
        return
    if not _is_heard(tx, message):
        return
    prose = read_prose(message.wording.text)
    read = read_words(prose, read_addresses(message.wording.text))
    said = _said(tx, message, prose, read)
    known = None if message.is_new else talk.find_said(tx, said.channel_id, said.ts)
    matters = said.substantive or said.accepts or said.mentions or known is not None
    if matters and not (message.deleted and known is None):
        talk.save_said(tx, said)
    touched = _touched(tx, said, is_new=known is None) if matters else []
    for question in _question(tx, message, read):
        touched += [*_asked_before(tx, question), question]
    everything = {one.question.question_id: one for one in touched}
    settle_all(tx, everything.values(), at=message.wording.at, quietly=message.imported)


def read_reaction(tx: Transaction, reaction: Reaction) -> None:
    """An emoji that accepts: kept until the answer and its question are known."""
    place_asked(tx)
    if reaction.emoji not in load_settings(tx, QuestionsSettings).accepting:
        return
    channel_id, ts = reaction.channel.channel_id, reaction.message_ts
    said = talk.find_said(tx, channel_id, ts)
    asked = questions.find_at(tx, channel_id, ts)
    if said is None and asked is None and not _may_be_heard_of(tx, channel_id):
        return
    mark = Mark(
        ts=ts,
        person=reaction.person.key,
        sign=f"{EMOJI}{reaction.emoji}",
        at=reaction.at,
        live=reaction.added,
    )
    if not talk.save_mark(tx, channel_id, mark):
        return
    if said is not None:
        settle_all(tx, _touched(tx, said, is_new=False), at=reaction.at, quietly=reaction.imported)
    if asked is not None and not reaction.imported and reaction.added:
        _ask_who_helped(tx, asked, reaction)


def _is_heard(tx: Transaction, message: Message) -> bool:
    channel_id = message.channel.channel_id
    if channel_id in load_settings(tx, QuestionsSettings).channels:
        return True
    threads = _tracked_threads(tx)
    return (channel_id, message.thread_ts or message.ts) in threads


def _may_be_heard_of(tx: Transaction, channel_id: str) -> bool:
    """Whether the message reacted to may be on its way."""
    watched = load_settings(tx, QuestionsSettings).channels
    return channel_id in {*watched, *(channel for channel, _ in _tracked_threads(tx))}


def _tracked_threads(tx: Transaction) -> set[tuple[str, str]]:
    """Looked up once a transaction; tracking makes its own."""
    if Stored not in tx.memo:
        watched = load_settings(tx, QuestionsSettings).channels
        since = micros_of_datetime(tx.now - _TRACKED_FOR)
        tx.memo[Stored] = questions.list_tracked_threads(tx, since=since, beside=watched)
    return cast("set[tuple[str, str]]", tx.memo[Stored])


def _said(tx: Transaction, message: Message, prose: Prose, read: MessageRead) -> Said:
    mentioned = [one.target for one in spans(message.wording.text) if one.kind == "mention"]
    named = find_people(tx, {*read.to, *mentioned})
    people = {slack_id: person for slack_id, person in named.items() if person.is_heard}
    return Said(
        channel_id=message.channel.channel_id,
        ts=message.ts,
        root_ts=message.thread_ts or "",
        author=message.author.key,
        at=micros_of_ts(message.ts),
        substantive=may_answer(prose, read) and not message.deleted,
        thanks=read.gratitude,
        works=read.ack,
        asks=read.question,
        to=tuple(people[one].key for one in read.to if one in people),
        everyone=read.to_everyone,
        mentions=tuple(dict.fromkeys(people[one].key for one in mentioned if one in people)),
        deleted=message.deleted,
    )


def _question(tx: Transaction, message: Message, read: MessageRead) -> list[Stored]:
    """The question this message is, if it is one or was one."""
    channel_id = message.channel.channel_id
    known = None if message.is_new else questions.find_at(tx, channel_id, message.ts)
    if known is None and not _opens(message, read):
        return []
    question = Question(
        question_id=f"{channel_id}:{message.ts}" if known is None else known.question.question_id,
        channel_id=channel_id,
        ts=message.ts,
        thread_ts=message.thread_ts or "",
        asker=message.author.key,
        asked_at=micros_of_ts(message.ts),
        audience=message.channel.audience,
        origin="detected" if known is None else known.question.origin,
        asks=read.question and not message.deleted,
        deleted=message.deleted,
        version_at=message.wording.at,
    )
    terms = keyed_terms(message.wording.text, workspace_key(tx))
    if known is None:
        questions.add_question(tx, question, terms, imported=message.imported)
    elif known.question.version_at <= message.wording.at:
        questions.save_wording(tx, question, terms)
    found = questions.find_question(tx, question.question_id)
    return [] if found is None else [found]


def _opens(message: Message, read: MessageRead) -> bool:
    """A trackable question that begins a thread; where the channel is heard it is marked for it."""
    return read.trackable and message.thread_ts is None and not message.deleted


def _touched(tx: Transaction, said: Said, *, is_new: bool) -> list[Stored]:
    """The questions a message may say something about; beside threads, as few as can be."""
    if said.root_ts:
        return questions.list_in_thread(tx, said.channel_id, said.root_ts)
    window = chat_window(tx)
    thankful = _who_thanks_later(tx, said, window)
    names_somebody = bool(said.mentions or said.to)
    if is_new and not thankful and not names_somebody:
        return []
    around = questions.list_around(tx, said.channel_id, first=said.at - window, until=said.at)
    askers = {said.author, *said.mentions, *thankful}
    return [one for one in around if not is_new or one.question.asker in askers]


def _who_thanks_later(tx: Transaction, said: Said, window: int) -> set[int]:
    """Who thanks the author by name, in what arrived before this message."""
    later = talk.list_beside(tx, said.channel_id, first=said.at, until=said.at + window)
    return {one.author for one in later if one.accepts and said.author in (one.to or one.mentions)}


def _asked_before(tx: Transaction, opened: Stored) -> list[Stored]:
    """The asker's earlier questions, whose talk beside the thread ends with this one."""
    asked = opened.question
    first = asked.asked_at - chat_window(tx)
    around = questions.list_around(tx, asked.channel_id, first=first, until=asked.asked_at)
    return [one for one in around if one.question.asker == asked.asker]


def _ask_who_helped(tx: Transaction, asked: Stored, reaction: Reaction) -> None:
    """✅ by the asker on their own question: they alone are asked who helped."""
    if reaction.person.key != asked.question.asker:
        return
    payload = {
        "question_id": asked.question.question_id,
        "person_id": reaction.person.slack_id,
        "thread_ts": asked.question.root_ts,
    }
    key = f"{asked.question.question_id}:{reaction.at}"
    enqueue_job(tx, kind=WHO_HELPED, key=key, payload=payload)
