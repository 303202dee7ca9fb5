"""The mirror: proportions of what somebody did themselves, of four weeks."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, MirrorLine
from slackapp.features.home.blocks import mirror_view
from slackapp.features.home.use_cases.mirror import look_in_mirror
from slackapp.intake.message_index import index_messages
from slackapp.sandbox.block_kit.content import checked_view
from slackapp.vocabulary.people import Channel
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.talk import Message, Wording
from slackapp.workspace.people import PersonRecord, find_people, leave_out, save_people
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
LONG_AGO = 60 * 24 * 40  # minutes


def shares(tx: Transaction, person: int, since: int) -> list[MirrorLine]:
    assert since == micros_of_datetime(NOW - timedelta(weeks=4))
    assert person == find_people(tx, ["U1"])["U1"].key
    return [MirrorLine(label="Shared : made", one=4, other=1)]


ROOMS = (Feature(name="links", mirror=shares), Feature(name="other"))


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with transaction(database, now=NOW) as tx:
        record = WorkspaceRecord(name="T1", bot_user_id="UBOT", bot_id="B1", app_id="A1")
        save_workspace(tx, record)
        save_people(tx, [PersonRecord(slack_id=f"U{n}", name=f"P{n}") for n in (1, 2)])
        yield tx


def ts(minutes_ago: int) -> str:
    return ts_of_micros(micros_of_datetime(NOW - timedelta(minutes=minutes_ago)))


def write(
    tx: Transaction, by: str, ago: int, *, to: int | None = None, deleted: bool = False
) -> None:
    message = Message(
        workspace_id="T1",
        channel=Channel(channel_id="C1", name="it", audience="public"),
        ts=ts(ago),
        author=find_people(tx, [by])[by],
        wording=Wording(micros_of_datetime(NOW), ""),
        deleted=deleted,
        thread_ts=None if to is None else ts(to),
    )
    index_messages(tx, [message])


def talk(tx: Transaction) -> None:
    """Ana: 3 posts, 5 replies to Bo, one in a thread never read, 2 in her own."""
    for number in range(3):
        write(tx, "U1", 100 + number)
    write(tx, "U2", 200)
    for number in range(5):
        write(tx, "U1", 50 + number, to=200)
        write(tx, "U2", 60 + number, to=100)
    write(tx, "U1", 40, to=5000)
    for number in range(2):
        write(tx, "U1", 30 + number, to=100)


def seen(tx: Transaction) -> list[tuple[str, int, int]]:
    found = look_in_mirror(tx, person_id="U1", rooms=ROOMS)
    return [(line.label, line.one, line.other) for line in found]


def test_it_shows_replies_to_posts_others_to_self_and_what_rooms_know(tx: Transaction) -> None:
    talk(tx)
    write(tx, "U1", LONG_AGO)
    write(tx, "U1", 20, deleted=True)
    assert seen(tx) == [
        ("Replies : posts", 8, 3),
        ("Others : self", 6, 2),
        ("Shared : made", 4, 1),
    ]


def test_under_ten_posts_there_is_too_little_to_say(tx: Transaction) -> None:
    for number in range(9):
        write(tx, "U1", 100 + number)
    assert seen(tx) == []
    write(tx, "U1", 99)
    assert seen(tx) != []


def test_who_is_left_out_or_unknown_sees_nothing(tx: Transaction) -> None:
    talk(tx)
    assert look_in_mirror(tx, person_id="U9", rooms=ROOMS) == []
    leave_out(tx, find_people(tx, ["U1"])["U1"].key, left_out=True)
    assert seen(tx) == []


def test_its_form_fits_and_says_too_little_plainly(tx: Transaction) -> None:
    talk(tx)
    view = mirror_view(look_in_mirror(tx, person_id="U1", rooms=ROOMS))
    checked_view(view, "modal", "1.000001")
    assert "*Replies : posts*\\n8 : 3" in str(view)
    checked_view(mirror_view([]), "modal", "1.000001")
    assert "Too little to say." in str(mirror_view([]))
