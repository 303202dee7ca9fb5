"""What Slack takes, and names and words that try to get past it."""

from typing import Any

from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from slackapp.sandbox.block_kit.limits import (
    ALL_TEXT_OF_BLOCKS,
    control_sequences,
    message_problems,
    text_length,
    view_problems,
)

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
        "&" * 300,
    ]
)
NAMES = st.lists(HOSTILE, min_size=1, max_size=40).map(tuple)
VALUES = st.lists(st.sampled_from(["craft", "x" * 50, "&" * 50]), max_size=5).map(tuple)


def assert_fit_for_slack(shown: list[dict[str, Any]]) -> None:
    assert message_problems(shown) == []
    assert text_length(shown) <= ALL_TEXT_OF_BLOCKS
    for block in Block.parse_all(shown):
        block.validate_json()


def assert_form_fit_for_slack(view: dict[str, Any]) -> None:
    assert view_problems(view) == []
    View(**view).validate_json()


def assert_calls_nobody(*shown: object) -> None:
    """But for what the test has mentioned itself."""
    calls = control_sequences(*shown)
    assert set(calls) <= {"<@UANA>", "<#C1>"}
