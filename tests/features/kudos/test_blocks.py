"""What people read, held to the product's sentences and to Slack's limits."""

import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from slackapp.features.kudos.blocks import answers, board, post
from slackapp.features.kudos.rules.answers import (
    KudosGiven,
    KudosNotGiven,
    KudosTakenBack,
    Problem,
)
from slackapp.features.kudos.rules.board import Quote, SaidThisWeek
from slackapp.features.kudos.rules.shown import KudosShown
from slackapp.sandbox.block_limits import control_sequences, message_problems
from tests.features.kudos.builders import REASON

GIVEN = KudosGiven(
    source="command:1",
    receivers=("Ana", "Bo"),
    outside=(),
    has_self=False,
    bots=(),
    gone=(),
    audience="public",
    counts=True,
)
SHOWN = KudosShown(
    source="command:1",
    giver="Cy",
    people=("UANA", "WBO"),
    parties=(),
    names=("Ana", "Bo"),
    reason=REASON,
    values=("craft",),
)
QUOTE = Quote(reason=REASON, receivers=("Ana", "Bo"), giver="Cy")


def problem(name: Problem, *names: str, **more: Any) -> str:  # noqa: ANN401  fields of the answer
    return str(
        answers.not_given(KudosNotGiven(problem=name, typed="", names=names, **more))["text"]
    )


def assert_fit_for_slack(shown: list[dict[str, Any]]) -> None:
    assert message_problems(shown) == []
    for block in Block.parse_all(shown):
        block.validate_json()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (GIVEN, "Ana and Bo will see it."),
        (
            replace(GIVEN, counts=False),
            "Sent. Past five a week thanks still arrive, they just don't count.",
        ),
        (replace(GIVEN, audience="private"), "Sent. It stays here, not on the public board."),
        (
            replace(GIVEN, receivers=("Dana",), outside=("Dana",)),
            "Dana will see it. Dana is from outside: your words arrive.",
        ),
        (replace(GIVEN, has_self=True), "Ana and Bo will see it. You yourself are left out."),
        (
            replace(GIVEN, bots=("Robo",)),
            "Ana and Bo will see it. Bots don't need thanks, but the person behind may.",
        ),
        (
            replace(GIVEN, gone=("", "")),
            (
                "Ana and Bo will see it. "
                "Slack doesn't know whom you mean, so your words would not arrive."
            ),
        ),
        (
            replace(GIVEN, gone=("Lea", "")),
            "Ana and Bo will see it. Lea is no longer here, so your words would not arrive.",
        ),
        (
            replace(GIVEN, gone=("Lea",)),
            "Ana and Bo will see it. Lea is no longer here, so your words would not arrive.",
        ),
    ],
)
def test_the_giver_is_told_what_happens(answer: KudosGiven, sentence: str) -> None:
    shown = answers.given(answer)

    assert shown["text"] == sentence
    assert shown["response_type"] == "ephemeral"
    assert_fit_for_slack(shown["blocks"])


def test_undo_carries_the_source() -> None:
    undo, edit = answers.given(GIVEN)["blocks"][1]["elements"]

    assert (undo["action_id"], undo["value"]) == ("kudos.undo_given", "command:1")
    assert (edit["action_id"], edit["value"]) == ("kudos.edit_given", "command:1")


def test_each_problem_has_the_product_s_sentence() -> None:
    assert problem("too_short", "Ana", limit=15) == (
        "Say a little more: what did Ana do? 15 letters are enough."
    )
    assert problem("self") == "That's you. Thank someone else, or pass credit on."
    assert problem("bots") == "Bots don't need thanks, but the person behind may."
    assert problem("unknown_name", "anna", suggestion="Ana Lopez", again="{}") == (
        "I don't know @anna. Did you mean Ana Lopez?"
    )
    assert problem("too_many", limit=10).endswith("Name those you mean, up to 10.")


@pytest.mark.parametrize("name", get_args(Problem))
def test_every_problem_keeps_what_was_typed(name: Problem) -> None:
    answer = KudosNotGiven(problem=name, typed="/kudos @ana ```thx``` *_~", names=("ana",))
    shown = answers.not_given(answer)

    (code,) = shown["blocks"][-1]["elements"]
    assert code["elements"][0]["text"] == "/kudos @ana ```thx``` *_~"
    assert_fit_for_slack(shown["blocks"])


