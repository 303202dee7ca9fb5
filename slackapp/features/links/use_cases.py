"""What can be done with links: keep who shared which, say which are worth reading."""

from slackapp.database.transaction import Transaction
from slackapp.features.links import store
from slackapp.features.links.blocks import WorthReading
from slackapp.features.links.rules import after_version
from slackapp.reading.links import read_links
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import micros_of_ts
from slackapp.vocabulary.talk import Message, Wording
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import workspace_zone

_MOST_LISTED = 3


def read_message(tx: Transaction, message: Message) -> None:
    """Keep what this version of a message shares; versions may arrive in any order."""
    if message.before is not None and not message.deleted:
        _read_wording(tx, message, message.before, superseded=True)
    _read_wording(tx, message, message.wording, superseded=message.superseded_at is not None)


def count_shared_links(tx: Transaction) -> int:
    """Different links that people share, in any channel we read."""
    return store.count_links(tx)


def count_week_links(tx: Transaction, week: Week) -> int:
    """Different links shared that week in public channels."""
    start, end = week.micros(workspace_zone(tx))
    return store.count_public_links(tx, start=start, end=end)


def find_worth_reading(tx: Transaction, week: Week) -> list[WorthReading]:
    """The links most people shared that week, with whoever found each first."""
    start, end = week.micros(workspace_zone(tx))
    found = store.list_listable_links(tx, start=start, end=end, limit=_MOST_LISTED)
    return [
        _worth_reading(tx, link, store.list_sharers(tx, link.key, start=start, end=end))
        for link in found
    ]


def _read_wording(tx: Transaction, message: Message, wording: Wording, *, superseded: bool) -> None:
    links = read_links(wording.text)
    if not links and wording.at == micros_of_ts(message.ts):
        return  # the first version has nothing to take back
    known = {} if message.is_new else store.list_shares(tx, message)
    changed = after_version(
        known,
        [link.key for link in links],
        at=wording.at,
        superseded=superseded,
    )
    store.add_links(tx, links)
    store.save_shares(tx, message, changed)


def _worth_reading(tx: Transaction, link: store.FoundLink, sharers: set[int]) -> WorthReading:
    finder = _named_finder(tx, link.key)
    return WorthReading(
        address=link.address,
        url=link.url,
        title=link.title,
        finder=finder.name if finder else None,
        others=len(sharers - {finder.key} if finder else sharers),
    )


def _named_finder(tx: Transaction, key: str) -> Person | None:
    """Guests, outside people and those who left found things too, but are never named."""
    first = store.find_first_sharer(tx, key)
    finder = None if first is None else people_by_key(tx, [first]).get(first)
    return finder if finder is not None and finder.is_member and finder.name else None
