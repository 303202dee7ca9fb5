"""What a giver alone reads, held to the product's sentences and to Slack's limits."""

import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given

from slackapp.features.kudos.blocks import answers, sentences
from slackapp.features.kudos.rules.answers import (
    KudosGiven,
    KudosNotGiven,
    KudosTakenBack,
    Problem,
)
from tests.features.kudos.blocks.fit import (
    HOSTILE,
    NAMES,
    assert_calls_nobody,
    assert_fit_for_slack,
)

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


def problem(name: Problem, *names: str, **more: Any) -> str:  # noqa: ANN401  fields of the answer
    return str(
        answers.not_given(KudosNotGiven(problem=name, typed="", names=names, **more))["text"]
    )


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (GIVEN, "Ana and Bo will see it."),
        (
            replace(GIVEN, counts=False, counted_a_week=5),
            "Sent. Past 5 a week thanks still arrive, they just don't count.",
        ),
        (
            replace(GIVEN, counts=False, counted_a_week=3, channel="x", shown_instead="kudos"),
            (
                "I'm not in #x. Posted in #kudos instead. "
                "Past 3 a week thanks still arrive, they just don't count."
            ),
        ),
        (
            replace(GIVEN, counts=False, counted_a_week=0),
            "Sent. Thanks arrive, they just don't count here.",
        ),
        (
            replace(GIVEN, audience="private"),
            (
                "Sent. It stays in this channel, not on the public board; "
                "who isn't here won't see it."
            ),
        ),
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


def test_private_words_taken_back_say_how_they_stay_private() -> None:
    back = KudosTakenBack(typed="stayed late", post_stays=False, alone=("Ana <3", "Bo"))
    shown = answers.taken_back(back)

    assert shown["text"] == (
        "Taken back. These were your words to Ana &lt;3 and Bo alone. To give them again, "
        'open `/kudos` and choose "Only to them (a direct message, uncounted)".'
    )
    assert_fit_for_slack(shown["blocks"])


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
    assert "I can't delete it myself" in stays["text"]


def test_help_names_the_command_it_is_the_help_of() -> None:
    assert "`/we kudos @ana @bo" in answers.usage("/we kudos")["text"]
    assert "threads" in answers.usage()["text"]


def test_where_it_shows_instead_or_alone_is_told() -> None:
    elsewhere = replace(GIVEN, shown="feed", channel="general", shown_instead="kudos")
    assert answers.given(elsewhere)["text"] == "I'm not in #general. Posted in #kudos instead."
    alone = replace(GIVEN, shown="receivers", audience="private", counts=False)
    assert answers.given(alone)["text"] == "Only Ana and Bo will see it. It doesn't count."
    assert answers.given(replace(GIVEN, changed=True))["text"].startswith("Changed.")


def test_a_large_group_is_confirmed_or_cancelled() -> None:
    asked = KudosNotGiven(problem="large_group", typed="x", limit=40, again="{}")
    confirm, cancel = answers.not_given(asked)["blocks"][1]["elements"]

    assert confirm["text"]["text"] == "Thank all 40"
    assert (confirm["action_id"], confirm["value"]) == (answers.GIVE_AGAIN, "{}")
    assert cancel["action_id"] == answers.CANCEL


@given(names=NAMES, reason=HOSTILE)
def test_hostile_names_and_words_call_nobody_and_stay_in_slack_s_limits(
    names: tuple[str, ...], reason: str
) -> None:
    told = answers.given(replace(GIVEN, receivers=names, outside=names, gone=names))
    kept = answers.not_given(KudosNotGiven(problem="too_short", typed=reason, names=names))
    unknown = KudosNotGiven(
        problem="unknown_name", typed="", names=names, suggestion=names[0], again="{}"
    )
    elsewhere = replace(GIVEN, shown="feed", channel=names[0], shown_instead=names[-1])
    back = answers.taken_back(KudosTakenBack(typed=reason, post_stays=True))

    everything = [told, kept, back, answers.not_given(unknown), answers.given(elsewhere)]
    for shown in everything:
        assert_fit_for_slack(shown["blocks"])
        assert_calls_nobody(shown["text"], shown["blocks"][0])


def test_a_name_with_signs_of_markup_is_escaped_once_and_in_forms_not_at_all() -> None:
    answer = KudosNotGiven(problem="gone", typed="", names=("R&D <bot>",))

    assert "R&amp;D &lt;bot&gt; is no longer here" in answers.not_given(answer)["text"]
    assert "R&D <bot> is no longer here" in answers.problem_of(answer)
    assert sentences.already_in_chain("Tom & Jerry").startswith("Tom & Jerry is named")
