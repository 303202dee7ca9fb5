"""Rooms give and take back; repeats, order and rivals at a message change nothing that counts."""

from collections.abc import Iterator

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act, Stated
from slackapp.ledger.giving import give, live_acts, look_ahead, state, take_back
from slackapp.ledger.store import list_counted_acts, list_turns_at
from tests.builders.databases import transaction
from tests.builders.statements import sent_to
from tests.ledger.builders import at, command, kudos, message

MESSAGE = message(at())
CLAP = message(at(), by=":U1:clap")
FIRE = message(at(), by=":U1:fire")
ACT = kudos(1, 2)
BARE = kudos(1, 2, bare=True)


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with transaction(database) as tx:
        yield tx


def _counted(tx: Transaction) -> list[Act]:
    return [live.act for live in list_counted_acts(tx, 0, at(days=365))]


def test_what_is_given_counts_and_a_repetition_is_no_news(tx: Transaction) -> None:
    assert give(tx, MESSAGE, [ACT], at()) == (ACT,)
    assert give(tx, MESSAGE, [ACT], at()) == ()
    assert _counted(tx) == [ACT]
    assert len(list_turns_at(tx, MESSAGE.place)) == 1


def test_react_unreact_and_react_are_three_turns(tx: Transaction) -> None:
    give(tx, CLAP, [BARE], at(minutes=1))
    assert take_back(tx, CLAP, at(minutes=2), [BARE]) == (BARE,)
    assert give(tx, CLAP, [BARE], at(minutes=3)) == (BARE,)
    assert len(list_turns_at(tx, CLAP.place)) == 3
    assert [live.at for live in list_counted_acts(tx, 0, at(days=1))] == [at(minutes=3)]


def test_taking_back_that_arrives_before_the_giving_wins(tx: Transaction) -> None:
    assert take_back(tx, CLAP, at(minutes=2), [BARE]) == ()
    assert give(tx, CLAP, [BARE], at(minutes=1)) == ()
    assert _counted(tx) == []


def test_taking_back_without_naming_takes_all_that_stands(tx: Transaction) -> None:
    source = command("1")
    give(tx, source, [ACT, kudos(1, 3)], at())
    assert take_back(tx, source, at(minutes=1)) == (ACT, kudos(1, 3))
    assert live_acts(tx, source) == frozenset()


def test_an_act_to_oneself_is_never_written(tx: Transaction) -> None:
    give(tx, command("1"), [kudos(1, 1)], at())
    take_back(tx, command("1"), at(), [kudos(1, 1)])
    state(tx, MESSAGE, Stated(at(), frozenset([kudos(1, 1)])), Stated(at(), frozenset()))
    assert list_turns_at(tx, command("1").place) + list_turns_at(tx, MESSAGE.place) == []


def test_a_second_emoji_on_the_same_message_is_no_second_thanks(tx: Transaction) -> None:
    assert give(tx, CLAP, [BARE], at(minutes=1)) == (BARE,)
    assert give(tx, FIRE, [BARE], at(minutes=2)) == ()
    take_back(tx, CLAP, at(minutes=3), [BARE])
    assert _counted(tx) == [BARE]


def test_a_covered_act_lives_again_when_the_higher_one_is_taken_back(tx: Transaction) -> None:
    answer = Act("answer", 1, 2)
    give(tx, CLAP, [BARE], at(minutes=1))
    give(tx, MESSAGE, [answer], at(minutes=2))
    assert _counted(tx) == [answer]
    assert live_acts(tx, CLAP) == {BARE}
    take_back(tx, MESSAGE, at(minutes=3))
    assert _counted(tx) == [BARE]


def test_a_person_named_besides_their_group_is_thanked_in_person(tx: Transaction) -> None:
    give(tx, MESSAGE, [kudos(1, 2, party="S1"), ACT, kudos(1, 2, party="A0"), BARE], at())
    assert _counted(tx) == [ACT]


