"""Who wrote where and when, in its newest version, whatever order the versions came in."""

from itertools import permutations

from slackapp.database.transaction import Transaction
from slackapp.intake import message_index
from slackapp.intake.rooms import take_in
from slackapp.vocabulary.slack_time import micros_of_ts
from tests.builders.slack_events import deleted, edited, message
from tests.intake.desk import Desk

TS, AT, LATER = "1763467200.000100", "1763467260.000000", "1763467320.000200"
VERSIONS = (
    message("then", ts=TS),
    edited("now", was="then", at=AT),
    deleted(was="now", at=LATER),
)


def _known(tx: Transaction, ts: str = TS) -> tuple[str | None, int | None]:
    author = message_index.author_of(tx, "C1", ts)
    return author.slack_id if author else None, message_index.version_of(tx, "C1", ts)


def test_any_order_of_versions_ends_at_the_newest(desk: Desk) -> None:
    for number, order in enumerate(permutations([*VERSIONS, VERSIONS[0]])):
        desk.settle_in(f"T{number}")
        with desk.opened(f"T{number}") as tx:
            for event in order:
                take_in(tx, event)
            assert _known(tx) == ("U1", micros_of_ts(LATER))
            assert message_index.count_messages(tx) == {"messages": 0, "people": 0}


def test_counts_are_of_people_and_what_they_still_say(desk: Desk) -> None:
    with desk.opened() as tx:
        assert message_index.span(tx) is None
        for second, user in enumerate(("U1", "U1", "U2", "U3")):
            take_in(tx, message(ts=f"176346720{second}.000100", user=user))
        gone = deleted(was="", at=LATER, ts="1763467203.000100")
        gone["previous_message"]["user"] = "U3"
        take_in(tx, gone)
        assert message_index.count_messages(tx) == {"messages": 3, "people": 2}
        assert message_index.span(tx) == (1763467200000100, 1763467202000100)


def test_a_deletion_told_first_is_remembered_without_its_author(desk: Desk) -> None:
    gone = deleted(was="", at=LATER)
    del gone["previous_message"]
    with desk.opened() as tx:
        take_in(tx, gone)
        take_in(tx, message(ts=TS))
        assert _known(tx) == (None, micros_of_ts(LATER))
        assert message_index.count_messages(tx) == {"messages": 0, "people": 0}


def test_the_same_ts_elsewhere_is_another_message(desk: Desk) -> None:
    desk.settle_in("T2")
    with desk.opened() as tx:
        take_in(tx, message(ts=TS))
        assert message_index.version_of(tx, "C2", TS) is None
    with desk.opened("T2") as tx:
        assert _known(tx) == (None, None)
