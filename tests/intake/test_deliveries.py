"""However often and in whatever order Slack tells it: each thing counts once."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import permutations
from typing import Any, TypeVar

import pytest

from slackapp.features.kudos.feature import FEATURE as KUDOS
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.links.feature import FEATURE as LINKS
from slackapp.features.links.use_cases.listing import count_shared_links
from slackapp.ledger.export import export_rows
from slackapp.workspace.settings import save_settings
from tests.builders.slack_events import deleted, edited, message, reaction
from tests.intake.desk import Desk

TS, AT, LATER = "1763467200.000100", "1763467260.000000", "1763467320.000200"
ONE = "<@U2> ++ for the long night that saved us <https://example.org/one>"
TWO = "<@U3> ++ for the long night that saved us <https://example.org/two>"

Json = dict[str, Any]
T = TypeVar("T")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.features = [KUDOS, LINKS]
    return desk


def live(desk: Desk, workspace_id: str = "T1") -> list[tuple[str, str, str]]:
    """(from, to, when) of every kudos that counts."""
    with desk.opened(workspace_id) as tx:
        return sorted(
            (row.from_person, row.to_person, row.occurred_at)
            for row in export_rows(tx)
            if row.live and row.kind == "kudos"
        )


def links(desk: Desk, workspace_id: str = "T1") -> int:
    with desk.opened(workspace_id) as tx:
        return count_shared_links(tx)


def shuffled(things: Sequence[T]) -> list[T]:
    """The same disorder every time."""
    order = sorted(range(len(things)), key=lambda place: sha256(b"%d" % place).digest())
    return [things[place] for place in order]


def test_twenty_events_ten_times_each_are_twenty_acts(desk: Desk) -> None:
    """Six deliveries of the same event id and four under other ids, shuffled.

    journeys/test_once.py delivers a hundred over HTTP.
    """
    stamps = [f"1763467200.{number:06d}" for number in range(20)]
    deliveries = [
        (message(ONE, ts=ts), f"Ev{ts[-6:]}{'' if copy < 6 else copy}")
        for ts in stamps
        for copy in range(10)
    ]
    for event, event_id in shuffled(deliveries):
        desk.put(event, event_id=event_id)
    desk.read()
    acts = live(desk)
    assert len(acts) == len({when for _, _, when in acts}) == 20
    assert links(desk) == 1


def test_eleven_copies_under_other_event_ids_are_one_act(desk: Desk) -> None:
    for number in range(12):
        desk.put(message(ONE, ts=TS), event_id=f"Ev{number}")
    desk.read()
    assert len(live(desk)) == 1


def test_a_repeat_in_a_later_batch_changes_nothing(desk: Desk) -> None:
    for days in (0, 1, 7):
        desk.wait(days=days)
        desk.put(message(ONE, ts=TS), event_id="Ev1")
        desk.put(message(ONE, ts=TS))
        desk.read()
    assert len(live(desk)) == 1


def test_a_mention_of_the_app_beside_its_message_is_one_act(desk: Desk) -> None:
    text = f"<@UBOT> {ONE}"
    mention = {**message(text, ts=TS), "type": "app_mention"}
    for event in (mention, message(text, ts=TS), mention):
        desk.put(event)
    desk.read()
    assert [to for _, to, _ in live(desk)] == ["U2"]


def test_an_unfurl_is_no_second_act(desk: Desk) -> None:
    unfurl = edited(ONE, was=ONE, at=LATER)
    del unfurl["message"]["edited"]
    desk.put(message(ONE, ts=TS), unfurl, unfurl)
    desk.read()
    assert len(live(desk)) == 1


def test_the_twins_of_a_broadcast_are_one_act(desk: Desk) -> None:
    reply = message(ONE, ts=TS, thread_ts="1763467100.000100")
    desk.put(reply, reply | {"subtype": "thread_broadcast"})
    desk.read()
    assert len(live(desk)) == 1


CREATED, CHANGED = message(ONE, ts=TS), edited(TWO, was=ONE, at=AT)
REMOVED = deleted(was=TWO, at=LATER)
REMOVED["previous_message"]["edited"] = {"user": "U1", "ts": AT}
WORDLESS = {name: value for name, value in REMOVED.items() if name != "previous_message"}


def _in_every_order(desk: Desk, events: Sequence[Json]) -> set[tuple[Any, int]]:
    """What counts at the end, over every order; each in a workspace of its own."""
    orders = sorted(set(permutations(range(len(events)))))
    names = [f"T{number}" for number in range(len(orders))]
    desk.settle_in(*names)
    for name, order in zip(names, orders, strict=True):
        for index in order:
            desk.put(events[index], workspace_id=name)
    desk.read()
    return {(tuple(live(desk, name)), links(desk, name)) for name in names}


def test_a_message_and_its_edit_end_alike_in_every_order(desk: Desk) -> None:
    edited_at = "2025-11-18T12:01:00.000000Z"
    assert _in_every_order(desk, [CREATED, CHANGED, CREATED]) == {((("U1", "U3", edited_at),), 1)}


@pytest.mark.parametrize("removed", [REMOVED, WORDLESS])
def test_a_message_its_edit_and_its_deletion_end_in_nothing(desk: Desk, removed: Json) -> None:
    assert _in_every_order(desk, [CREATED, CHANGED, removed]) == {((), 0)}


def test_repeats_between_them_change_nothing(desk: Desk) -> None:
    assert _in_every_order(desk, [CREATED, CHANGED, REMOVED, CREATED]) == {((), 0)}


def test_the_last_of_many_reactions_stands(desk: Desk) -> None:
    with desk.opened() as tx:
        save_settings(tx, KudosSettings(emoji=("clap",)))
    storm = [
        reaction("clap", at=f"17634672{second:02d}.000100", added=second % 2 == 0)
        for second in range(51)
    ]
    desk.put(*shuffled([*storm, *storm]))
    desk.read()
    assert live(desk) == [("U2", "U1", "2025-11-18T12:00:50.000100Z")]
    desk.put(reaction("clap", at="1763467299.000100", added=False))
    desk.read()
    assert live(desk) == []
