"""What presses do, again and again, and what comes of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from slackapp.features.nudges.blocks import frame
from slackapp.features.nudges.rules.shown import CHANNEL as HERE
from slackapp.features.nudges.rules.shown import NEVER, NOT_NOW, PAUSE
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.features.nudges.use_cases.explaining import count_effects, list_held_back
from slackapp.features.nudges.use_cases.muting import mute, unmute
from slackapp.features.nudges.use_cases.pressing import Pressed, press, undo
from slackapp.features.nudges.use_cases.showing import show_home
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.preferences import Preferences, change_preferences, find_preferences
from slackapp.workspace.settings import load_settings, save_settings
from slackapp.workspace.silence import SilenceSettings
from tests.builders.admins import as_admin
from tests.builders.wishes import CHANNEL, MESSAGE, NOTICE
from tests.features.nudges.desk import NOON, Desk


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Ana was asked about bills, in #general."""
    desk.want(NOTICE, "bills", "UANA", seen_at=NOON)
    desk.tick()
    return desk


def do(
    desk: Desk,
    choice: str,
    who: str = "UANA",
    *,
    use_case: object = press,
    kind: str = NOTICE,
    subject: str = "bills",
) -> Pressed:
    nudge_id = desk.nudge_id(kind, subject)
    with desk.work() as tx:
        given = {"nudge_id": nudge_id, "choice": choice, "person_id": who}
        by = {"by": as_admin(tx, who)} if who == "UADA" else {}
        pressed: Pressed = use_case(tx, desk.offers, **given, **by)  # type: ignore[operator]
        return pressed


def preferences(desk: Desk, slack_id: str = "UANA") -> Preferences:
    key = desk.key(slack_id)
    with desk.work() as tx:
        found = find_preferences(tx, key)
        return replace(found, muted_channels=tuple(found.muted_channels))


def words(pressed: Pressed) -> str:
    return frame.message(pressed.shown)[0]


def test_a_press_is_done_once_however_often_it_comes(asked: Desk) -> None:
    for _ in range(3):
        assert words(do(asked, "yes")) == "Done, about bills."
    assert len(asked.wishes.acted) == 1


def test_it_can_be_taken_back_once_and_done_again(asked: Desk) -> None:
    do(asked, "yes")
    taken_back = do(asked, "yes", use_case=undo)
    assert words(taken_back) == "Taken back.\nWould you, about bills?"
    assert do(asked, "yes", use_case=undo).stale
    do(asked, "yes")
    assert (len(asked.wishes.acted), len(asked.wishes.undone)) == (2, 1)


def test_a_no_is_told_to_its_room(asked: Desk) -> None:
    assert words(do(asked, "no")) == "All right."
    assert [subject for subject, _ in asked.wishes.declined] == ["bills"]


def test_a_button_that_is_no_more_shows_how_things_are(asked: Desk) -> None:
    pressed = do(asked, "of old")
    assert (pressed.stale, words(pressed)) == (True, "Would you, about bills?")
    asked.wishes.settled.add("bills")
    pressed = do(asked, "yes")
    assert (pressed.stale, words(pressed)) == (True, "This is settled.")
    assert asked.wishes.acted == []


def test_a_nudge_nobody_knows_is_answered_kindly(asked: Desk) -> None:
    with asked.work() as tx, pytest.raises(Refusal, match="old message"):
        press(tx, asked.offers, nudge_id="gone", choice="yes", person_id="UANA")


def test_nobody_presses_what_others_were_asked(asked: Desk) -> None:
    with pytest.raises(Refusal, match="somebody else"):
        do(asked, "yes", "UBO")


def test_what_its_room_refuses_leaves_it_as_it_was(asked: Desk) -> None:
    asked.wishes.refused.add("bills")
    with pytest.raises(Refusal, match="cannot be"):
        do(asked, "yes")
    asked.wishes.refused.clear()
    assert words(do(asked, "yes")) == "Done, about bills."


def test_not_now_is_a_no_and_nothing_else(asked: Desk) -> None:
    assert words(do(asked, NOT_NOW, use_case=mute)) == "All right, not now."
    assert preferences(asked) == Preferences()
    assert len(asked.wishes.declined) == 1


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        (PAUSE, Preferences(paused_until=NOON + timedelta(days=7))),
        (HERE, Preferences(muted_channels=("C1",))),
        (NEVER, Preferences(nudges={NOTICE: False})),
    ],
)
def test_the_menu_works_at_once_and_can_be_taken_back(
    asked: Desk, choice: str, chosen: Preferences
) -> None:
    do(asked, choice, use_case=mute)
    assert preferences(asked) == chosen
    asked.want(NOTICE, "notes", "UANA", seen_at=NOON)
    asked.tick()
    assert len(asked.seen) == 1
    assert words(do(asked, choice, use_case=unmute)) == "Would you, about bills?"
    assert preferences(asked) == Preferences()


