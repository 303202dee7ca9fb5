"""People are found by Slack id and by our key, in their own workspace only."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from slackapp.database.transaction import Transaction
from slackapp.workspace.admins import is_admin, list_admins
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.models import PersonRow
from slackapp.workspace.people import (
    PersonRecord,
    count_members,
    find_people,
    hide_name,
    kind_of,
    leave_out,
    names_for_suggestion,
    people_by_id,
    people_by_key,
    save_people,
)
from tests.workspace.conftest import Open

EARLY = datetime(2026, 11, 1, tzinfo=UTC)


def test_the_same_slack_id_is_another_person_in_another_workspace(opened: Open) -> None:
    with opened(workspace_id="T1") as tx:
        ours = people_by_id(tx, ["U1"])["U1"]
    with opened(workspace_id="T2") as tx:
        theirs = people_by_id(tx, ["U1"])["U1"]
        assert people_by_key(tx, [ours.key]) == {}
        save_people(tx, [PersonRecord(slack_id="U1", name="Renamed")])
    with opened(workspace_id="T1") as tx:
        assert people_by_key(tx, [ours.key])[ours.key].name == "Ana of T1"
    assert ours.key != theirs.key


def test_somebody_never_met_is_named_in_the_error(opened: Open) -> None:
    with opened() as tx:
        with pytest.raises(NotKnownYet) as error:
            people_by_id(tx, ["U1", "U8", "U9"])
        assert error.value.slack_ids == {"U8", "U9"}
        assert find_people(tx, ["U1", "U8"]).keys() == {"U1"}


def test_somebody_slack_does_not_know_is_a_known_answer(opened: Open) -> None:
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="U9", name="", kind="unknown")])
        assert people_by_id(tx, ["U9"])["U9"].kind == "unknown"


def test_a_failed_look_up_never_wipes_out_somebody_we_know(opened: Open) -> None:
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="U1", name="", kind="unknown", active=False)])
        assert people_by_id(tx, ["U1"])["U1"].is_member


def test_a_change_keeps_the_key_and_takes_the_new_profile(opened: Open) -> None:
    with opened() as tx:
        key = people_by_id(tx, ["U1"])["U1"].key
        save_people(tx, [PersonRecord(slack_id="U1", name="Ana Maria", active=False)])
    with opened() as tx:
        ana = people_by_key(tx, [key])[key]
        assert (ana.slack_id, ana.name, ana.active) == ("U1", "Ana Maria", False)


def test_an_older_version_of_a_profile_arriving_late_changes_nothing(opened: Open) -> None:
    late = EARLY + timedelta(days=1)
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="U1", name="New", updated_at=late)])
        save_people(tx, [PersonRecord(slack_id="U1", name="Old", updated_at=EARLY)])
        assert people_by_id(tx, ["U1"])["U1"].name == "New"


def test_what_a_record_leaves_out_stays_known(opened: Open) -> None:
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="U1", name="Ana", timezone="Europe/Rome")])
        save_people(tx, [PersonRecord(slack_id="U1", name="Ana")])
        assert (
            tx.session.query(PersonRow.timezone)
            .filter_by(workspace_id="T1", slack_id="U1")
            .scalar()
            == "Europe/Rome"
        )


def test_the_same_person_twice_in_one_list_is_one(opened: Open) -> None:
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="U5", name=name) for name in ("First", "Last")])
        assert people_by_id(tx, ["U5"])["U5"].name == "Last"


def test_members_are_active_people_of_this_workspace(opened: Open) -> None:
    with opened() as tx:
        save_people(
            tx,
            [
                PersonRecord(slack_id="U3", name="Gone", active=False),
                PersonRecord(slack_id="U4", name="Guest", kind="guest"),
                PersonRecord(slack_id="U5", name="Bot", kind="bot"),
                PersonRecord(slack_id="U6", name="Dana", kind="outside"),
            ],
        )
        assert count_members(tx) == 2


def test_somebody_forgotten_keeps_the_key_alone(opened: Open) -> None:
    with opened() as tx:
        row = tx.session.query(PersonRow).filter_by(workspace_id="T1", slack_id="U1").one()
        row.slack_id, row.name, row.real_name = None, "", ""
        key = row.key
    with opened() as tx:
        assert (people_by_key(tx, [key])[key].slack_id, find_people(tx, ["U1"])) == ("", {})
        assert count_members(tx) == 1


def test_names_to_suggest_leave_out_a_name_two_people_share(opened: Open) -> None:
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="U3", name="Other", real_name="ANA L")])
        named = names_for_suggestion(tx)
    assert {name: person.slack_id for name, person in named.items()} == {
        "ana of t1": "U1",
        "bo of t1": "U2",
        "bo m": "U2",
        "other": "U3",
    }


def test_thousands_of_people_are_found_at_once(opened: Open) -> None:
    with opened() as tx:
        assert find_people(tx, [f"U{number}" for number in range(70_000)]).keys() == {"U1", "U2"}


def test_somebody_looked_up_is_looked_up_anew_once_people_were_saved(opened: Open) -> None:
    with opened() as tx:
        assert find_people(tx, ["U1", "U8"])["U1"].name == "Ana of T1"
        records = [PersonRecord(slack_id=each, name="Renamed") for each in ("U1", "U8")]
        save_people(tx, records)
        assert {person.name for person in find_people(tx, ["U1", "U8"]).values()} == {"Renamed"}


def test_whoever_was_met_in_a_transaction_is_not_asked_for_again(opened: Open) -> None:
    with opened() as tx:
        met = find_people(tx, ["U1"])["U1"]
        its_row = (PersonRow.workspace_id == tx.workspace_id, PersonRow.key == met.key)
        tx.session.execute(delete(PersonRow).where(*its_row))
        assert find_people(tx, ["U1"]) == {"U1": met}


def test_admins_are_active_members_slack_calls_so_by_name(opened: Open) -> None:
    with opened() as tx:
        save_people(
            tx,
            [
                PersonRecord(slack_id="UZ", name="Zoe", admin=True),
                PersonRecord(slack_id="UA", name="Abe", admin=True),
                PersonRecord(slack_id="UG", name="Gone", admin=True, active=False),
                PersonRecord(slack_id="UB", name="Bot", admin=True, kind="bot"),
                PersonRecord(slack_id="UM", name="Mae"),
            ],
        )
        assert [admin.name for admin in list_admins(tx)] == ["Abe", "Zoe"]
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="UZ", name="Zoe")])
        assert [admin.name for admin in list_admins(tx)] == ["Abe"]
    with opened(workspace_id="T2") as tx:
        assert list_admins(tx) == []


def test_who_is_left_out_stays_so_whatever_slack_says_and_comes_back_as_they_are(
    opened: Open,
) -> None:
    with opened() as tx:
        ana = people_by_id(tx, ["U1"])["U1"].key
        leave_out(tx, ana, left_out=True)
        leave_out(tx, ana, left_out=True)
        assert people_by_id(tx, ["U1"])["U1"].kind == "left_out"
    with opened() as tx:
        news = PersonRecord(slack_id="U1", name="Ana Maria", kind="guest", updated_at=EARLY)
        save_people(tx, [news])
        save_people(tx, [PersonRecord(slack_id="U1", name="", kind="unknown", active=False)])
        found = people_by_id(tx, ["U1"])["U1"]
        assert (found.kind, found.is_member, found.is_heard) == ("left_out", False, False)
        assert count_members(tx) == 1
        assert "ana maria" not in names_for_suggestion(tx)
    with opened() as tx:
        leave_out(tx, ana, left_out=False)
        found = people_by_id(tx, ["U1"])["U1"]
        assert (found.kind, found.active, found.name) == ("guest", True, "Ana Maria")
    with opened(workspace_id="T2") as tx:
        assert people_by_id(tx, ["U1"])["U1"].is_member


def test_a_guest_who_is_left_out_is_a_guest_at_the_door(opened: Open) -> None:
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="U9", name="Gus", kind="guest")])
        leave_out(tx, find_people(tx, ["U9"])["U9"].key, left_out=True)
        assert (kind_of(tx, "U9"), kind_of(tx, "U1"), kind_of(tx, "U8")) == (
            "guest",
            "member",
            None,
        )


def test_an_admin_who_is_left_out_is_an_admin_nobody_writes_to(opened: Open) -> None:
    with opened() as tx:
        save_people(tx, [PersonRecord(slack_id="U1", name="Ana", admin=True)])
        assert is_admin(tx, "U1")
        assert not is_admin(tx, "U2")
        assert not is_admin(tx, "U9")
        leave_out(tx, people_by_id(tx, ["U1"])["U1"].key, left_out=True)
        assert is_admin(tx, "U1")
        assert list_admins(tx) == []


def test_a_hidden_name_is_kept_through_news_of_the_profile(opened: Open) -> None:
    with opened() as tx:
        hide_name(tx, people_by_id(tx, ["U1"])["U1"].key, hides_name=True)
        save_people(tx, [PersonRecord(slack_id="U1", name="Ana Maria")])
    with opened() as tx:
        people = people_by_id(tx, ["U1", "U2"])
        assert (people["U1"].is_member, people["U1"].may_be_named) == (True, False)
        assert people["U2"].may_be_named


def test_the_latest_joining_is_kept_whatever_order_the_news_come_in(opened: Open) -> None:
    joined, later = EARLY, EARLY + timedelta(days=3)

    def joined_at(tx: Transaction) -> datetime | None:
        return tx.session.scalar(
            select(PersonRow.joined_at).where(
                PersonRow.workspace_id == "T1", PersonRow.slack_id == "U1"
            )
        )

    with opened() as tx:
        assert joined_at(tx) is None
        newest = PersonRecord(slack_id="U1", name="Ana", updated_at=later)
        save_people(tx, [newest])
        save_people(
            tx, [PersonRecord(slack_id="U1", name="An", updated_at=EARLY, joined_at=joined)]
        )
        assert (joined_at(tx), people_by_id(tx, ["U1"])["U1"].name) == (joined, "Ana")
        save_people(tx, [PersonRecord(slack_id="U1", name="Ana", updated_at=later)])
        assert joined_at(tx) == joined
