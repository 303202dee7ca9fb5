"""The forms, held to Slack's limits for views."""

from dataclasses import replace
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.kudos.blocks import form
from slackapp.features.kudos.rules.answers import KudosNotGiven, Problem
from slackapp.features.kudos.rules.orders import Form, form_of_metadata, metadata_of
from slackapp.features.kudos.rules.shown import FormShown
from slackapp.features.kudos.settings import KudosSettings
from tests.features.kudos.blocks.fit import (
    HOSTILE,
    NAMES,
    assert_calls_nobody,
    assert_form_fit_for_slack,
)
from tests.features.kudos.builders import REASON

FILLED = Form(channel_id="C1", people=("UANA",), reason=REASON, value="craft")
SHOWN = FormShown(form=FILLED, values=("craft",), has_feed=True, groups=(), minimum=15)


def fields(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}


def test_the_form_comes_filled_in() -> None:
    view = form.give_form(SHOWN)
    asked = fields(view)

    assert list(asked) == [form.WHO, form.WHAT, form.VALUE, form.WHERE]
    assert asked[form.WHO]["initial_users"] == ["UANA"]
    assert asked[form.WHAT]["initial_value"] == REASON
    assert asked[form.VALUE]["initial_option"]["value"] == "craft"
    places = [one["value"] for one in asked[form.WHERE]["options"]]
    assert places == ["here", "feed", "receivers"]
    assert form_of_metadata(view["private_metadata"]) == Form(channel_id="C1")
    assert_form_fit_for_slack(view)


def test_without_values_or_a_feed_nobody_is_asked_about_them() -> None:
    asked = fields(form.give_form(replace(SHOWN, values=(), has_feed=False)))

    assert list(asked) == [form.WHO, form.WHAT, form.WHERE]
    assert [one["value"] for one in asked[form.WHERE]["options"]] == ["here", "receivers"]


def test_an_edit_cannot_move_it() -> None:
    view = form.give_form(replace(SHOWN, form=replace(FILLED, editing="command:1")))

    assert form.WHERE not in fields(view)
    assert view["submit"]["text"] == "Save"


def test_too_few_words_are_told_at_the_field_and_groups_with_their_size() -> None:
    shown = replace(
        SHOWN, form=replace(FILLED, groups=("SOPS",)), names=("Ana",), groups=(("SOPS", 5),)
    )
    view = form.give_form(shown)
    told = [one["elements"][0]["text"] for one in view["blocks"] if one["type"] == "context"]

    assert told == [
        "And everybody in <!subteam^SOPS> (5)",
        "⚠️ Say a little more: what did Ana do? 15 letters are enough.",
    ]
    assert next(one for one in view["blocks"] if one.get("block_id") == form.WHO)["optional"]
    assert_form_fit_for_slack(view)


def test_every_problem_is_told_at_a_field_that_is_there() -> None:
    for problem in get_args(Problem):
        told = form.errors(KudosNotGiven(problem=problem, typed=""), "so it is")
        assert told.keys() <= fields(form.give_form(SHOWN)).keys()


def test_credit_s_form_asks_who_and_what() -> None:
    view = form.credit_form(metadata_of(Form(channel_id="C1", editing="command:1")))

    assert list(fields(view)) == [form.WHO, form.WHAT]
    assert_form_fit_for_slack(view)


@given(
    names=NAMES,
    reason=HOSTILE,
    people=st.integers(0, 100),
    values=st.integers(0, 100),
    shown_as=st.sampled_from(["here", "feed", "receivers"]),
)
def test_hostile_names_and_words_stay_in_slack_s_limits(
    names: tuple[str, ...],
    reason: str,
    people: int,
    values: int,
    shown_as: Any,  # noqa: ANN401  a literal
) -> None:
    allowed = KudosSettings(values=tuple(f"{n}{'&' * 47}" for n in range(values))).values
    filled = Form(
        channel_id="C1",
        response_url="x" * 3000,
        people=tuple(f"U{number}" for number in range(people)),
        reason=reason,
        value=allowed[-1] if allowed else "",
        shown=shown_as,
    )
    shown = FormShown(
        form=filled, values=allowed, has_feed=False, groups=(), minimum=15, names=names
    )

    view = form.give_form(shown)
    assert_form_fit_for_slack(view)
    assert_calls_nobody([one for one in view["blocks"] if one["type"] == "context"])
