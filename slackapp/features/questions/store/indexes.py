"""The index of helped questions that this process keeps for each database it works on."""

from weakref import WeakKeyDictionary

from sqlalchemy.pool import Pool

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.index import Indexes

_kept: WeakKeyDictionary[Pool, Indexes] = WeakKeyDictionary()  # reading and writing share a pool


def kept_indexes(tx: Transaction) -> Indexes:
    return _kept.setdefault(tx.session.get_bind().engine.pool, Indexes())
