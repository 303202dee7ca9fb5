"""How a question stands, from all that is known of it: the same whatever order it came in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from slackapp.features.questions.rules.facts import EMOJI, Mark, Question, Said, State
from slackapp.ledger.acts import Act

# An answer's ts, who gave it, and since when it is accepted.
Accepted = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a question has come to; people are keys, times microseconds.

    helpers: who answered with substance, in order. acts: what each answer (by ts) gives to whom,
    each with the time of its event. due_at: when claim or waiting end, None where nothing does.
    reopened_at: when the asker said last that it is still open, 0 for never; last_answer_at: of the
    newest answer with substance after that.
    """

    state: State
    helpers: tuple[int, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    first_answer_at: int | None = None
    reopened_at: int = 0
    last_answer_at: int | None = None
    claimed_by: int = 0
    due_at: int | None = None
    acts: Mapping[str, Mapping[Act, int]] = field(default_factory=dict)

    @property
    def accepted_helpers(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(helper for _, helper, _ in self.accepted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """expiry: microseconds of waiting. claim_ends: when a claim made at a time is over."""

    expiry: int
    claim_ends: Mapping[int, int] = field(default_factory=dict)


def belongs(question: Question, said: Said, *, until: int, helpers: frozenset[int]) -> bool:
    """Whether a message is part of the question's talk; `until` ends the chat beside the thread.

    Beside it, only what names the asker counts, or thanks of theirs to somebody by name, and what
    those people (`helpers`) said before.
    """
    if said.ts == question.ts:
        return False
    if said.root_ts:
        return said.root_ts == question.root_ts and said.at > question.asked_at
    if not question.asked_at < said.at <= until:
        return False
    if said.author == question.asker:
        return said.accepts and bool(said.to or said.mentions)
    return question.asker in said.mentions or said.author in helpers


def thanked_beside(question: Question, talk: Iterable[Said], *, until: int) -> frozenset[int]:
    """Whom the asker thanks by name beside the thread, in time."""
    return frozenset(
        person
        for said in talk
        if not said.root_ts and said.author == question.asker and said.accepts
        if question.asked_at < said.at <= until
        for person in (said.to or said.mentions)
    )


def stand(
    question: Question, talk: Sequence[Said], marks: Sequence[Mark], now: int, limits: Limits
) -> Standing:
    """`talk` is what belongs to the question; `marks` are on it and on its messages."""
    said = sorted((one for one in talk if not one.deleted), key=lambda one: (one.at, one.ts))
    reopened = _last(marks, question, "still_open")
    others = [one for one in said if one.author != question.asker]
    accepted = tuple(_accepted(question, said, marks, reopened))
    answered = [one.at for one in others if one.substantive and one.at > reopened]
    last_answer_at = max(answered, default=None)
    taken = {ts for ts, _, _ in accepted}
    helping = [one for one in others if one.substantive or one.ts in taken]
    claim = _claim(question, marks, reopened, limits)
    since = max(question.asked_at, reopened)
    state = _state(question, marks, accepted, reopened)
    if state == "open":
        waiting: State = "claimed" if claim and now < claim[1] else "open"
        late: State = "expired" if now >= since + limits.expiry else waiting
        state = late if last_answer_at is None else "answered"
    ends = claim[1] if state == "claimed" and claim else since + limits.expiry
    return Standing(
        state=state,
        helpers=tuple(dict.fromkeys(one.author for one in helping)),
        accepted=accepted,
        first_answer_at=min((one.at for one in helping), default=None),
        reopened_at=reopened,
        last_answer_at=last_answer_at,
        claimed_by=claim[0] if claim and state == "claimed" else 0,
        due_at=ends if state in {"open", "claimed"} else None,
        acts=_acts(question, said, marks, accepted),
    )


def _state(
    question: Question,
    marks: Sequence[Mark],
    accepted: Sequence[Accepted],
    reopened: int,
) -> State:
    """What was said of it outright; "open" where nothing was."""
    withdrawn, solved = (_last(marks, question, sign) for sign in ("withdraw", "solved"))
    if question.deleted or withdrawn > reopened:
        return "withdrawn"
    if accepted:
        return "helped"
    if solved > reopened:
        return "solved"
    is_misread = question.origin == "detected" and not question.asks
    return "withdrawn" if is_misread else "open"


def _last(marks: Iterable[Mark], question: Question, sign: str) -> int:
    """When the asker put this sign on the question last; 0 where it does not stand."""
    times = (
        mark.at
        for mark in marks
        if mark.sign == sign and mark.live and mark.ts == question.ts
        if mark.person == question.asker
    )
    return max(times, default=0)


def _claim(
    question: Question, marks: Iterable[Mark], reopened: int, limits: Limits
) -> tuple[int, int] | None:
    """Who takes it and until when: the latest who said so."""
    claims = [
        mark
        for mark in marks
        if mark.sign == "claim" and mark.live and mark.ts == question.ts and mark.at > reopened
    ]
    if not claims:
        return None
    latest = max(claims, key=lambda mark: (mark.at, mark.person))
    return latest.person, limits.claim_ends.get(latest.at, latest.at)


def _accepted(
    question: Question, said: Sequence[Said], marks: Iterable[Mark], reopened: int
) -> Iterator[Accepted]:
    """Each helper's first accepted answer, by sign or by words, oldest acceptance first."""
    times: dict[str, int] = {}
    refused: dict[str, int] = defaultdict(int)
    for mark in marks:
        if mark.person == question.asker and mark.live and mark.sign == "unaccept":
            refused[mark.ts] = max(refused[mark.ts], mark.at)
    by_sign = (
        (mark.ts, mark.at)
        for mark in marks
        if mark.person == question.asker and mark.live
        if mark.sign == "accept" or mark.sign.startswith(EMOJI)
    )
    for ts, at in [*by_sign, *_accepted_by_words(question, said)]:
        if at > max(refused[ts], reopened):
            times[ts] = min(times.get(ts, at), at)
    answers = {one.ts: one for one in said if one.author != question.asker}
    helped: set[int] = set()
    for ts, at in sorted(times.items(), key=lambda item: (item[1], item[0])):
        if ts in answers and answers[ts].author not in helped:
            helped.add(answers[ts].author)
            yield ts, answers[ts].author, at


def _accepted_by_words(question: Question, said: Sequence[Said]) -> Iterator[tuple[str, int]]:
    for place, words in enumerate(said):
        if words.author == question.asker and words.accepts:
            for answer in _meant(words, said[:place], question.asker):
                yield answer.ts, words.at


def _meant(words: Said, before: Sequence[Said], asker: int) -> list[Said]:
    """The answers that somebody's words are about: of those named, of all, or the last one."""
    answers = [one for one in before if one.author not in {words.author, asker}]
    with_substance = [one for one in answers if one.substantive] or answers
    newest = {one.author: one for one in with_substance}
    if words.to:
        by_anybody = {one.author: one for one in answers} | newest
        return [by_anybody[person] for person in words.to if person in by_anybody]
    if words.everyone:
        return [*newest.values()]
    return with_substance[-1:]


def _acts(
    question: Question, said: Sequence[Said], marks: Iterable[Mark], accepted: Iterable[Accepted]
) -> dict[str, dict[Act, int]]:
    """By answer: to the asker who accepted it, to whom else it helped, and thanks for it."""
    acts: dict[str, dict[Act, int]] = defaultdict(dict)
    for ts, helper, at in accepted:
        acts[ts][Act("answer", helper, question.asker)] = at
        acts[ts][Act("acknowledgement", question.asker, helper)] = at
    answers = {one.ts: one for one in said if one.author != question.asker}
    for mark in marks:
        answer = answers.get(mark.ts)
        if answer is None or not mark.live or mark.person == answer.author:
            continue
        if mark.sign == "helped":
            acts[mark.ts].setdefault(Act("helped_me_too", answer.author, mark.person), mark.at)
        elif mark.sign == "thanks":
            acts[mark.ts].setdefault(Act("acknowledgement", mark.person, answer.author), mark.at)
    for place, words in enumerate(said):
        if words.author != question.asker and words.accepts and words.thanks:
            for answer in _meant(words, said[:place], question.asker):
                thanks = Act("acknowledgement", words.author, answer.author)
                acts[answer.ts].setdefault(thanks, words.at)
                if words.works:
                    helped = Act("helped_me_too", answer.author, words.author)
                    acts[answer.ts].setdefault(helped, words.at)
    return acts
