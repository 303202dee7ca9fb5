"""What people are answered who add to a kudos, report it or reacted."""

from hypothesis import given

from slackapp.features.kudos.blocks import additions
from slackapp.features.kudos.rules.reactions import ReactionCounted
from slackapp.features.kudos.rules.shown import ReportAsked
from tests.features.kudos.blocks.fit import (
    NAMES,
    assert_calls_nobody,
    assert_fit_for_slack,
)

COUNTED = ReactionCounted(
    channel_id="C1",
    thread_ts=None,
    person_id="UCY",
    emoji="handshake",
    receiver="Ana",
    done="{}",
)


def test_the_first_reaction_is_answered_as_the_product_says() -> None:
    shown = additions.reaction_counted(COUNTED)
    undo, never = shown["blocks"][1]["elements"]

    assert shown["text"] == "Your :handshake: counted as thanks to Ana."
    assert (undo["action_id"], undo["value"]) == (additions.UNDO_REACTION, "{}")
    assert (never["action_id"], never["value"]) == (additions.REFUSE_REACTIONS, "{}")


def test_each_addition_can_be_undone_where_it_is_told() -> None:
    joined = additions.joined_in(["Ana"], "command:1")["blocks"][1]["elements"][0]
    credit = additions.credit_passed(["Gus"], "command:1")["blocks"][1]["elements"][0]

    assert (joined["action_id"], joined["value"]) == (additions.UNDO_JOINED, "command:1")
    assert (credit["action_id"], credit["value"]) == (additions.UNDO_CREDIT, "command:1")


def test_a_report_is_asked_about_first() -> None:
    asked = ReportAsked(source="command:1", admins=("Vera",), with_words=True)
    shown = additions.ask_to_report(asked, "kudos.cancel")
    yes, cancel = shown["blocks"][1]["elements"]

    assert "(Vera)" in shown["text"]
    assert (yes["action_id"], yes["value"]) == (additions.REPORT_NOW, "command:1")
    assert cancel["action_id"] == "kudos.cancel"
    assert "not the words" not in shown["text"]


def test_who_reports_what_is_private_is_told_that_admins_see_no_words() -> None:
    asked = ReportAsked(source="command:1", admins=("Vera",), with_words=False)
    assert "who and where, not the words" in additions.ask_to_report(asked, "cancel")["text"]


@given(names=NAMES)
def test_hostile_names_call_nobody_and_stay_in_slack_s_limits(names: tuple[str, ...]) -> None:
    counted = ReactionCounted(
        channel_id="C1",
        thread_ts=None,
        person_id="UCY",
        emoji="clap",
        receiver=names[0],
        done="x" * 2000,
    )
    for shown in (
        additions.joined_in(names, "command:1"),
        additions.credit_passed(names, "command:1"),
        additions.ask_to_report(
            ReportAsked(source="command:1", admins=names, with_words=True), "kudos.cancel"
        ),
        additions.reaction_counted(counted),
        additions.reaction_undone(names[0]),
        additions.reactions_refused("x" * 2000),
        additions.reactions_allowed(),
        additions.no_longer_joined(),
        additions.credit_taken_back(),
        additions.reported(),
    ):
        assert_fit_for_slack(shown["blocks"])
        assert_calls_nobody(shown["text"], shown["blocks"])


def test_groups_too_large_for_a_message_come_with_the_way_to_thank_them() -> None:
    said = additions.groups_not_thanked({"SALL": 11}, 10)

    assert said["text"] == (
        "<!subteam^SALL> has 11 people: a message thanks groups of up to 10. "
        "To thank them all, type it after `/kudos`: it asks you first."
    )
    many = additions.groups_not_thanked({f"S{number}": 99 for number in range(500)}, 10)
    assert_fit_for_slack(many["blocks"])
