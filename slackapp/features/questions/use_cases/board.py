"""What the board shows of questions: answered, first reply, thanked; what is still open."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.facts import Said, State
from slackapp.features.questions.rules.shown import HelpedQuietly, Impact, QuestionShown
from slackapp.features.questions.store import questions, talk
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.store.talk import StillHelping
from slackapp.features.questions.use_cases.answers_given import list_given
from slackapp.features.questions.use_cases.showing import show_all
from slackapp.ledger.received import list_thanked, list_thanked_by_week
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import find_channels
from slackapp.workspace.hours import workspace_hours
from slackapp.workspace.people import keys_left_out, people_by_key
from slackapp.workspace.workspaces import message_url, workspace_zone

FEWEST_QUESTIONS = 3
_MOST_LINES = 3
_MOST_LOOKED_AT = 5

_KNOWN: tuple[State, ...] = ("open", "claimed", "answered", "helped", "solved", "expired")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAnswered:
    """A week's questions in public. first_reply: median working minutes, None without any.

    helpers: people who answered somebody's question; thanked: those of them who were thanked.
    """

    asked: int
    answered: int
    first_reply: int | None
    helpers: int
    thanked: int


def read_weeks(tx: Transaction, weeks: Sequence[Week]) -> list[WeekAnswered]:
    """Each of some weeks in a row."""
    zone = workspace_zone(tx)
    start, end = weeks[0].micros(zone)[0], weeks[-1].micros(zone)[1]
    asked: defaultdict[Week, list[Stored]] = defaultdict(list)
    for one in _public(tx, questions.list_asked_in(tx, start=start, end=end)):
        asked[Week.of_micros(one.question.asked_at, zone)].append(one)
    left_out = set(tx.session.scalars(keys_left_out(tx))) if asked else set()
    helped = {week: _helped(found, left_out) for week, found in asked.items()}
    thanked = list_thanked_by_week(tx, helped)
    return [
        _answered(
            tx,
            asked.get(week, []),
            helpers={helper for _, helper in helped.get(week, ())},
            thanked=thanked.get(week, ()),
        )
        for week in weeks
    ]


def _helped(asked: Iterable[Stored], left_out: Collection[int]) -> set[tuple[int, int]]:
    """(who asked, who helped)."""
    pairs = ((one.question.asker, helper) for one in asked for helper in one.helpers)
    return {(asker, helper) for asker, helper in pairs if helper not in left_out}


def _answered(
    tx: Transaction, asked: Sequence[Stored], helpers: Collection[int], thanked: Collection[int]
) -> WeekAnswered:
    answered = [one for one in asked if one.first_answer_at is not None]
    return WeekAnswered(
        asked=len(asked),
        answered=len(answered),
        first_reply=_first_reply(tx, answered) if answered else None,
        helpers=len(helpers),
        thanked=len(thanked),
    )


def list_helped_quietly(tx: Transaction, week: Week) -> list[HelpedQuietly]:
    """Who answered in this week and has no thanks for it, longest waiting first."""
    start, end = week.micros(workspace_zone(tx))
    asked = _public(tx, questions.list_asked_in(tx, start=start, end=end))
    given = list_given(tx, asked, first=start, until=end) if asked else []
    pairs = {(one.question.asker, said.author) for one, said in given}
    until = max(end, micros_of_datetime(tx.now))
    thanked = list_thanked(tx, pairs, first=start, until=until)
    people = people_by_key(tx, {helper for _, helper in pairs})
    lines: dict[int, tuple[Stored, Said]] = {}
    for one, said in given:
        if said.author not in thanked and people[said.author].may_be_named:
            lines.setdefault(said.author, (one, said))
    kept = list(lines.values())[:_MOST_LINES]
    shown = show_all(tx, [one for one, _ in kept])
    return [
        _quietly(tx, question, said, people[said.author])
        for question, (_, said) in zip(shown, kept, strict=True)
    ]


def find_impact(tx: Transaction, week: Week) -> Impact | None:
    """The older answer that helped most people this week."""
    start, end = week.micros(workspace_zone(tx))
    found = talk.list_still_helping(tx, first=start, until=end, limit=_MOST_LOOKED_AT)
    people = people_by_key(tx, {one.author for one in found}) if found else {}
    channels = find_channels(tx, {one.channel_id for one in found})
    for one in found:
        channel, helper = channels.get(one.channel_id), people.get(one.author)
        if channel is None or helper is None or channel.audience != "public":
            continue
        if helper.may_be_named and _was_public(tx, one):
            return Impact(
                helper=helper.name,
                channel_name=channel.name,
                url=message_url(tx, one.channel_id, one.ts, one.root_ts),
                people=one.people,
            )
    return None


def count_questions(tx: Transaction) -> dict[str, int]:
    """Questions known of, under the name an import shows."""
    return {"questions": questions.count_questions(tx, states=_KNOWN)}


def _first_reply(tx: Transaction, answered: list[Stored]) -> int | None:
    working = workspace_hours(tx)
    minutes = [
        working.minutes_between(
            datetime_of_micros(one.question.asked_at), datetime_of_micros(one.first_answer_at)
        )
        for one in answered
        if one.first_answer_at is not None
    ]
    return round(median(minutes)) if minutes else None


def _quietly(tx: Transaction, question: QuestionShown, said: Said, helper: Person) -> HelpedQuietly:
    thread_ts = question.thread_ts or question.ts
    return HelpedQuietly(
        question=question,
        ts=said.ts,
        url=message_url(tx, said.channel_id, said.ts, thread_ts if said.root_ts else ""),
        helper=helper.name,
        helper_id=helper.slack_id,
    )


def _was_public(tx: Transaction, one: StillHelping) -> bool:
    """Also when it was asked; an answer beside its question tells no more than its channel."""
    asked = questions.list_in_thread(tx, one.channel_id, one.root_ts) if one.root_ts else []
    return all(each.question.audience == "public" for each in asked)


def _public(tx: Transaction, found: list[Stored]) -> list[Stored]:
    """Asked where everybody may still see it."""
    channels = find_channels(tx, {one.question.channel_id for one in found})
    public = {one.channel_id for one in channels.values() if one.audience == "public"}
    return [one for one in found if one.question.channel_id in public]
