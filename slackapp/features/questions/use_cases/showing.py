"""Questions as people are shown them."""

from collections.abc import Iterable, Sequence

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.shown import AskedShown, QuestionShown
from slackapp.features.questions.store import questions
from slackapp.features.questions.store.questions import Stored
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.workspace.channels import find_channels
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import message_url, workspace_zone


def show_all(tx: Transaction, found: Sequence[Stored], viewer: int = 0) -> list[QuestionShown]:
    """For somebody, who may have asked or taken some of them."""
    people = people_by_key(tx, {key for one in found for key in _people_of(one)})
    channels = find_channels(tx, {one.question.channel_id for one in found})
    zone = workspace_zone(tx)
    today = tx.now.astimezone(zone).date()
    shown = []
    for one in found:
        question = one.question
        asked_on = datetime_of_micros(question.asked_at).astimezone(zone).date()
        channel = channels.get(question.channel_id)
        shown.append(
            QuestionShown(
                question_id=question.question_id,
                channel_id=question.channel_id,
                channel_name=channel.name if channel else "",
                ts=question.ts,
                thread_ts=question.thread_ts,
                url=message_url(tx, question.channel_id, question.ts, question.thread_ts),
                title=question.title,
                asker=_listed_name(people, question.asker, viewer),
                asked_on=asked_on,
                days=max((today - asked_on).days, 0),
                state=one.state,
                answers=tuple(
                    name for key in one.helpers if (name := _listed_name(people, key, viewer))
                ),
                by_me=question.asker == viewer,
                taken_by=_listed_name(people, one.claimed_by, viewer),
                taken_by_me=bool(viewer) and one.claimed_by == viewer,
            )
        )
    return shown


def show_asked(tx: Transaction, question_id: str) -> AskedShown | None:
    """What the post of a `/we ask` says; None once it is withdrawn before it was posted."""
    found = questions.find_question(tx, question_id)
    if found is None or (found.state == "withdrawn" and not found.question.ts):
        return None
    people = people_by_key(tx, _people_of(found))
    helpers = dict.fromkeys(helper for _, helper, _ in found.accepted)
    return AskedShown(
        question_id=question_id,
        asker=name_of(people, found.question.asker),
        title=found.question.title,
        details=found.question.details,
        state=found.state,
        taken_by=name_of(people, found.claimed_by),
        helpers=names_of(people, helpers),
    )


def name_of(people: dict[int, Person], key: int) -> str:
    person = people.get(key)
    return person.name if person is not None else ""


def names_of(people: dict[int, Person], keys: Iterable[int]) -> tuple[str, ...]:
    return tuple(name for key in keys if (name := name_of(people, key)))


def _listed_name(people: dict[int, Person], key: int, viewer: int) -> str:
    """Who hides their name, or is left out, is named on no list of others."""
    person = people.get(key)
    is_shown = person is not None and (key == viewer or (person.is_heard and not person.hides_name))
    return name_of(people, key) if is_shown else ""


def _people_of(found: Stored) -> set[int]:
    return {found.question.asker, found.claimed_by, *found.helpers} - {0}