def test_yes_is_offered_only_with_a_suggestion() -> None:
    without = KudosNotGiven(problem="unknown_name", typed="x", names=("anna",))
    having = replace(without, suggestion="Ana", again="{}")

    assert "actions" not in [block["type"] for block in answers.not_given(without)["blocks"]]
    assert answers.not_given(having)["blocks"][1]["elements"][0]["value"] == "{}"


def test_taken_back_shows_the_words_to_give_again() -> None:
    shown = answers.taken_back(KudosTakenBack(typed="/kudos @Ana x", post_stays=False))

    assert shown["text"] == "Taken back."
    assert "/kudos @Ana x" in json.dumps(shown["blocks"])
    assert_fit_for_slack(shown["blocks"])


def test_a_second_undo_and_a_post_that_stays_are_told() -> None:
    assert answers.taken_back(KudosTakenBack(typed="", post_stays=False))["text"] == (
        "Already taken back."
    )
    stays = answers.taken_back(KudosTakenBack(typed="x", post_stays=True))
    assert "I'm not in this channel" in stays["text"]


def test_help_names_the_command_it_is_the_help_of() -> None:
    assert "`/we kudos @ana @bo" in answers.usage("/we kudos")["text"]
    assert "threads" in answers.usage()["text"]


def test_the_post_mentions_the_receivers_and_only_names_the_giver() -> None:
    text, shown = post.post(SHOWN)

    assert shown[0]["text"]["text"] == (
        f"🤝 *<@UANA>* and *<@WBO>*, from Cy\n> {REASON}      #craft"
    )
    assert shown[0]["text"]["verbatim"], "or Slack may link plain words"
    assert text == f"🤝 Ana and Bo, from Cy: {REASON}      #craft"
    assert_fit_for_slack(shown)


def test_a_group_is_mentioned_as_a_group() -> None:
    _, shown = post.post(replace(SHOWN, people=("UANA",), parties=("SOPS",), values=()))

    assert shown[0]["text"]["text"].startswith("🤝 *<@UANA>* and *<!subteam^SOPS>*, from Cy\n")


def test_the_board_s_part_names_everybody_and_pings_nobody() -> None:
    said = SaidThisWeek(quotes=(QUOTE,), values=(("craft", 14), ("patience", 9)))
    section, context = board.said_this_week(said)

    assert section["text"]["text"] == f'*Said this week*\n> "{REASON}" Ana and Bo, from Cy'
    assert context["elements"][0]["text"] == "Most thanked for: craft 14, patience 9"
    assert board.said_this_week_text(said) == (
        f'Said this week\n"{REASON}" Ana and Bo, from Cy\nMost thanked for: craft 14, patience 9'
    )
    assert_fit_for_slack([section, context])


def test_nothing_said_is_nothing_shown() -> None:
    assert board.said_this_week(SaidThisWeek()) == []
    assert board.said_this_week_text(SaidThisWeek()) == ""


HOSTILE = st.sampled_from(
    [
        "<!channel>",
        "<!here|x>",
        "<@U1>",
        "<!subteam^S1>",
        "& < >",
        "\u202eabc",
        "x" * 3000,
        "\0",
        "`",
    ]
)
NAMES = st.lists(HOSTILE, min_size=1, max_size=10).map(tuple)


@given(names=NAMES, reason=HOSTILE)
def test_hostile_names_and_words_call_nobody_and_stay_in_slack_s_limits(
    names: tuple[str, ...], reason: str
) -> None:
    text, posted = post.post(
        replace(SHOWN, giver=names[0], names=names, reason=reason[:300], people=("UANA",))
    )
    quote = Quote(reason=reason[:300], receivers=names, giver=names[0])
    board = board.said_this_week(SaidThisWeek(quotes=(quote,) * 3))
    told = answers.given(replace(GIVEN, receivers=names, outside=names, gone=names))
    kept = answers.not_given(KudosNotGiven(problem="too_short", typed=reason, names=names))

    for shown in (posted, board, told["blocks"], kept["blocks"]):
        assert_fit_for_slack(shown)
    shown_as_markup = [text, posted, board, told, kept["text"], kept["blocks"][0]]
    assert control_sequences(*shown_as_markup) == {}
    assert "<@U1>" not in json.dumps(shown_as_markup)
