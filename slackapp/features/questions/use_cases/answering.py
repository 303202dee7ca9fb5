"""What people press: take it, solved, still open, never mind; who helped; this helped."""

from dataclasses import dataclass

from slackapp.database.transaction import Transaction
from slackapp.features.questions.blocks import sentences
from slackapp.features.questions.rules.facts import Mark, Question, Said
from slackapp.features.questions.rules.shown import Doing, HelperShown, Picker, Settled
from slackapp.features.questions.store import questions, talk
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.placing import place_asked
from slackapp.features.questions.use_cases.settling import list_talk, settle
from slackapp.features.questions.use_cases.showing import name_of, show_all
from slackapp.features.questions.use_cases.tracking import open_thread
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.people import find_people, people_by_key

_SIGNS: dict[Doing, tuple[str, bool]] = {
    "claim": ("claim", True),
    "let_go": ("claim", False),
    "solved": ("solved", True),
    "still_open": ("still_open", True),
    "withdraw": ("withdraw", True),
    "reopen": ("still_open", True),
}
_OF_THE_ASKER: frozenset[Doing] = frozenset({"solved", "still_open", "withdraw", "reopen"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Who pressed what about which question."""

    person_id: str
    question_id: str


def pressed_by(tx: Transaction, person: int, question_id: str) -> Pressed:
    """By our key of the person."""
    met = people_by_key(tx, [person]).get(person)
    return Pressed(person_id=met.slack_id if met else "", question_id=question_id)


def press(tx: Transaction, pressed: Pressed, doing: Doing) -> None:
    """Twice is once; what the asker alone may say is refused to others."""
    person, found = who(tx, pressed.person_id), find(tx, pressed.question_id)
    asker = found.question.asker
    if doing in _OF_THE_ASKER and person.key != asker:
        raise Refusal(sentences.only_the_asker())
    if doing == "claim":
        _may_claim(tx, found, person)
    sign, live = _SIGNS[doing]
    put_mark(tx, found.question, found.question.ts, person, sign, live=live)


def take_mark_off(tx: Transaction, pressed: Pressed, doing: Doing) -> None:
    """Undo of what was pressed last about a question."""
    person, found = who(tx, pressed.person_id), find(tx, pressed.question_id)
    sign, _live = _SIGNS[doing]
    put_mark(tx, found.question, found.question.ts, person, sign, live=False)


def draw_picker(tx: Transaction, pressed: Pressed) -> Picker:
    """Who answered, for its asker to say who helped."""
    person, found = who(tx, pressed.person_id), find(tx, pressed.question_id)
    if person.key != found.question.asker:
        raise Refusal(sentences.only_the_asker())
    people = people_by_key(tx, found.helpers)
    accepted = {helper for _, helper, _ in found.accepted}
    helpers = tuple(
        HelperShown(key=key, name=name_of(people, key), accepted=key in accepted)
        for key in found.helpers
        if key in people and people[key].is_heard
    )
    return Picker(question=show_all(tx, [found], person.key)[0], helpers=helpers)


def accept_helpers(
    tx: Transaction, pressed: Pressed, helpers: tuple[int, ...], *, accepted: bool
) -> Picker:
    """Accept the newest answer of each of these, or take that back."""
    person, found = who(tx, pressed.person_id), find(tx, pressed.question_id)
    question = found.question
    if person.key != question.asker:
        raise Refusal(sentences.only_the_asker())
    for helper in helpers:
        answers = _answers_of(tx, found, helper)
        for answer in answers[-1:] if accepted else answers:
            put_mark(tx, question, answer.ts, person, "accept" if accepted else "unaccept")
    return draw_picker(tx, pressed)


def mark_helped(
    tx: Transaction, *, person_id: str, channel_id: str, ts: str, helped: bool = True
) -> Settled:
    """An answer helped: its asker accepts it, anybody else was helped too."""
    place_asked(tx)
    person = who(tx, person_id)
    answer, found = _answer_at(tx, channel_id, ts)
    if answer.author == person.key:
        raise Refusal(sentences.own_answer())
    is_asker = person.key == found.question.asker
    sign = ("accept" if helped else "unaccept") if is_asker else "helped"
    put_mark(tx, found.question, ts, person, sign, live=helped or is_asker)
    helper = people_by_key(tx, [answer.author])
    others = [
        one
        for one in talk.list_marks(tx, channel_id, [ts])
        if one.sign == "helped" and one.live and one.person != person.key
    ]
    return Settled(
        channel_id=channel_id,
        ts=ts,
        helper=name_of(helper, answer.author),
        accepted=is_asker,
        others=len(others),
    )


def say_thanks(
    tx: Transaction, person: int, *, channel_id: str, ts: str, thanks: bool = True
) -> str:
    """For an answer, by anybody but who gave it; twice is once. Returns who gave it."""
    answer = talk.find_said(tx, channel_id, ts)
    if answer is None or answer.deleted:
        raise Refusal(sentences.old_button())
    thankful = who(tx, pressed_by(tx, person, "").person_id)
    if answer.author == thankful.key:
        raise Refusal(sentences.own_answer_thanked())
    _said, found = _answer_at(tx, channel_id, ts)
    put_mark(tx, found.question, ts, thankful, "thanks", live=thanks)
    return name_of(people_by_key(tx, [answer.author]), answer.author)


def thank_similar(tx: Transaction, *, question_id: str, person_id: str) -> str:
    """An earlier question's answer helped somebody who was about to ask; returns who gave it."""
    person, found = who(tx, person_id), find(tx, question_id)
    answers = [*found.accepted[:1]]
    if not answers:
        newest = _answers_of(tx, found, found.helpers[0])[-1:] if found.helpers else []
        answers = [(one.ts, one.author, one.at) for one in newest]
    if not answers:
        raise Refusal(sentences.old_button())
    [(ts, helper, _at)] = answers
    if person.key not in {helper, found.question.asker}:
        put_mark(tx, found.question, ts, person, "helped")
    return name_of(people_by_key(tx, [helper]), helper)


def put_mark(
    tx: Transaction, question: Question, ts: str, person: Person, sign: str, *, live: bool = True
) -> None:
    """Now, and after all that was marked before: another machine's clock may have been ahead."""
    tx.lock_workspace()
    known = talk.list_marks(tx, question.channel_id, [ts, question.ts])
    same = [one for one in known if (one.ts, one.person, one.sign) == (ts, person.key, sign)]
    if sign not in {"accept", "unaccept", "still_open"} and [one.live for one in same] == [live]:
        return
    at = max([micros_of_datetime(tx.now), *(one.at + 1 for one in known)])
    mark = Mark(ts=ts, person=person.key, sign=sign, at=at, live=live)
    talk.save_mark(tx, question.channel_id, mark)
    found = questions.find_question(tx, question.question_id)
    if found is not None:
        settle(tx, found, at=at)


def who(tx: Transaction, person_id: str) -> Person:
    person = find_people(tx, [person_id]).get(person_id)
    if person is None or person.kind == "bot":
        raise Refusal(sentences.who_are_you())
    if person.kind == "left_out":
        raise Refusal(sentences.you_are_left_out())
    return person


def find(tx: Transaction, question_id: str) -> Stored:
    place_asked(tx)
    found = questions.find_question(tx, question_id)
    if found is None or not found.question.ts:
        raise Refusal(sentences.old_button())
    if not questions.find_at(tx, found.question.channel_id, found.question.ts):
        raise Refusal(sentences.they_are_left_out())
    return found


def _may_claim(tx: Transaction, found: Stored, person: Person) -> None:
    if found.question.asker == person.key:
        raise Refusal(sentences.own_question())
    if found.claimed_by not in {0, person.key}:
        taker = people_by_key(tx, [found.claimed_by])
        raise Refusal(sentences.already_taken(name_of(taker, found.claimed_by)))
    if found.state in {"helped", "solved", "withdrawn"}:
        raise Refusal(sentences.already_settled())


def _answers_of(tx: Transaction, found: Stored, helper: int) -> list[Said]:
    """With substance if there are such, oldest first."""
    said = [
        one for one in list_talk(tx, found.question) if one.author == helper and not one.deleted
    ]
    said.sort(key=lambda one: (one.at, one.ts))
    return [one for one in said if one.substantive] or said


def _answer_at(tx: Transaction, channel_id: str, ts: str) -> tuple[Said, Stored]:
    """An answer and its question; the thread's first message becomes one where it is none yet."""
    said = talk.find_said(tx, channel_id, ts)
    if said is None or said.deleted:
        said = open_thread(tx, channel_id=channel_id, ts=ts)
    found = [
        one
        for one in _questions_about(tx, said)
        if any(each.ts == ts for each in list_talk(tx, one.question))
    ]
    if not found:
        raise Refusal(sentences.no_question_here())
    return said, found[-1]


def _questions_about(tx: Transaction, said: Said) -> list[Stored]:
    if said.root_ts:
        return questions.list_in_thread(tx, said.channel_id, said.root_ts)
    day = 86_400_000_000
    return questions.list_around(tx, said.channel_id, first=said.at - day, until=said.at)
