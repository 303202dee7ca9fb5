"""What fails stays with its room: tried again, then a dead letter; nobody else waits for it."""

from sqlalchemy import func, select, update

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.intake.jobs import look_up_again
from slackapp.intake.models import InboxEvent
from slackapp.intake.store import list_dead, reopen_parked, retry_dead
from slackapp.jobs.models import Job
from slackapp.vocabulary.talk import Message
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.people import people_by_id
from tests.builders.slack_events import deleted, message
from tests.intake.desk import Desk, Fragile, note, noting_room

FIRST, SECOND = "1763467200.000100", "1763467200.000101"


def test_a_room_that_always_raises_delays_nobody(desk: Desk) -> None:
    fragile = Fragile("fragile", ValueError())
    desk.features = [noting_room("before"), fragile.feature, noting_room("after")]
    desk.put(message(ts=FIRST), message(ts=SECOND))
    desk.read()
    for _ in range(5):
        desk.wait(hours=2)
        desk.read()
    assert desk.noted("before") == desk.noted("after") == [FIRST, SECOND]
    assert desk.noted("fragile") == []


def test_what_failed_is_tried_after_1_4_16_and_64_minutes_then_buried(desk: Desk) -> None:
    fragile = Fragile("fragile", ValueError("somebody's words"))
    desk.features = [fragile.feature]
    desk.put(message(ts=FIRST))
    desk.read()
    tried = len(fragile.asked)
    for minutes in (1, 4, 16, 64):
        desk.wait(minutes=minutes, seconds=-1)
        desk.read()
        assert len(fragile.asked) == tried
        desk.wait(seconds=1)
        desk.read()
        tried += 1
        assert len(fragile.asked) == tried
    [dead] = desk.failures()
    assert (dead.attempts, dead.next_try_at, dead.reason) == (5, None, "ValueError")
    desk.wait(days=1)
    desk.read()
    assert len(fragile.asked) == tried


def test_a_room_that_recovers_gets_its_event_and_only_it(desk: Desk) -> None:
    fragile = Fragile("fragile", ValueError())
    desk.features = [noting_room("other"), fragile.feature]
    desk.put(message(ts=FIRST))
    desk.read()
    [event] = desk.events()
    assert event.state == "failed"
    fragile.error = None
    desk.wait(minutes=1)
    desk.read()
    [event] = desk.events()
    assert (event.state, event.body, desk.failures()) == ("done", None, [])
    assert desk.noted("fragile") == desk.noted("other") == [FIRST]


def test_two_broken_rooms_are_counted_apart(desk: Desk) -> None:
    one, two = Fragile("one", ValueError()), Fragile("two", KeyError())
    desk.features = [one.feature, two.feature]
    desk.put(message(ts=FIRST))
    desk.read()
    one.error = None
    desk.wait(minutes=1)
    desk.read()
    assert desk.noted("one") == [FIRST]
    assert [(row.room, row.attempts, row.reason) for row in desk.failures()] == [
        ("two", 2, "KeyError")
    ]
    assert [row.state for row in desk.events()] == ["failed"]


def test_dead_letters_are_listed_and_get_five_more_tries(desk: Desk) -> None:
    fragile = Fragile("fragile", ValueError())
    desk.features = [fragile.feature]
    desk.put(message(ts=FIRST), event_id="Ev1")
    desk.put(message(ts=SECOND), event_id="Ev2")
    _let_die(desk)
    with desk.database.writing() as session:
        assert [row.event_id for row in list_dead(session)] == ["Ev1", "Ev2"]
        assert list_dead(session, "T2") == []
        assert retry_dead(session, desk.clock.now(), ["Ev1"]) == 1
        assert [row.event_id for row in list_dead(session)] == ["Ev2"]
    fragile.error = None
    desk.read()
    assert desk.noted("fragile") == [FIRST]
    with desk.database.writing() as session:
        assert retry_dead(session, desk.clock.now()) == 1
    desk.read()
    assert desk.noted("fragile") == [FIRST, SECOND]


