"""What people press about links: useful, save, and each undone."""

from slackapp.database.transaction import Transaction
from slackapp.features.links.blocks import sentences
from slackapp.features.links.rules.shown import FoundUseful, Saved
from slackapp.features.links.rules.usefulness import USEFUL
from slackapp.features.links.store import marks, shares
from slackapp.features.links.store.marks import Mark
from slackapp.features.links.use_cases.listing import named_finder
from slackapp.features.links.use_cases.settling import settle_links
from slackapp.reading.links import read_links
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.people import find_people

_Place = tuple[str, str]


def mark_useful(tx: Transaction, *, key: str, person_id: str, useful: bool = True) -> FoundUseful:
    """Of a listed link: it thanks whoever shared it first in public; twice is once."""
    person = _who(tx, person_id)
    shared = [
        one
        for one, audience, live in shares.list_shares_of(tx, key)
        if live and audience == "public"
    ]
    others = [one for one in shared if one.sharer != person.key]
    if not shared:
        raise Refusal(sentences.link_gone())
    if not others:
        raise Refusal(sentences.own_link())
    first = min(others, key=lambda one: (one.shared_at, one.message_ts))
    _put(tx, (first.channel_id, first.message_ts), person, [key], useful=useful)
    places = {(one.channel_id, one.message_ts) for one in shared}
    sharers = {one.sharer for one in shared}
    found = {one.person for one in marks.list_useful(tx, places)} - sharers
    finder = named_finder(tx, key)
    return FoundUseful(
        key=key,
        finder=finder.name if finder else None,
        count=len(found),
        is_own=first.whose in {"self", "own_event"},
    )


def save_links(tx: Transaction, *, person_id: str, channel_id: str, ts: str, text: str) -> Saved:
    """Put a message's links on somebody's own list; a colleague's counts as found useful."""
    person = _who(tx, person_id)
    links = read_links(text)
    if not links:
        raise Refusal(sentences.no_link())
    kept = [link for link in links if not link.secret]
    if not kept:
        raise Refusal(sentences.secret_link())
    keys = [link.key for link in kept]
    shares.add_links(tx, kept)
    marks.add_saved(tx, person.key, keys, at=micros_of_datetime(tx.now))
    known = shares.keys_at(tx, channel_id, ts) & set(keys)
    is_anothers = any(
        one.sharer != person.key
        for key in known
        for one, _, live in shares.list_shares_of(tx, key)
        if live and (one.channel_id, one.message_ts) == (channel_id, ts)
    )
    if is_anothers:
        _put(tx, (channel_id, ts), person, known, useful=True)
    return Saved(keys=tuple(keys), useful=is_anothers)


def unsave_links(
    tx: Transaction, *, person_id: str, channel_id: str, ts: str, keys: tuple[str, ...]
) -> None:
    """[Undo]: off the list, and no longer found useful by it."""
    person = _who(tx, person_id)
    marks.remove_saved(tx, person.key, keys)
    if marks.find_mark(tx, channel_id, ts, person.key, USEFUL):
        _put(tx, (channel_id, ts), person, set(keys), useful=False)


def _put(
    tx: Transaction,
    place: _Place,
    person: Person,
    keys: set[str] | list[str],
    *,
    useful: bool,
) -> None:
    """Now, and after what the same person said of it before."""
    tx.lock_workspace()
    channel_id, ts = place
    known = marks.find_mark(tx, channel_id, ts, person.key, USEFUL)
    if known is not None and known.live == useful:
        return
    at = max(micros_of_datetime(tx.now), known.at + 1 if known else 0)
    mark = Mark(
        channel_id=channel_id,
        message_ts=ts,
        person=person.key,
        sign=USEFUL,
        at=at,
        live=useful,
    )
    marks.save_mark(tx, mark)
    settle_links(tx, {*keys, *shares.keys_at(tx, channel_id, ts)}, at=at)


def _who(tx: Transaction, person_id: str) -> Person:
    person = find_people(tx, [person_id]).get(person_id)
    if person is None or person.kind == "bot":
        raise Refusal(sentences.who_are_you())
    if person.kind == "left_out":
        raise Refusal(sentences.you_are_left_out())
    return person