def test_what_another_replica_changed_meanwhile_is_kept(asked: Desk) -> None:
    if asked.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    nudge_id, ana = asked.nudge_id(NOTICE, "bills"), asked.key("UANA")
    with asked.work() as tx:
        find_preferences(tx, ana)
        with asked.work() as other:
            change_preferences(other, ana, direct_messages=False)
        mute(tx, asked.offers, nudge_id=nudge_id, choice=PAUSE, person_id="UANA")
    chosen = preferences(asked)
    assert not chosen.direct_messages
    assert chosen.paused_until is not None
    with asked.work() as tx:
        find_preferences(tx, ana)
        with asked.work() as other:
            change_preferences(other, ana, direct_messages=True)
        unmute(tx, asked.offers, nudge_id=nudge_id, choice=PAUSE, person_id="UANA")
    assert preferences(asked) == Preferences()


def test_a_week_after_pause_a_week_it_goes_on(asked: Desk) -> None:
    do(asked, PAUSE, use_case=mute)
    asked.want(MESSAGE, "notes", "UANA", until=NOON + timedelta(days=30))
    asked.later(days=6)
    asked.tick()
    assert len(asked.seen) == 1
    asked.later(days=1)
    asked.tick()
    assert len(asked.seen) == 2


def test_only_admins_switch_a_channel_off_for_all(desk: Desk) -> None:
    desk.want(CHANNEL, "round")
    desk.tick()
    with pytest.raises(Refusal, match=r"Only admins can do that\. Yours: Ada\."):
        do(desk, HERE, "UANA", use_case=mute, kind=CHANNEL, subject="round")
    do(desk, HERE, "UADA", use_case=mute, kind=CHANNEL, subject="round")
    with desk.work() as tx:
        assert load_settings(tx, NudgesSettings).channels_off == ("C1",)
    do(desk, HERE, "UADA", use_case=unmute, kind=CHANNEL, subject="round")
    with desk.work() as tx:
        assert load_settings(tx, NudgesSettings).channels_off == ()


def test_in_a_post_for_everybody_everybody_may_press(desk: Desk) -> None:
    desk.want(CHANNEL, "round")
    desk.tick()
    for who in ("UANA", "UBO"):
        pressed = do(desk, "thank", who, kind=CHANNEL, subject="round")
        assert (pressed.line, pressed.undo) == ("Done, about round.", "thank")
    assert len(desk.wishes.acted) == 2


def effect(desk: Desk) -> list[tuple[str, int, int]]:
    with desk.work() as tx:
        return [(one.kind, one.sent, one.acted) for one in count_effects(tx)]


def test_an_act_within_a_day_is_an_effect(asked: Desk) -> None:
    asked.later(hours=23)
    do(asked, "yes")
    assert effect(asked) == [(NOTICE, 1, 1)]
    do(asked, "yes", use_case=undo)
    assert effect(asked) == [(NOTICE, 1, 0)]


def test_a_no_and_an_act_after_more_than_a_day_are_none(asked: Desk) -> None:
    asked.want(MESSAGE, "notes", "UANA")
    asked.tick()
    do(asked, "no", kind=MESSAGE, subject="notes")
    asked.later(hours=25)
    do(asked, "yes")
    assert effect(asked) == [(MESSAGE, 1, 0), (NOTICE, 1, 0)]


def test_a_matter_that_gets_settled_in_another_way_within_a_day_is_one_too(asked: Desk) -> None:
    asked.wishes.settled.add("bills")
    asked.later(hours=24)
    asked.tick()
    assert effect(asked) == [(NOTICE, 1, 1)]


def test_home_shows_what_waits_until_it_is_answered(desk: Desk) -> None:
    desk.want(NOTICE, "bills", "UANA")
    desk.want(MESSAGE, "notes", "UANA")
    desk.tick()
    ana = desk.key("UANA")
    with desk.work() as tx:
        shown = show_home(tx, desk.offers, ana)
    assert "Would you, about bills?" in str(frame.home(shown))
    assert "notes" not in str(frame.home(shown))
    do(desk, "yes")
    desk.say("UANA")
    desk.tick()
    assert [one.words for one in desk.seen] == ["Would you, about notes?"]
    with desk.work() as tx:
        shown = show_home(tx, desk.offers, ana)
    assert frame.message(shown)[0] == "Done, about bills."
    desk.later(minutes=11)
    with desk.work() as tx:
        assert show_home(tx, desk.offers, ana) == []


def test_what_is_taken_back_on_home_is_asked_again(desk: Desk) -> None:
    desk.want(NOTICE, "bills", "UANA")
    desk.tick()
    do(desk, "yes")
    do(desk, "yes", use_case=undo)
    desk.say("UANA")
    desk.tick()
    assert [one.words for one in desk.seen] == ["Taken back.\nWould you, about bills?"]


def test_admins_are_told_what_listening_held_back(desk: Desk) -> None:
    with desk.work() as tx:
        save_settings(tx, SilenceSettings(listening_until=NOON + timedelta(days=7)))
    desk.want(MESSAGE, "bills", "UANA")
    desk.want(MESSAGE, "notes", "UBO")
    desk.tick()
    with desk.work() as tx:
        told = list_held_back(tx, NOON, NOON + timedelta(days=7), offers=desk.offers)
    assert told == ["wish_message: 2"]
