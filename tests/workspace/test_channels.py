"""Channels: who may know what happens there, and whether the app is in."""

import pytest

from slackapp.workspace.channels import (
    ChannelRecord,
    add_channel,
    channel_by_id,
    find_channel,
    find_channels,
    move_channel,
    save_channels,
    set_app_membership,
    set_name,
)
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.records import ChannelKind
from tests.builders.statements import sent_to
from tests.workspace.conftest import Open


@pytest.mark.parametrize(
    ("kind", "external", "audience"),
    [
        ("public", False, "public"),
        ("public", True, "private"),
        ("private", False, "private"),
        ("im", False, "private"),
        ("mpim", False, "private"),
    ],
)
def test_only_a_public_channel_of_ours_alone_has_a_public_audience(
    opened: Open, *, kind: ChannelKind, external: bool, audience: str
) -> None:
    with opened() as tx:
        save_channels(tx, [ChannelRecord(channel_id="C1", name="x", kind=kind, external=external)])
        assert channel_by_id(tx, "C1").audience == audience


def test_a_channel_never_met_is_named_in_the_error(opened: Open) -> None:
    with opened() as tx:
        assert find_channel(tx, "C9") is None
        with pytest.raises(NotKnownYet) as error:
            channel_by_id(tx, "C9")
    assert error.value.slack_ids == {"C9"}


def test_a_channel_is_known_in_its_own_workspace_only(opened: Open) -> None:
    with opened(workspace_id="T1") as tx:
        save_channels(tx, [ChannelRecord(channel_id="C1", name="ours")])
    with opened(workspace_id="T2") as tx:
        assert find_channel(tx, "C1") is None
        save_channels(tx, [ChannelRecord(channel_id="C1", name="theirs")])
        set_app_membership(tx, "C1", member=True, at=1)
    with opened(workspace_id="T1") as tx:
        ours = channel_by_id(tx, "C1")
        assert (ours.name, ours.app_is_member) == ("ours", False)


def test_saving_again_overwrites_what_was_known(opened: Open) -> None:
    with opened() as tx:
        save_channels(tx, [ChannelRecord(channel_id="C1", name="old")])
        save_channels(tx, [ChannelRecord(channel_id="C1", name="new", app_is_member=True)])
        found = channel_by_id(tx, "C1")
    assert (found.name, found.app_is_member) == ("new", True)


def test_a_channel_is_looked_up_once_a_transaction_and_anew_when_it_changes(opened: Open) -> None:
    with opened() as tx:
        save_channels(tx, [ChannelRecord(channel_id="C1", name="hall")])
        assert find_channels(tx, ["C1", "C9"]).keys() == {"C1"}
        with sent_to(tx.session.get_bind()) as sent:
            assert find_channels(tx, ["C1", "C9"]).keys() == {"C1"}
        assert sent == []
        set_name(tx, "C1", name="lobby")
        assert channel_by_id(tx, "C1").name == "lobby"
        add_channel(tx, ChannelRecord(channel_id="C9", name="attic"))
        assert channel_by_id(tx, "C9").name == "attic"
        move_channel(tx, old_id="C9", new_id="C8")
        assert find_channel(tx, "C9") is None
