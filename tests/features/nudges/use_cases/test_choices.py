"""What people and admins chose holds: kinds, channels, pauses, opt-ins, silence."""

from datetime import timedelta

import pytest

from slackapp.features.nudges.settings import NudgesSettings
from slackapp.workspace.channels import set_app_membership, set_archived
from slackapp.workspace.preferences import Preferences
from slackapp.workspace.silence import SilenceSettings
from tests.builders.wishes import CHANNEL, MESSAGE, NOTICE, OFF, OPT_IN
from tests.features.nudges.desk import NOON, Desk, choose, set_up


@pytest.mark.parametrize(
    ("preferences", "reason"),
    [
        (Preferences(paused_until=NOON + timedelta(days=1)), ("later", "paused")),
        (Preferences(nudges={MESSAGE: False}), ("no", "kind_muted")),
        (Preferences(muted_channels=["C1"]), ("no", "channel_muted")),
        (Preferences(direct_messages=False), ("no", "no_direct_messages")),
        (Preferences(opens="14:00", closes="18:00"), ("later", "outside_hours")),
        (Preferences(days=[0, 1]), ("later", "outside_hours")),
    ],
)
def test_what_people_chose_holds(
    desk: Desk, preferences: Preferences, reason: tuple[str, str]
) -> None:
    choose(desk, "UANA", preferences)
    desk.want(MESSAGE, "bills", "UANA")
    desk.tick()
    assert desk.seen == []
    assert desk.decisions("UANA") == [reason]


def test_a_notice_is_not_shown_where_it_is_muted_but_elsewhere(desk: Desk) -> None:
    choose(desk, "UANA", Preferences(muted_channels=["C2"]))
    desk.want(NOTICE, "bills", "UANA")
    desk.tick()
    desk.say("UANA", "C2")
    desk.tick()
    assert desk.seen == []
    desk.say("UANA", "C1")
    desk.tick()
    assert len(desk.seen) == 1


def test_some_kinds_are_only_for_who_asked_for_them(desk: Desk) -> None:
    choose(desk, "UBO", Preferences(nudges={OPT_IN: True, OFF: True}))
    for person in ("UANA", "UBO"):
        desk.want(OPT_IN, f"opt in {person}", person)
        desk.want(OFF, f"off {person}", person)
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UBO"]
    assert sorted(desk.decisions("UANA")) == [("no", "kind_off"), ("no", "not_opted_in")]


def test_an_admin_switches_kinds_and_channels_off(desk: Desk) -> None:
    set_up(desk, NudgesSettings(kinds={MESSAGE: False}, channels_off=("C2",)))
    desk.want(MESSAGE, "bills", "UANA")
    desk.want(CHANNEL, "round", channel_id="C2")
    desk.tick()
    assert desk.seen == []
    assert sorted(desk.decisions()) == [("no", "channel_off"), ("no", "kind_off")]


def test_a_paused_workspace_is_asked_nothing_until_it_goes_on(desk: Desk) -> None:
    set_up(desk, SilenceSettings(paused=True))
    desk.want(MESSAGE, "bills", "UANA")
    desk.want(CHANNEL, "round")
    desk.tick()
    assert desk.seen == []
    set_up(desk, SilenceSettings(paused=False))
    desk.later(minutes=15)
    desk.tick()
    assert len(desk.seen) == 2


def test_a_listening_workspace_posts_nothing_and_knows_what_it_would_have(desk: Desk) -> None:
    set_up(desk, SilenceSettings(listening_until=NOON + timedelta(days=7)))
    desk.want(MESSAGE, "bills", "UANA")
    desk.tick()
    desk.later(days=8)
    desk.tick()
    assert desk.seen == []
    assert desk.decisions("UANA") == [("no", "listening")]


def test_a_channel_is_asked_in_the_workspaces_hours_where_the_app_is(desk: Desk) -> None:
    desk.now = NOON + timedelta(hours=5)
    desk.want(CHANNEL, "round")
    desk.want(CHANNEL, "left", channel_id="C2")
    with desk.work() as tx:
        set_app_membership(tx, "C2", member=False, at=10**18)
    desk.tick()
    assert desk.seen == []
    desk.now = NOON + timedelta(hours=20)
    desk.tick()
    assert [(one.channel_id, one.to) for one in desk.seen] == [("C1", "")]


def test_an_archived_channel_is_not_asked(desk: Desk) -> None:
    with desk.work() as tx:
        set_archived(tx, "C1", archived=True)
    desk.want(CHANNEL, "round")
    desk.tick()
    assert desk.decisions() == [("no", "channel_archived")]
