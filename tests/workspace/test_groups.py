"""User groups and who is in them."""

from datetime import UTC, datetime, timedelta

import pytest

from slackapp.database.transaction import Transaction
from slackapp.workspace.groups import (
    GroupRecord,
    change_members,
    forget_group,
    group_members,
    save_group,
)
from slackapp.workspace.lookup import NotKnownYet
from tests.workspace.conftest import Open

FIRST = datetime(2026, 11, 1, tzinfo=UTC)
SECOND = FIRST + timedelta(hours=1)
THIRD = FIRST + timedelta(hours=2)


def ids(tx: Transaction, group_id: str = "S1") -> set[str]:
    return {person.slack_id for person in group_members(tx, group_id)}


def test_saving_again_leaves_exactly_the_new_members(opened: Open) -> None:
    with opened() as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1", "U2")))
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U2",)))
        assert ids(tx) == {"U2"}


def test_a_group_is_known_in_its_own_workspace_only(opened: Open) -> None:
    with opened(workspace_id="T1") as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1",)))
    with opened(workspace_id="T2") as tx, pytest.raises(NotKnownYet):
        group_members(tx, "S1")


def test_a_disabled_group_is_nobody(opened: Open) -> None:
    with opened() as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1",), active=False))
        assert ids(tx) == set()


def test_a_member_never_met_is_named_in_the_error(opened: Open) -> None:
    with opened() as tx, pytest.raises(NotKnownYet) as error:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1", "U9")))
    assert error.value.slack_ids == {"U9"}


def test_an_older_version_arriving_late_changes_nothing(opened: Open) -> None:
    with opened() as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1",), updated_at=SECOND))
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U2",), updated_at=FIRST))
        assert ids(tx) == {"U1"}


def change(tx: Transaction, *, previous_at: datetime, updated_at: datetime) -> None:
    change_members(
        tx,
        group_id="S1",
        added_ids=["U2"],
        removed_ids=["U1"],
        previous_at=previous_at,
        updated_at=updated_at,
    )


def test_people_join_and_leave(opened: Open) -> None:
    with opened() as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1",), updated_at=FIRST))
        change(tx, previous_at=FIRST, updated_at=SECOND)
        assert ids(tx) == {"U2"}


def test_a_change_delivered_twice_is_one(opened: Open) -> None:
    with opened() as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1",), updated_at=FIRST))
        change(tx, previous_at=FIRST, updated_at=SECOND)
        change(tx, previous_at=FIRST, updated_at=SECOND)
        assert ids(tx) == {"U2"}


def test_a_group_is_asked_for_again_when_a_change_was_missed(opened: Open) -> None:
    with opened() as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1",), updated_at=FIRST))
        change(tx, previous_at=SECOND, updated_at=THIRD)
        with pytest.raises(NotKnownYet):
            group_members(tx, "S1")


def test_a_change_of_a_group_never_met_is_left_alone(opened: Open) -> None:
    with opened() as tx:
        change(tx, previous_at=FIRST, updated_at=SECOND)
        with pytest.raises(NotKnownYet):
            group_members(tx, "S1")


def test_a_forgotten_group_is_asked_for_again(opened: Open) -> None:
    with opened() as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1",)))
        forget_group(tx, "S1")
        with pytest.raises(NotKnownYet):
            group_members(tx, "S1")