def test_what_fails_before_any_room_is_later_read_by_all(desk: Desk) -> None:
    fragile = Fragile("fragile", ValueError())
    desk.features = [fragile.feature, noting_room("after")]
    desk.put(message(ts=FIRST), event_id="Ev1")
    with desk.database.writing() as session:
        event = session.scalars(select(InboxEvent)).one()
        whole, event.body = event.body, b"{}"
    desk.read()
    assert [(row.room, row.reason) for row in desk.failures()] == [("intake", "KeyError")]
    with desk.database.writing() as session:
        session.scalars(select(InboxEvent)).one().body = whole
    desk.wait(minutes=1)
    desk.read()
    assert desk.noted("after") == [FIRST]
    assert [(row.room, row.attempts) for row in desk.failures()] == [("fragile", 1)]


def test_somebody_unknown_parks_the_event_behind_one_look_up(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    desk.put(message(ts=FIRST, user="U9"), message(ts=SECOND))
    desk.read()
    desk.read()
    parked, other = desk.events()
    assert (parked.state, parked.waits_for, other.state) == ("parked", "U9", "done")
    assert desk.look_ups() == ["U9"]
    assert (desk.noted("all"), desk.failures()) == ([SECOND], [])
    desk.meet("U9")
    with desk.opened() as tx:
        reopen_parked(tx, "U8")
    desk.read()
    assert desk.noted("all") == [SECOND]
    with desk.opened() as tx:
        reopen_parked(tx, "U9")
    desk.read()
    assert desk.noted("all") == [FIRST, SECOND]


def test_an_unknown_channel_is_looked_up_too(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    desk.put(message(ts=FIRST, channel="C9"))
    desk.read()
    assert desk.look_ups() == ["C9"]


def test_whoever_a_room_does_not_know_parks_the_event_for_all_rooms(desk: Desk) -> None:
    def needs_u9(tx: Transaction, message: Message) -> None:
        people_by_id(tx, ["U9"])
        note(tx, "needing", message.ts)

    desk.features = [noting_room("all"), Feature(name="needing", reads_message=needs_u9)]
    desk.put(message(ts=FIRST))
    desk.read()
    assert (desk.noted("all"), desk.look_ups()) == ([], ["U9"])
    desk.meet("U9")
    with desk.opened() as tx:
        reopen_parked(tx, "U9")
    desk.read()
    assert desk.noted("all") == desk.noted("needing") == [FIRST]


def test_a_retry_may_meet_somebody_unknown(desk: Desk) -> None:
    fragile = Fragile("fragile", ValueError())
    desk.features = [fragile.feature]
    desk.put(message(ts=FIRST))
    desk.read()
    fragile.error = NotKnownYet(["U9"])
    desk.wait(minutes=1)
    desk.read()
    assert [row.reason for row in desk.failures()] == ["NotKnownYet"]
    assert desk.look_ups() == ["U9"]
    fragile.error = None
    desk.wait(minutes=4)
    desk.read()
    assert desk.noted("fragile") == [FIRST]


def test_a_look_up_that_ended_without_an_answer_is_asked_for_again_and_one_under_way_is_not(
    desk: Desk,
) -> None:
    desk.put(message(ts=FIRST, user="U9"))
    desk.read()
    for seconds, state, asked in ((19, "failed", 1), (60, "running", 1), (1, "done", 2)):
        desk.wait(seconds=seconds)
        with desk.opened() as tx:
            tx.session.execute(update(Job).where(Job.workspace_id == "T1").values(state=state))
            look_up_again(tx)
        assert desk.look_ups() == ["U9"] * asked


def test_a_repeat_of_a_parked_event_changes_nothing(desk: Desk) -> None:
    desk.put(message(ts=FIRST, user="U9"), event_id="Ev1")
    desk.read()
    desk.put(message(ts=FIRST, user="U9"), event_id="Ev1")
    desk.read()
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(InboxEvent)) == 1
    assert desk.look_ups() == ["U9"]


def test_a_deletion_without_its_words_before_the_posting_keeps_it_away(desk: Desk) -> None:
    desk.features = [noting_room("all")]
    gone = deleted(was="", at="1763467260.000100", ts=FIRST)
    del gone["previous_message"]
    desk.put(gone)
    desk.read()
    seen: list[Message] = []
    desk.features = [Feature(name="seeing", reads_message=lambda _tx, read: seen.append(read))]
    desk.put(message(ts=FIRST))
    desk.read()
    assert [(one.deleted, one.superseded_at) for one in seen] == [(False, 1763467260000100)]


def _let_die(desk: Desk) -> None:
    for _ in range(5):
        desk.read()
        desk.wait(hours=2)
