"""A long talk of two that falls silent is noticed once a thread, on both databases."""

from datetime import timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.company.use_cases.talks import find_talks, remember_suggested, suggest_voice
from slackapp.vocabulary.facts import NudgeWanted
from tests.builders.databases import transaction
from tests.features.company.builders import NOON, ROOT, key, nudge_of, open_workspace, write


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def talk(tx: Transaction, *, replies: int = 20, minutes: float = 29.0, until: float = 0) -> None:
    """Ana and Bo in turn, the last one at the minute `until`, by Bo."""
    for number in range(replies):
        back = (replies - 1 - number) * minutes / (replies - 1)
        write(tx, "Ana" if (replies - number) % 2 == 0 else "Bo", until - back)


def found(database: Database, minute: float) -> list[NudgeWanted]:
    with transaction(database, now=NOON + timedelta(minutes=minute)) as tx:
        return list(find_talks(tx))


def test_two_minutes_after_the_last_reply_its_writer_is_asked(database: Database) -> None:
    with transaction(database) as tx:
        talk(tx)
        bo = key(tx, "Bo")
    assert found(database, 1.9) == []
    [wanted] = found(database, 2)
    assert (wanted.people, wanted.subject) == ((bo,), f"C1:{ROOT}")
    assert (wanted.seen_at, wanted.thread_ts) == (NOON + timedelta(minutes=2), ROOT)
    with transaction(database, now=NOON + timedelta(minutes=2)) as tx:
        asked = suggest_voice(tx, nudge_of(wanted))
        assert asked is not None
        assert (asked.markup, asked.choices) == ("Quicker by voice? A huddle may help.", ())


def test_it_is_of_no_use_ten_minutes_later(database: Database) -> None:
    with transaction(database) as tx:
        talk(tx)
    [wanted] = found(database, 2)
    assert wanted.until == NOON + timedelta(minutes=10)
    assert found(database, 60) == []


@pytest.mark.parametrize(("replies", "minutes"), [(19, 10.0), (20, 32.0), (22, 40.0)])
def test_fewer_or_slower_replies_are_no_long_talk(
    database: Database, replies: int, minutes: float
) -> None:
    with transaction(database) as tx:
        talk(tx, replies=replies, minutes=minutes)
    assert found(database, 3) == []


def test_a_third_voice_makes_it_a_conversation_of_more(database: Database) -> None:
    with transaction(database) as tx:
        talk(tx, replies=24)
        write(tx, "Cy", -5.5)
    assert found(database, 3) == []


def test_one_person_alone_is_no_talk(database: Database) -> None:
    with transaction(database) as tx:
        for number in range(25):
            write(tx, "Bo", -number / 10)
    assert found(database, 3) == []


def test_deleted_replies_and_other_threads_do_not_count(database: Database) -> None:
    with transaction(database) as tx:
        talk(tx, replies=19, minutes=10)
        write(tx, "Ana", -3.3, deleted=True)
        write(tx, "Ana", -3.4, root=None)
        write(tx, "Ana", -3.5, channel="G1")
    assert found(database, 3) == []


def test_whoever_writes_on_settles_it(database: Database) -> None:
    with transaction(database) as tx:
        talk(tx, replies=24, minutes=20)
    [wanted] = found(database, 2)
    with transaction(database) as tx:
        write(tx, "Ana", 2.5)
    for minute in (3, 5):
        with transaction(database, now=NOON + timedelta(minutes=minute)) as tx:
            assert suggest_voice(tx, nudge_of(wanted)) is None


def test_once_a_thread_whoever_writes_last(database: Database) -> None:
    with transaction(database) as tx:
        talk(tx, replies=24, minutes=20)
    [wanted] = found(database, 2)
    with transaction(database) as tx:
        remember_suggested(tx, nudge_of(wanted))
        remember_suggested(tx, nudge_of(wanted))
        write(tx, "Ana", 3)
    assert found(database, 5.1) == []


def test_another_workspace_s_talk_is_its_own(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    two_later = NOON + timedelta(minutes=2)
    with transaction(database) as tx:
        talk(tx)
    [wanted] = found(database, 2)
    with transaction(database, workspace_id="T2", now=two_later) as tx:
        assert list(find_talks(tx)) == []
        remember_suggested(tx, nudge_of(wanted))
    assert found(database, 2) == [wanted]
