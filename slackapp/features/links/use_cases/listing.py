"""Links as the board and `/we links` show them."""

from collections.abc import Sequence
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.links.rules.asking import read_wanted
from slackapp.features.links.rules.shares import OWN
from slackapp.features.links.rules.shown import PAGE, SAVED, Listing, WorthReading
from slackapp.features.links.store import lists, shares
from slackapp.features.links.store.lists import Asked, Listed
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.workspaces import workspace_zone

_MOST_ON_BOARD = 3
_NOBODY = -1


def count_shared_links(tx: Transaction) -> int:
    """Different links that people share, in any channel we read."""
    return shares.count_links(tx)


def count_links_by_week(tx: Transaction, weeks: Sequence[Week]) -> list[int]:
    """Different links shared in public channels, in each of some weeks in a row."""
    zone = workspace_zone(tx)
    starts = [week.micros(zone)[0] for week in weeks]
    return shares.count_public_links(tx, [*starts, weeks[-1].micros(zone)[1]])


def count_shared_and_made(tx: Transaction, person: int, *, since: int) -> tuple[int, int]:
    """Of somebody's shares from then on (microseconds): others' work, and their own."""
    by_whose = shares.count_by_whose(tx, person, since=since)
    made = sum(by_whose.get(whose, 0) for whose in OWN)
    return sum(by_whose.values()) - made, made


def find_worth_reading(tx: Transaction, week: Week) -> list[WorthReading]:
    """What most people found useful of that week's links, with whoever found each first."""
    start, end = week.micros(workspace_zone(tx))
    asked = Asked(start=start, end=end)
    return [_shown(tx, one, asked) for one in lists.list_links(tx, asked, limit=_MOST_ON_BOARD)]


def list_for(tx: Transaction, *, words: str, person_id: str, offset: int = 0) -> Listing:
    """A page of what was asked for: public links, or one's own list."""
    if words.strip().casefold() == SAVED:
        return _saved(tx, person_id, offset)
    asked = _asked(tx, words)
    found = lists.list_links(tx, asked, offset=offset, limit=PAGE + 1)
    return Listing(
        words=words.strip(),
        lines=tuple(_shown(tx, one, asked) for one in found[:PAGE]),
        offset=offset,
        has_more=len(found) > PAGE,
    )


def named_finder(tx: Transaction, key: str) -> Person | None:
    """Guests, outside people, those who left or hide their names found things too, unnamed."""
    first = shares.find_first_sharer(tx, key)
    finder = None if first is None else people_by_key(tx, [first]).get(first)
    return finder if finder is not None and finder.may_be_named else None


def _asked(tx: Transaction, words: str) -> Asked:
    wanted = read_wanted(words)
    start = micros_of_datetime(tx.now - timedelta(days=wanted.days)) if wanted.days else 0
    sharer = 0
    if wanted.person_id:
        person = find_people(tx, [wanted.person_id]).get(wanted.person_id)
        sharer = person.key if person else _NOBODY
    return Asked(start=start, word=wanted.word, channel_id=wanted.channel_id, sharer=sharer)


def _saved(tx: Transaction, person_id: str, offset: int) -> Listing:
    person = find_people(tx, [person_id]).get(person_id)
    found = (
        [] if person is None else lists.list_saved(tx, person.key, offset=offset, limit=PAGE + 1)
    )
    lines = [
        WorthReading(
            address=one.address, url=one.url, title=one.title, finder=None, others=0, key=one.key
        )
        for one in found[:PAGE]
    ]
    return Listing(words=SAVED, lines=tuple(lines), offset=offset, has_more=len(found) > PAGE)


def _shown(tx: Transaction, listed: Listed, asked: Asked) -> WorthReading:
    link = listed.link
    finder = named_finder(tx, link.key)
    sharers = shares.list_sharers(tx, link.key, start=asked.start, end=asked.end)
    return WorthReading(
        address=link.address,
        url=link.url,
        title=link.title,
        finder=finder.name if finder else None,
        others=len(sharers - {finder.key} if finder else sharers),
        useful=listed.useful,
        made=listed.is_own,
        key=link.key,
    )
