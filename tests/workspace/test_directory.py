"""Events keep the directory in step with Slack."""

import random
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from slackapp.database.transaction import Transaction
from slackapp.vocabulary.slack_time import ts_of_micros
from slackapp.workspace.channels import ChannelRecord, channel_by_id, find_channel, save_channels
from slackapp.workspace.directory import DIRECTORY_EVENTS, apply_event
from slackapp.workspace.groups import GroupRecord, group_members, save_group
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.models import ChannelRow, PersonRow
from slackapp.workspace.people import people_by_id
from tests.workspace.conftest import Open


def learn(tx: Transaction, kind: str, **fields: Any) -> None:  # noqa: ANN401  JSON
    assert apply_event(tx, {"type": kind, **fields})


def know_channel(tx: Transaction, *, member: bool = False) -> None:
    save_channels(tx, [ChannelRecord(channel_id="C1", name="it", app_is_member=member)])


def stored(tx: Transaction, channel_id: str = "C1") -> ChannelRow:
    return tx.session.get_one(ChannelRow, (tx.workspace_id, channel_id), populate_existing=True)


@pytest.mark.parametrize("kind", ["team_join", "user_change"])
def test_somebody_came_or_changed(opened: Open, kind: str) -> None:
    with opened() as tx:
        for slack_id in ("U1", "U9"):
            learn(tx, kind, user={"id": slack_id, "team_id": "T1", "name": "new", "deleted": True})
            someone = people_by_id(tx, [slack_id])[slack_id]
            assert (someone.name, someone.active) == ("new", False)


def test_a_created_channel_is_known(opened: Open) -> None:
    with opened() as tx:
        learn(tx, "channel_created", channel={"id": "C1", "name": "it", "is_channel": True})
        assert channel_by_id(tx, "C1").audience == "public"


def test_a_late_word_of_its_creation_does_not_put_the_app_out_of_a_channel(opened: Open) -> None:
    with opened() as tx:
        know_channel(tx, member=True)
        learn(tx, "channel_created", channel={"id": "C1", "name": "it", "is_channel": True})
        assert channel_by_id(tx, "C1").app_is_member


@pytest.mark.parametrize("prefix", ["channel", "group"])
def test_a_channel_is_renamed_archived_brought_back_and_deleted(opened: Open, prefix: str) -> None:
    with opened() as tx:
        know_channel(tx, member=True)
        learn(tx, f"{prefix}_rename", channel={"id": "C1", "name": "new"})
        assert stored(tx).name == "new"
        learn(tx, f"{prefix}_archive", channel="C1", user="U1")
        assert stored(tx).archived
        learn(tx, f"{prefix}_unarchive", channel="C1", user="U1")
        assert not stored(tx).archived
        learn(tx, f"{prefix}_deleted", channel="C1")
        assert (stored(tx).archived, stored(tx).app_is_member) == (True, False)


def test_a_channel_shared_with_another_company_is_private_until_unshared(opened: Open) -> None:
    with opened() as tx:
        know_channel(tx)
        learn(tx, "channel_shared", channel="C1", connected_team_id="T9")
        assert channel_by_id(tx, "C1").audience == "private"
        learn(tx, "channel_unshared", channel="C1", is_ext_shared=True)
        assert channel_by_id(tx, "C1").audience == "private"
        learn(tx, "channel_unshared", channel="C1", is_ext_shared=False)
        assert channel_by_id(tx, "C1").audience == "public"


def test_a_channel_made_private_is_private_whatever_comes_late(opened: Open) -> None:
    """Slack tells it by a message: only a sync may open the channel again."""
    made_private = {"subtype": "channel_convert_to_private", "user": "U1", "channel_type": "group"}
    with opened() as tx:
        know_channel(tx)
        learn(tx, "message", channel="C1", **made_private)
        assert channel_by_id(tx, "C1").audience == "private"
        learn(tx, "message", channel="C9", **made_private)
        assert find_channel(tx, "C9") is None
        assert not apply_event(tx, {"type": "message", "subtype": "channel_convert_to_public"})
        assert not apply_event(
            tx, {"type": "message", "subtype": "team_join", "user": {"id": "U5"}}
        )
        assert not apply_event(tx, {"type": "message", "subtype": ["channel_convert_to_private"]})


def test_a_channel_keeps_all_but_its_id_when_that_changes(opened: Open) -> None:
    with opened() as tx:
        know_channel(tx, member=True)
        learn(tx, "channel_id_changed", old_channel_id="C1", new_channel_id="C2")
        assert find_channel(tx, "C1") is None
        assert channel_by_id(tx, "C2").app_is_member
        know_channel(tx)
        learn(tx, "channel_id_changed", old_channel_id="C1", new_channel_id="C2")
        assert find_channel(tx, "C1") is None
        assert channel_by_id(tx, "C2").app_is_member


def test_the_app_joins_and_leaves_a_channel(opened: Open) -> None:
    with opened() as tx:
        know_channel(tx)
        learn(tx, "member_joined_channel", user="UBOT", channel="C1")
        assert channel_by_id(tx, "C1").app_is_member
        learn(tx, "member_left_channel", user="U1", channel="C1")
        assert channel_by_id(tx, "C1").app_is_member
        learn(tx, "member_left_channel", user="UBOT", channel="C1")
        assert not channel_by_id(tx, "C1").app_is_member


