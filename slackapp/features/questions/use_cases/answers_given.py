"""Answers as thanks are asked for them: who gave which, and how they are shown."""

from collections.abc import Collection, Sequence

from slackapp.database.transaction import Transaction
from slackapp.features.questions.blocks import nudges as blocks
from slackapp.features.questions.blocks import sentences
from slackapp.features.questions.rules.facts import Said
from slackapp.features.questions.rules.shown import AnswerShown
from slackapp.features.questions.store import questions, talk
from slackapp.features.questions.store.nudged import Line
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.answering import say_thanks
from slackapp.features.questions.use_cases.settling import chat_window
from slackapp.features.questions.use_cases.showing import name_of, show_all
from slackapp.vocabulary.nudges import Nudge, NudgeDone, NudgeLine
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import message_url


def list_given(
    tx: Transaction, found: Sequence[Stored], *, first: int, until: int
) -> list[tuple[Stored, Said]]:
    """Each helper's first answer with substance to each of these, in this time; oldest first."""
    channels = {one.question.channel_id for one in found}
    window = chat_window(tx)
    given: dict[tuple[str, int], tuple[Stored, Said]] = {}
    for said in talk.list_answers(tx, channels, first=first, until=until) if found else ():
        for one in found:
            if said.author in one.helpers and _answers(one, said, window):
                given.setdefault((one.question.question_id, said.author), (one, said))
    return list(given.values())


def lines_of(given: Sequence[tuple[Stored, Said]]) -> list[Line]:
    """One for each helper: the first answer of theirs."""
    by_helper: dict[int, Line] = {}
    for one, said in given:
        line = Line(question_id=one.question.question_id, answer_ts=said.ts, helper=said.author)
        by_helper.setdefault(said.author, line)
    return list(by_helper.values())


def show_answers(
    tx: Transaction, lines: Sequence[Line], thanked: Collection[int]
) -> list[NudgeLine]:
    """`thanked`: helpers who have their thanks."""
    found = {one.question_id: questions.find_question(tx, one.question_id) for one in lines}
    kept = [one for one in found.values() if one is not None]
    shown = {one.question_id: one for one in show_all(tx, kept)}
    people = people_by_key(tx, {one.helper for one in lines})
    answers = []
    for line in lines:
        question = shown.get(line.question_id)
        if question is None:
            continue
        thread_ts = question.thread_ts or question.ts
        url = message_url(tx, question.channel_id, line.answer_ts, thread_ts)
        answer = AnswerShown(
            question=question,
            ts=line.answer_ts,
            url=url,
            helper=name_of(people, line.helper),
            thanked=line.helper in thanked,
        )
        answers.append(blocks.thanks_line(answer))
    return answers


def thank(tx: Transaction, _nudge: Nudge, person: int, value: str) -> NudgeDone:
    """[Say thanks] at an answer's line."""
    helper = _say(tx, person, value, thanks=True)
    return NudgeDone(markup=blocks.thanked(helper), can_undo=True)


def take_thanks_back(tx: Transaction, _nudge: Nudge, person: int, value: str) -> NudgeDone:
    _say(tx, person, value, thanks=False)
    return NudgeDone(markup=blocks.taken_back())


def _say(tx: Transaction, person: int, value: str, *, thanks: bool) -> str:
    channel_id, has_both, ts = value.partition("|")
    if not has_both:
        raise Refusal(sentences.old_button())
    return say_thanks(tx, person, channel_id=channel_id, ts=ts, thanks=thanks)


def _answers(one: Stored, said: Said, window: int) -> bool:
    """In its thread, or beside it and in time."""
    question = one.question
    if said.channel_id != question.channel_id or said.ts == question.ts:
        return False
    if said.root_ts:
        return said.root_ts == question.root_ts
    return question.asked_at < said.at <= question.asked_at + window
