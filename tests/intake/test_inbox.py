"""Stored in time or refused in time, whatever happens to the database in between."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence

import pytest
from sqlalchemy import event, select, text

from slackapp.database.engines import Database
from slackapp.intake import inbox as inbox_module
from slackapp.intake.envelope import EventEnvelope
from slackapp.intake.inbox import InboxUnavailable, InboxWriter
from slackapp.intake.models import InboxEvent
from slackapp.vocabulary.clock import SettableClock

Store = Callable[[EventEnvelope], Awaitable[None]]


@pytest.fixture
def inbox(database: Database, clock: SettableClock) -> Iterator[InboxWriter]:
    writer = InboxWriter(database, clock, on_stored=lambda: None)
    writer.start()
    yield writer
    writer.close()


def _event(event_id: str) -> EventEnvelope:
    return EventEnvelope(workspace_id="T1", event_id=event_id, kind="message", body=b"{}")


def _stored(database: Database) -> Sequence[str]:
    query = select(InboxEvent.event_id).order_by(InboxEvent.received_at)
    with database.reading() as session:
        return session.scalars(query).all()


async def _store(inbox: InboxWriter, event_ids: Sequence[str]) -> list[BaseException | None]:
    stores = (inbox.store(_event(event_id)) for event_id in event_ids)
    return await asyncio.gather(*stores, return_exceptions=True)


def test_events_are_read_in_the_order_they_came_in(inbox: InboxWriter, database: Database) -> None:
    """Those that arrive together too, though their clock has not moved."""
    event_ids = [f"Ev{(number * 7) % 40}" for number in range(40)]
    assert asyncio.run(_store(inbox, event_ids)) == [None] * 40
    assert _stored(database) == event_ids
    with database.reading() as session:
        assert len(set(session.scalars(select(InboxEvent.received_at)))) == 40


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_statement_has_more_values_than_sqlite_takes(
    inbox: InboxWriter, database: Database
) -> None:
    """32,766 by default; drivers with a higher limit would hide it."""
    values: list[int] = []
    count = lambda *call: values.append(len(call[3]))  # noqa: E731  SQLAlchemy's six arguments
    event.listen(database.engine, "before_cursor_execute", count)
    asyncio.run(_store(inbox, [f"Ev{number:04d}" for number in range(7_000)]))
    event.remove(database.engine, "before_cursor_execute", count)
    assert sum(values) == 7_000 * 5
    assert max(values) < 32_766


def test_too_many_waiting_are_refused_at_once_and_room_comes_back(
    inbox: InboxWriter, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "MAX_WAITING", 2)

    async def twice() -> list[list[BaseException | None]]:
        return [await _store(inbox, ["Ev1", "Ev2", "Ev3"]), await _store(inbox, ["Ev4"])]

    [[*welcome, refused], later] = asyncio.run(twice())
    assert (welcome, later) == ([None, None], [None])
    assert isinstance(refused, InboxUnavailable)
    assert sorted(_stored(database)) == ["Ev1", "Ev2", "Ev4"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_lost_between_two_events_is_made_anew(
    inbox: InboxWriter, database: Database
) -> None:
    assert asyncio.run(_store(inbox, ["Ev1"])) == [None]
    with database.connecting() as connection:
        end_others = (
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert connection.scalar(text(end_others)) >= 1  # the fixture may hold one, too
    assert asyncio.run(_store(inbox, ["Ev2"])) == [None]
    assert _stored(database) == ["Ev1", "Ev2"]


def test_a_failed_batch_is_refused_and_the_next_is_stored(
    inbox: InboxWriter, database: Database
) -> None:
    with database.writing() as session:
        session.execute(text("ALTER TABLE inbox_event RENAME TO elsewhere"))
    [refused] = asyncio.run(_store(inbox, ["Ev1"]))
    with database.writing() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO inbox_event"))
    assert isinstance(refused, InboxUnavailable)
    assert asyncio.run(_store(inbox, ["Ev2"])) == [None]
    assert _stored(database) == ["Ev2"]


def test_an_event_no_driver_can_take_is_refused_and_the_next_is_stored(
    inbox: InboxWriter, database: Database
) -> None:
    """The front door lets no such id through; here nothing may end the one thread that stores."""
    [refused] = asyncio.run(_store(inbox, ["Ev\ud800"]))
    assert isinstance(refused, InboxUnavailable)
    assert asyncio.run(_store(inbox, ["EvNext"])) == [None]
    assert _stored(database) == ["EvNext"]


def test_an_event_whose_loop_has_ended_does_not_stop_the_next(
    inbox: InboxWriter, database: Database
) -> None:
    async def leave() -> None:
        store = asyncio.ensure_future(inbox.store(_event("Ev1")))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        store.cancel()

    with database.writing() as session:  # SQLite's one writer: Ev1 waits until its loop is gone
        if not database.is_sqlite:
            session.execute(text("LOCK TABLE inbox_event IN ACCESS EXCLUSIVE MODE"))
        asyncio.run(leave())
    assert asyncio.run(_store(inbox, ["Ev2"])) == [None]
    assert _stored(database) == ["Ev1", "Ev2"]
