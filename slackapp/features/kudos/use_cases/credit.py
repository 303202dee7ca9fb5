"""Pass credit on: who was thanked names who did it with them."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.rules.additions import (
    Addition,
    additions_to,
    credit_of_value,
    is_in_chain,
    may_pass_on,
    source_of_additions,
)
from slackapp.features.kudos.rules.thanks import Thanks, can_thank
from slackapp.features.kudos.store.additions import list_additions, save_additions
from slackapp.features.kudos.use_cases.joining import find_standing
from slackapp.features.kudos.use_cases.locked import must_not_be_locked
from slackapp.features.kudos.use_cases.notices import plan_notices
from slackapp.features.kudos.use_cases.posts import refresh_posts
from slackapp.features.kudos.use_cases.undoing import withdraw_additions
from slackapp.ledger.giving import give, next_at
from slackapp.reading.kudos_syntax import read_reason
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.people import find_people


def check_pass_on(tx: Transaction, *, source: str, person_id: str) -> None:
    """Before the form opens: a Refusal for whoever was not thanked here."""
    thanks, person = find_standing(tx, source, person_id)
    _must_be_thanked(tx, thanks, person)


def pass_on(
    tx: Transaction, *, source: str, person_id: str, people_ids: Sequence[str], reason: str
) -> tuple[str, ...]:
    """Credit these people, once each; their names. The same again changes nothing."""
    thanks, person = find_standing(tx, source, person_id)
    must_not_be_locked(tx, person.key)
    _must_be_thanked(tx, thanks, person)
    additions = list_additions(tx, source)
    mine = {one.receiver for one in additions if _is_credit_of(person, one)}
    people = _known(tx, people_ids)
    news = [one for one in people if one.key not in mine]
    for one in news:
        _must_be_creditable(thanks, additions, person, one)
    if news:
        said, _ = read_reason(reason)
        _credit(tx, thanks[0], person, news, said or "")
        refresh_posts(tx, thanks)
    return tuple(one.name for one in people)


def undo_pass_on(tx: Transaction, *, value: str, person_id: str) -> tuple[str, ...]:
    """[Undo]: the credit its message tells of, and what rests on it; the names credited."""
    passed = credit_of_value(value)
    if passed is None:
        raise Refusal(sentences.old_button())
    source, people_ids = passed
    thanks, person = find_standing(tx, source, person_id)
    credited = {one.key: one.name for one in find_people(tx, people_ids).values()}
    mine = [one for one in list_additions(tx, source) if _is_credit_of(person, one)]
    undone = [one for one in mine if one.receiver in credited]
    withdraw_additions(tx, thanks, undone)
    refresh_posts(tx, thanks)
    return tuple(credited[one.receiver] for one in undone)


def _credit(
    tx: Transaction, said: Thanks, person: Person, credited: Sequence[Person], reason: str
) -> None:
    source = source_of_additions(said, "credit", person.key)
    at = next_at(tx, source)
    receivers = [one.key for one in credited]
    additions = additions_to(said, "credit", person.key, receivers, at=at, reason=reason)
    save_additions(tx, additions)
    give(tx, source, [one.act for one in additions], at)
    if said.audience == "public":
        plan_notices(tx, said.source, credited)


def _must_be_thanked(tx: Transaction, thanks: list[Thanks], person: Person) -> None:
    if thanks[0].shown == "receivers" or not may_pass_on(
        thanks, list_additions(tx, thanks[0].source), person.key
    ):
        raise Refusal(sentences.only_thanked_pass_on())


def _must_be_creditable(
    thanks: list[Thanks], additions: list[Addition], person: Person, credited: Person
) -> None:
    if credited.key == person.key:
        raise Refusal(sentences.not_oneself_credited())
    if credited.kind == "bot":
        raise Refusal(sentences.bots())
    if credited.kind == "left_out":
        raise Refusal(sentences.left_out([credited.name]))
    if not can_thank(person, credited) or not credited.active:
        raise Refusal(sentences.gone([credited.name]))
    if is_in_chain(thanks, additions, credited):
        raise Refusal(sentences.already_in_chain(credited.name))


def _known(tx: Transaction, people_ids: Sequence[str]) -> list[Person]:
    people = find_people(tx, people_ids)
    if not people_ids or len(people) < len(set(people_ids)):
        raise Refusal(sentences.unreachable())
    return [people[slack_id] for slack_id in dict.fromkeys(people_ids)]


def _is_credit_of(person: Person, addition: Addition) -> bool:
    return addition.kind == "credit" and addition.giver == person.key
