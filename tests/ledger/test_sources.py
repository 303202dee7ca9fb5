"""Where acts stand, what stands there, and what one person received."""

from slackapp.database.engines import Database
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import give, last_given_at, live_sources, take_back
from slackapp.ledger.received import list_received_acts
from tests.builders.databases import transaction
from tests.ledger.builders import at, command, kudos, message

MESSAGE = message(at())
CREDIT = Source("credit:x:2", "C1", None, "public", about=MESSAGE.place)


def test_what_adds_to_a_source_stands_at_its_place() -> None:
    assert CREDIT.place == MESSAGE.place == f"C1:{MESSAGE.message_ts}"
    assert command("T").place == "command:T"
    assert Source("credit:y:2", "C1", "171.5", "public", about="command:T").place == "command:T"


def test_the_sources_of_a_place_are_those_that_stand_covered_or_not(database: Database) -> None:
    with transaction(database) as tx:
        give(tx, MESSAGE, [kudos(1, 2)], at())
        give(tx, CREDIT, [Act("credit", 1, 2)], at(minutes=1))
        give(tx, command("T"), [kudos(1, 3)], at())
        assert live_sources(tx, MESSAGE.place) == {MESSAGE.key, CREDIT.key}
        take_back(tx, MESSAGE, at(minutes=2))
        assert live_sources(tx, MESSAGE.place) == {CREDIT.key}
    with transaction(database, workspace_id="T2") as tx:
        assert live_sources(tx, MESSAGE.place) == frozenset()


def test_a_higher_kind_about_the_same_thing_replaces_a_lower_one(database: Database) -> None:
    with transaction(database) as tx:
        give(tx, MESSAGE, [kudos(1, 2)], at())
        give(tx, CREDIT, [Act("credit", 1, 2)], at())
        acts = list_received_acts(tx, 2, 0, at(days=1))
        assert [act.kind for act in acts] == ["credit"]


def test_when_a_source_last_gave_something_is_known_though_it_no_longer_stands(
    database: Database,
) -> None:
    with transaction(database) as tx:
        assert last_given_at(tx, MESSAGE) is None
        give(tx, MESSAGE, [kudos(1, 2)], at())
        take_back(tx, MESSAGE, at(minutes=1))
        give(tx, MESSAGE, [kudos(1, 2)], at(minutes=2))
        take_back(tx, MESSAGE, at(minutes=3))
        assert last_given_at(tx, MESSAGE) == at(minutes=2)
        assert last_given_at(tx, CREDIT) is None


def test_what_somebody_received_is_theirs_in_these_bounds_of_any_audience(
    database: Database,
) -> None:
    with transaction(database) as tx:
        give(tx, command("A"), [kudos(1, 2)], at())
        give(tx, command("B", audience="private"), [kudos(3, 2)], at(minutes=1))
        give(tx, command("C"), [kudos(2, 1)], at())
        give(tx, command("D"), [kudos(1, 2)], at(minutes=2))
        received = list_received_acts(tx, 2, at(), at(minutes=2))
        assert {(act.giver, act.receiver) for act in received} == {(1, 2), (3, 2)}
