"""Who is asked, when and where, by the clock and on each database."""

from dataclasses import replace
from datetime import timedelta

from slackapp.database.engines import Database
from slackapp.features.nudges.rules.situation import Availability
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.features.nudges.use_cases.trouble import TROUBLE
from slackapp.features.nudges.use_cases.wanting import see_message
from slackapp.workspace.channels import set_kind
from slackapp.workspace.preferences import Preferences
from tests.builders.statements import sent_to
from tests.builders.wishes import CHANNEL, DAILY, MESSAGE, NOTICE
from tests.features.nudges.desk import NOON, Desk, choose, set_up


def test_the_same_want_is_asked_once_however_often_it_is_found(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA")
    for _ in range(3):
        desk.tick()
        desk.later(days=1)
    assert len(desk.words("UANA")) == 1
    assert len(desk.wishes.sent) == 1


def test_what_was_dropped_is_not_asked_again(desk: Desk) -> None:
    choose(desk, "UANA", Preferences(nudges={MESSAGE: False}))
    desk.want(MESSAGE, "bills", "UANA")
    desk.tick()
    choose(desk, "UANA", Preferences())
    desk.tick()
    assert desk.seen == []
    assert desk.decisions("UANA") == [("no", "kind_muted")]


def test_a_decision_is_kept_only_where_it_changed(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UCY")
    for _ in range(3):
        desk.tick()
        desk.later(minutes=30)
    desk.later(hours=1)
    desk.tick()
    assert desk.decisions("UCY") == [("later", "outside_hours"), ("now", "")]


def test_each_is_asked_in_their_own_zone(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA")
    desk.want(MESSAGE, "notes", "UCY")
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UANA"]
    desk.later(hours=2)
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UANA", "UCY"]


def test_a_person_gets_a_message_a_day_and_three_a_week(desk: Desk) -> None:
    """From Wednesday on three days, then again when those are a week old."""
    set_up(desk, NudgesSettings(most_in_one=1))
    for number in range(6):
        desk.want(MESSAGE, f"matter {number}", "UANA", until=NOON + timedelta(days=30))
    for _ in range(8 * 6):
        desk.tick()
        desk.later(hours=4)
    assert [one.at.day for one in desk.seen] == [18, 19, 20, 25, 26]


def test_after_an_outage_nothing_floods_and_what_is_late_is_dropped(desk: Desk) -> None:
    for number in range(5):
        desk.want(MESSAGE, f"lasting {number}", "UANA")
        desk.want(MESSAGE, f"short {number}", "UANA", until=NOON + timedelta(hours=4))
    desk.later(days=1)
    desk.tick()
    assert len(desk.seen) == 1
    assert desk.seen[0].words.count("Would you, about lasting") == 3
    assert "short" not in desk.seen[0].words
    assert list(desk.states().values()).count("dropped") == 0  # never taken in: too late


def test_what_expires_while_it_waits_is_dropped_with_that_reason(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UCY", until=NOON + timedelta(hours=1))
    desk.tick()
    desk.later(hours=3)
    desk.tick()
    assert desk.decisions("UCY") == [("later", "outside_hours"), ("no", "expired")]
    assert desk.states() == {"bills": "dropped"}


def test_do_not_disturb_is_asked_from_slack_and_waited_for(desk: Desk) -> None:
    desk.said["UANA"] = Availability(quiet_until=NOON + timedelta(hours=1))
    desk.want(MESSAGE, "bills", "UANA")
    desk.tick()
    desk.later(minutes=30)
    desk.tick()
    assert (desk.seen, desk.asked) == ([], ["UANA"])
    del desk.said["UANA"]
    desk.later(minutes=30)
    desk.tick()
    assert len(desk.seen) == 1
    assert desk.decisions("UANA") == [("later", "do_not_disturb"), ("now", "")]


def test_a_status_that_says_away_is_waited_for(desk: Desk) -> None:
    desk.said["UANA"] = Availability(away_until=NOON + timedelta(days=2))
    desk.want(MESSAGE, "bills", "UANA")
    desk.tick()
    assert desk.decisions("UANA") == [("later", "away")]


def test_of_several_the_first_who_may_be_asked_is_and_the_others_refusals_are_kept(
    desk: Desk,
) -> None:
    choose(desk, "UANA", Preferences(direct_messages=False))
    desk.said["UBO"] = Availability(quiet_until=NOON + timedelta(hours=1))
    desk.want(MESSAGE, "bills", "UGUS", "UANA", "UBO", "UCY", "UADA")
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UADA"]
    assert desk.decisions("UGUS") == [("no", "guest")]
    assert desk.decisions("UANA") == [("no", "no_direct_messages")]
    assert desk.decisions("UBO") == [("later", "do_not_disturb")]
    assert desk.decisions("UCY") == [("later", "outside_hours")]


def test_the_next_of_several_is_asked_when_the_room_wants_it_again(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA", "UBO")
    desk.tick()
    desk.wishes.wanted.clear()
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UANA"]
    desk.want(MESSAGE, "bills", "UANA", "UBO")
    desk.tick()
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UANA", "UBO"]


def test_who_comes_later_is_asked_where_all_before_were_refused_for_good(desk: Desk) -> None:
    choose(desk, "UANA", Preferences(direct_messages=False))
    desk.want(MESSAGE, "bills", "UANA", "UGUS")
    desk.tick()
    desk.tick()
    assert desk.states() == {"bills": "dropped"}
    desk.wishes.wanted.clear()
    desk.want(MESSAGE, "bills", "UANA", "UBO", "UGUS")
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UBO"]
    desk.tick()
    assert desk.decisions("UANA") == [("no", "no_direct_messages")]
    assert desk.decisions("UGUS") == [("no", "guest")]


def test_refused_as_it_leaves_the_others_are_tried(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA", "UBO")
    desk.tick(sends=False)
    choose(desk, "UANA", Preferences(direct_messages=False))
    for _ in range(2):
        desk.later(minutes=1)
        desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UBO"]


def test_nobody_else_is_asked_while_one_of_several_is_on_its_way(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA", "UBO")
    for _ in range(3):
        desk.tick(sends=False)
    assert len(desk.planned_posts()) == 1


def test_whom_slack_refuses_is_followed_by_the_others(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA", "UBO")
    desk.tick(sends=False)
    desk.refuse("cannot_dm_bot")
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UBO"]


def test_a_notice_waits_for_a_sign_of_life(desk: Desk) -> None:
    desk.want(NOTICE, "bills", "UANA")
    desk.tick()
    desk.say("UBO")
    desk.tick()
    desk.say("UANA", ago=timedelta(minutes=3))
    desk.tick()
    assert desk.seen == []
    desk.say("UANA", "C2")
    desk.tick()
    assert [(one.channel_id, one.to) for one in desk.seen] == [("C2", "UANA")]


def test_one_about_what_somebody_just_did_is_shown_there_at_once(desk: Desk) -> None:
    desk.want(NOTICE, "bills", "UANA", seen_at=NOON)
    desk.tick()
    assert [(one.channel_id, one.to) for one in desk.seen] == [("C1", "UANA")]


def test_what_is_private_is_shown_in_its_own_channel_only(desk: Desk) -> None:
    desk.want(NOTICE, "bills", "UANA", channel_id="G1", audience="private")
    desk.tick()
    desk.say("UANA", "C1")
    desk.tick()
    assert desk.seen == []
    desk.say("UANA", "G1")
    desk.tick()
    assert [(one.channel_id, one.to) for one in desk.seen] == [("G1", "UANA")]


def test_what_became_private_since_is_private(desk: Desk) -> None:
    desk.want(NOTICE, "bills", "UANA")
    desk.tick()
    with desk.work() as tx:
        set_kind(tx, "C1", kind="private")
    desk.say("UANA", "C2")
    desk.tick()
    assert desk.seen == []


def test_notices_are_two_a_day_and_what_waits_together_comes_together(desk: Desk) -> None:
    for number in range(7):
        desk.want(NOTICE, f"matter {number}", "UANA")
    desk.tick()
    for _ in range(4):
        desk.say("UANA")
        desk.tick()
        desk.later(hours=0.5)
    assert [one.words.count("Would you") for one in desk.seen] == [3, 3]
    desk.later(days=1)
    desk.say("UANA")
    desk.tick()
    assert desk.seen[-1].words.count("Would you") == 1


def test_once_a_day_is_once_a_day_also_in_one_message(desk: Desk) -> None:
    for subject in ("one", "two"):
        desk.want(DAILY, subject, "UANA", seen_at=NOON)
    desk.tick()
    assert [one.words.count("Would you") for one in desk.seen] == [1]
    desk.later(days=1)
    desk.say("UANA")
    desk.tick()
    assert len(desk.seen) == 2


def test_what_is_settled_meanwhile_is_not_asked(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA")
    desk.want(MESSAGE, "notes", "UBO")
    desk.wishes.settled.add("notes")
    desk.tick(sends=False)
    desk.wishes.settled.add("bills")
    desk.tick()
    assert desk.seen == []
    assert desk.states() == {"bills": "settled", "notes": "settled"}


def test_a_post_that_would_leave_too_late_waits_again(desk: Desk) -> None:
    """Slack was away from 16:59 on: nobody is asked at 20:00."""
    desk.now = NOON + timedelta(hours=3, minutes=59)
    desk.want(MESSAGE, "bills", "UANA", until=NOON + timedelta(days=7))
    desk.tick(sends=False)
    assert len(desk.planned_posts()) == 1
    desk.later(hours=3)
    desk.tick()
    assert desk.seen == []
    desk.now = NOON + timedelta(hours=20)
    desk.tick()
    desk.tick()
    assert [one.at for one in desk.seen] == [NOON + timedelta(hours=20)]


def test_nothing_is_asked_about_the_past(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA", imported=True)
    desk.tick()
    assert (desk.seen, desk.states()) == ([], {})


def test_a_room_that_fails_does_not_hold_up_the_others(desk: Desk) -> None:
    desk.want(MESSAGE, "broken", "UANA")
    desk.want(MESSAGE, "bills", "UBO")
    desk.wishes.broken.add("broken")
    desk.tick()
    assert [one.channel_id for one in desk.seen] == ["UBO"]
    assert desk.decisions("UANA") == [("later", "not_worded")]


def test_two_workspaces_know_nothing_of_each_other(database: Database) -> None:
    here, there = Desk(database), Desk(database, workspace_id="T2")
    there.wishes = here.wishes
    here.want(MESSAGE, "bills", "UANA")
    for desk in (there, here):
        desk.tick()
    assert (len(here.seen), there.seen) == (1, [])
    assert there.decisions() == []


def test_admins_hear_once_that_slack_refuses_a_place(desk: Desk) -> None:
    for subject in ("one", "two"):
        desk.want(CHANNEL, subject)
        desk.tick(sends=False)
        desk.refuse("restricted_action")
    assert len(desk.planned_posts(TROUBLE)) == 1
    assert desk.states() == {"one": "dropped", "two": "dropped"}
    desk.tick()
    assert desk.seen == []


def test_that_somebody_left_a_channel_is_nothing_for_admins(desk: Desk) -> None:
    desk.want(NOTICE, "bills", "UANA", seen_at=NOON)
    desk.tick(sends=False)
    desk.refuse("user_not_in_channel")
    assert desk.planned_posts(TROUBLE) == []
    assert desk.states() == {"bills": "dropped"}


def test_as_long_as_slack_tells_nothing_one_job_waits_for_somebody(desk: Desk) -> None:
    desk.want(MESSAGE, "bills", "UANA")
    for _ in range(5):
        desk.tick(works=False)
        desk.later(minutes=3)
    assert desk.count_jobs() == 1
    desk.tick()
    assert len(desk.seen) == 1


def test_who_writes_on_and_on_gives_no_work_while_their_notices_wait_for_tomorrow(
    desk: Desk,
) -> None:
    set_up(desk, NudgesSettings(notices_a_day=0))
    desk.want(NOTICE, "bills", "UANA")
    desk.tick()
    for _ in range(5):
        desk.say("UANA")
        desk.tick()
        desk.later(minutes=1)
    desk.say("UANA")
    assert desk.count_jobs() == 0
    set_up(desk, NudgesSettings(notices_a_day=2))
    desk.later(days=1)
    desk.tick()
    desk.say("UANA")
    desk.tick()
    assert len(desk.seen) == 1


def test_reading_a_batch_asks_once_who_has_notices_waiting(desk: Desk) -> None:
    desk.want(NOTICE, "bills", "UCY")
    desk.tick()
    with desk.work() as tx:
        message = desk.message(tx, "UANA", ago=timedelta(0))
        with sent_to(tx.session.connection()) as sent:
            for _ in range(50):
                see_message(tx, replace(message))
    assert len(sent) == 1