def test_an_edit_tells_what_began_and_what_ended(tx: Transaction) -> None:
    first, second = frozenset([ACT]), frozenset([kudos(1, 3)])
    assert state(tx, MESSAGE, Stated(at(), first)).given == (ACT,)
    change = state(tx, MESSAGE, Stated(at(minutes=1), second), Stated(at(), first))
    assert (change.given, change.taken_back) == ((kudos(1, 3),), (ACT,))
    assert live_acts(tx, MESSAGE) == second


def test_an_unfurl_that_changes_no_words_writes_nothing(tx: Transaction) -> None:
    said = Stated(at(), frozenset([ACT]))
    state(tx, MESSAGE, said)
    state(tx, MESSAGE, said, said)
    assert len(list_turns_at(tx, MESSAGE.place)) == 1


def test_a_deletion_heals_the_edit_that_was_lost(tx: Transaction) -> None:
    state(tx, MESSAGE, Stated(at(), frozenset([ACT])))
    deletion = Stated(at(minutes=2), frozenset())
    lost = Stated(at(minutes=1), frozenset([kudos(1, 3)]))
    assert state(tx, MESSAGE, deletion, lost).taken_back == (ACT,)
    assert live_acts(tx, MESSAGE) == frozenset()


def test_a_creation_that_arrives_after_the_deletion_counts_nothing(tx: Transaction) -> None:
    deleted_at = at(minutes=2)
    state(tx, MESSAGE, Stated(deleted_at, frozenset()))
    created = Stated(at(), frozenset([ACT]))
    assert state(tx, MESSAGE, created, superseded_at=deleted_at).given == ()
    assert _counted(tx) == []


def test_a_late_older_version_lets_a_live_act_have_happened_earlier(tx: Transaction) -> None:
    state(tx, MESSAGE, Stated(at(days=8), frozenset([ACT])))
    state(tx, MESSAGE, Stated(at(), frozenset([ACT])), superseded_at=at(days=8))
    assert [live.at for live in list_counted_acts(tx, 0, at(days=9))] == [at()]


def test_a_reason_written_later_makes_a_bare_kudos_full(tx: Transaction) -> None:
    state(tx, MESSAGE, Stated(at(), frozenset([BARE])))
    state(tx, MESSAGE, Stated(at(minutes=1), frozenset([ACT])), Stated(at(), frozenset([BARE])))
    assert [(live.act, live.at) for live in list_counted_acts(tx, 0, at(days=1))] == [(ACT, at())]


def test_another_workspace_sees_none_of_it(database: Database) -> None:
    with transaction(database) as tx:
        give(tx, MESSAGE, [ACT], at())
    with transaction(database, workspace_id="T2") as tx:
        assert live_acts(tx, MESSAGE) == frozenset()
        assert _counted(tx) == []


def test_what_was_looked_up_ahead_knows_what_was_given_since(tx: Transaction) -> None:
    give(tx, MESSAGE, [ACT], at())
    look_ahead(tx, [("C1", str(MESSAGE.message_ts)), ("C1", "1763467200.000900")])
    with sent_to(tx.session.get_bind()) as sent:
        assert give(tx, MESSAGE, [ACT], at()) == ()
        assert give(tx, CLAP, [kudos(3, 2)], at(minutes=1)) == (kudos(3, 2),)
        assert give(tx, CLAP, [kudos(3, 2)], at(minutes=1)) == ()
        assert take_back(tx, CLAP, at(minutes=2)) == (kudos(3, 2),)
    assert sent == []
    assert _counted(tx) == [ACT]


def test_a_savepoint_that_fails_takes_back_what_was_remembered_too(tx: Transaction) -> None:
    look_ahead(tx, [("C1", str(MESSAGE.message_ts))])
    with pytest.raises(ZeroDivisionError):
        _give_and_fail(tx)
    assert live_acts(tx, MESSAGE) == frozenset()
    assert give(tx, MESSAGE, [ACT], at()) == (ACT,)


def _give_and_fail(tx: Transaction) -> None:
    with tx.savepoint():
        give(tx, MESSAGE, [ACT], at())
        raise ZeroDivisionError
