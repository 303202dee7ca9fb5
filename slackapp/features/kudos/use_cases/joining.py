"""[Add my thanks]: others join in the thanks of a kudos."""

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.rules.additions import Addition, additions_to, source_of_additions
from slackapp.features.kudos.rules.thanks import Thanks, can_thank
from slackapp.features.kudos.store.additions import list_additions, save_additions
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.audience import as_seen_now
from slackapp.features.kudos.use_cases.locked import must_not_be_locked
from slackapp.features.kudos.use_cases.posts import refresh_posts
from slackapp.features.kudos.use_cases.undoing import withdraw_additions
from slackapp.ledger.acts import Act
from slackapp.ledger.giving import give, next_at
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.people import find_people, people_by_key


def join_thanks(tx: Transaction, *, source: str, person_id: str) -> tuple[str, ...]:
    """Thank all its receivers too, once; their names, without one's own."""
    thanks, person = find_standing(tx, source, person_id)
    must_not_be_locked(tx, person.key)
    if person.key == thanks[0].giver:
        raise Refusal(sentences.your_own_thanks())
    people = people_by_key(tx, [one.receiver for one in thanks])
    thanked = [one for one in thanks if can_thank(person, people[one.receiver])]
    if not thanked:
        left_out = [one.name for one in people.values() if one.kind == "left_out"]
        raise Refusal(sentences.left_out(left_out) if left_out else sentences.not_oneself())
    joined = {one.receiver for one in _joined(tx, source, person)}
    news = [one for one in thanked if one.receiver not in joined]
    if news:
        _add(tx, person, news)
        refresh_posts(tx, thanks)
    return tuple(people[one.receiver].name for one in thanked)


def undo_joined(tx: Transaction, *, source: str, person_id: str) -> None:
    """[Undo]: as if they had not joined."""
    thanks, person = find_standing(tx, source, person_id)
    withdraw_additions(tx, thanks, _joined(tx, source, person))
    refresh_posts(tx, thanks)


def find_standing(tx: Transaction, source: str, person_id: str) -> tuple[list[Thanks], Person]:
    """A kudos that stands and who wants to add to it, before anybody else does."""
    tx.lock_workspace()
    thanks = as_seen_now(tx, list_thanks(tx, source))
    if not thanks or thanks[0].taken_back:
        raise Refusal(sentences.were_taken_back())
    person = find_people(tx, [person_id]).get(person_id)
    if person is None:
        raise Refusal(sentences.who_are_you())
    if person.kind == "left_out":
        raise Refusal(sentences.you_are_left_out())
    return thanks, person


def _joined(tx: Transaction, source: str, person: Person) -> list[Addition]:
    additions = list_additions(tx, source)
    return [one for one in additions if _is_thanks_of(person, one)]


def _is_thanks_of(person: Person, addition: Addition) -> bool:
    return addition.kind == "acknowledgement" and addition.giver == person.key


def _add(tx: Transaction, person: Person, thanked: list[Thanks]) -> None:
    said = thanked[0]
    source = source_of_additions(said, "acknowledgement", person.key)
    at = next_at(tx, source)
    receivers = [one.receiver for one in thanked]
    save_additions(tx, additions_to(said, "acknowledgement", person.key, receivers, at=at))
    acts = [Act("acknowledgement", person.key, one.receiver, party=one.party) for one in thanked]
    if said.shown != "receivers":
        give(tx, source, acts, at)