def test_in_whatever_order_and_however_often_it_is_told_the_last_of_it_stands(
    opened: Open,
) -> None:
    """The app comes and goes, and goes for good or not; news is late, doubled and shuffled."""
    chance = random.Random(4)  # noqa: S311  the same orders each time
    kinds = {True: ["member_joined_channel"], False: ["member_left_channel", "channel_left"]}
    for _ in range(150):
        with opened() as tx:
            know_channel(tx, member=chance.random() < 0.5)
            stored(tx).app_membership_at = 0
            moments = chance.sample(range(1, 10_000_000), chance.randint(1, 6))
            happened = [(at, chance.random() < 0.5) for at in sorted(moments)]
            told = chance.sample(happened * 2, 2 * len(happened))
            for at, joined in told:
                kind = chance.choice(kinds[joined])
                learn(tx, kind, user="UBOT", channel="C1", event_ts=ts_of_micros(at))
            assert channel_by_id(tx, "C1").app_is_member is happened[-1][1], told


def test_leaving_a_channel_never_met_asks_for_it_first(opened: Open) -> None:
    """Else a late word that it joined would find no word that it left."""
    with opened() as tx, pytest.raises(NotKnownYet):
        apply_event(tx, {"type": "channel_left", "channel": "C9", "event_ts": "2.0"})


def test_joining_and_leaving_in_one_moment_is_leaving(opened: Open) -> None:
    for kinds in permutations(["member_joined_channel", "member_left_channel"]):
        with opened() as tx:
            know_channel(tx)
            stored(tx).app_membership_at = 0
            for kind in kinds:
                learn(tx, kind, user="UBOT", channel="C1", event_ts="5.0")
            assert not channel_by_id(tx, "C1").app_is_member


@pytest.mark.parametrize("kind", ["channel_left", "group_left"])
def test_the_app_is_told_that_it_left(opened: Open, kind: str) -> None:
    with opened() as tx:
        know_channel(tx, member=True)
        learn(tx, kind, channel="C1")
        assert not channel_by_id(tx, "C1").app_is_member


def test_joining_a_channel_never_met_asks_for_it_first(opened: Open) -> None:
    with opened() as tx:
        learn(tx, "member_joined_channel", user="U1", channel="C9")
        with pytest.raises(NotKnownYet) as error:
            apply_event(tx, {"type": "member_joined_channel", "user": "UBOT", "channel": "C9"})
    assert error.value.slack_ids == {"C9"}


def test_a_group_is_created_and_changed(opened: Open) -> None:
    with opened() as tx:
        subteam = {"id": "S1", "name": "it", "date_update": 100, "date_delete": 0}
        learn(tx, "subteam_created", subteam={**subteam, "users": ["U1"]})
        learn(
            tx,
            "subteam_members_changed",
            subteam_id="S1",
            date_previous_update=100,
            date_update=200,
            added_users=["U2"],
            removed_users=["U1"],
        )
        assert {person.slack_id for person in group_members(tx, "S1")} == {"U2"}
        learn(tx, "subteam_updated", subteam={**subteam, "date_update": 300, "users": ["U1"]})
        assert {person.slack_id for person in group_members(tx, "S1")} == {"U1"}


def test_a_group_told_without_its_members_is_asked_for_again(opened: Open) -> None:
    with opened() as tx:
        save_group(tx, GroupRecord(group_id="S1", member_ids=("U1",)))
        learn(tx, "subteam_updated", subteam={"id": "S1", "name": "it"})
        with pytest.raises(NotKnownYet):
            group_members(tx, "S1")


def test_what_is_no_directory_event_is_left_to_others(opened: Open) -> None:
    with opened() as tx:
        assert not apply_event(tx, {"type": "message"})
        assert not apply_event(tx, {"type": ["team_join"]})
        assert not apply_event(tx, {})


def test_missing_and_odd_fields_are_ignored_with_a_reason(opened: Open) -> None:
    odd_values: tuple[object, ...] = (None, 5, "", [], {}, {"id": 5})
    names = ("user", "channel", "subteam", "subteam_id", "old_channel_id", "added_users")
    with opened() as tx, capture_logs() as logged:
        for kind in DIRECTORY_EVENTS:
            assert not apply_event(tx, {"type": kind})
            for odd in odd_values:
                assert not apply_event(tx, {"type": kind, **dict.fromkeys(names, odd)})
    assert len(logged) == 7 * len(DIRECTORY_EVENTS)
    assert {line["event"] for line in logged} == {"directory.unreadable"}


def test_who_joins_is_known_since_the_events_own_time(opened: Open) -> None:
    with opened() as tx:
        for slack_id in ("U1", "U9"):
            user = {"id": slack_id, "team_id": "T1", "name": "new"}
            learn(tx, "team_join", user=user, event_ts="1763467200.000100")
            learn(tx, "user_change", user=user, event_ts="1763467300.000100")
            joined_at = tx.session.scalar(
                select(PersonRow.joined_at).where(
                    PersonRow.workspace_id == "T1", PersonRow.slack_id == slack_id
                )
            )
            assert joined_at == datetime(2025, 11, 18, 12, 0, 0, 100, tzinfo=UTC)
