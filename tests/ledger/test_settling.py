"""What is derived from many events: the ledger says exactly that, in any order, any time again."""

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act
from slackapp.ledger.giving import settle
from slackapp.ledger.store import list_counted_acts
from tests.builders.databases import transaction
from tests.ledger.builders import at, message

ANSWER = Act("answer", 1, 2)
THANKS = Act("acknowledgement", 2, 1)
SOURCE = message(at())


def live(tx: Transaction) -> dict[Act, int]:
    return {one.act: one.at for one in list_counted_acts(tx, 0, at(days=365))}


def test_exactly_what_is_said_stands_with_its_own_times(database: Database) -> None:
    with transaction(database) as tx:
        settle(tx, SOURCE, {ANSWER: at(minutes=5), THANKS: at(minutes=5)}, at(minutes=9))
        assert live(tx) == {ANSWER: at(minutes=5), THANKS: at(minutes=5)}
        change = settle(tx, SOURCE, {THANKS: at(minutes=5)}, at(minutes=10))
        assert change.taken_back == (ANSWER,)
        assert live(tx) == {THANKS: at(minutes=5)}


def test_saying_the_same_again_changes_nothing(database: Database) -> None:
    with transaction(database) as tx:
        settle(tx, SOURCE, {ANSWER: at()}, at())
        change = settle(tx, SOURCE, {ANSWER: at()}, at(minutes=3))
        assert (change.given, change.taken_back) == ((), ())


def test_what_was_taken_back_is_given_anew_when_it_is_said_again(database: Database) -> None:
    with transaction(database) as tx:
        settle(tx, SOURCE, {ANSWER: at(minutes=1)}, at(minutes=1))
        settle(tx, SOURCE, {}, at(minutes=2))
        settle(tx, SOURCE, {ANSWER: at(minutes=1)}, at(minutes=3))
        assert live(tx) == {ANSWER: at(minutes=3)}


def test_what_changed_earlier_than_it_was_given_is_taken_back_all_the_same(
    database: Database,
) -> None:
    with transaction(database) as tx:
        settle(tx, SOURCE, {ANSWER: at(minutes=5)}, at(minutes=5))
        settle(tx, SOURCE, {}, at(minutes=1))
        assert live(tx) == {}


def test_nothing_is_given_to_oneself(database: Database) -> None:
    with transaction(database) as tx:
        settle(tx, SOURCE, {Act("answer", 1, 1): at()}, at())
        assert live(tx) == {}
