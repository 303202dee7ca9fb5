"""Blocks stay within Slack's limits; the SDK's own models are the judge."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SdkBlock

from slackapp.slack.blocks import (
    actions,
    as_it_was,
    button,
    context,
    divider,
    header,
    link,
    mrkdwn,
    plain,
    quote,
    section,
)


def accepted(block: dict[str, Any]) -> bool:
    """The SDK reads the block as it is and validates it."""
    parsed = SdkBlock.parse(block)
    assert parsed is not None
    assert parsed.to_dict() == block
    return True


@given(st.text(min_size=1, max_size=5000))
def test_whatever_was_typed_can_be_given_back(text: str) -> None:
    (quoted,) = as_it_was(f"/kudos {text}")["elements"]
    assert all(element["text"] for element in quoted["elements"] if element["type"] == "text")
    assert sum(len(element.get("text", "")) for element in quoted["elements"]) <= 4000


@given(st.text(min_size=1, max_size=4000))
def test_any_text_fits(text: str) -> None:
    press = button(text, action_id="a", value="v", style="primary")
    assert accepted(header(text))
    assert accepted(actions([press]))
    assert accepted(section(text, fields=[text] * 12))
    assert accepted(context(*[text] * 12))
    assert accepted(section(text, accessory=press))
    assert 0 < len(plain(text, 75)["text"]) <= 75


def test_a_divider_is_a_block() -> None:
    assert accepted(divider())


def test_the_limits_are_slacks() -> None:
    long = "x" * 9000
    block = section(long, fields=[long] * 12)
    assert len(block["text"]["text"]) == 3000
    assert [len(field["text"]) for field in block["fields"]] == [2000] * 10
    assert len(header(long)["text"]["text"]) == 150
    assert len(context(*[long] * 12)["elements"]) == 10
    assert len(button(long, action_id="a")["text"]["text"]) == 75


def test_text_with_nothing_to_see_is_not_empty() -> None:
    assert plain("\u200b")["text"] == "…"


@pytest.mark.parametrize(
    ("markup", "limit", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("see <https://a.example|x> ok", 12, "see…"),
        ("see <@U12345>", 12, "see…"),
        ("<@U1> and more", 8, "<@U1> a…"),
        ("a &amp; b", 5, "a…"),
        ("a &amp; b", 8, "a &amp;…"),
        ("a\nbcdef", 5, "a\nbc…"),
    ],
)
def test_markup_is_never_cut_inside_a_sign(markup: str, limit: int, cut: str) -> None:
    assert mrkdwn(markup, limit)["text"] == cut


def test_a_link_s_label_and_address_cannot_break_out() -> None:
    assert link("https://a.example/?x=<|>", "a > b\n| <!channel>") == (
        "<https://a.example/?x=%3C%7C%3E|a &gt; b | &lt;!channel&gt;>"
    )


def test_a_quote_is_behind_a_bar_and_mentions_nobody() -> None:
    assert quote("one <!here>\ntwo") == "> one &lt;!here&gt;\n> two"


def test_mistakes_of_ours_are_told() -> None:
    with pytest.raises(ValueError, match="section"):
        section()
    with pytest.raises(ValueError, match="context"):
        context()
    with pytest.raises(ValueError, match="actions"):
        actions([])
    with pytest.raises(ValueError, match="actions"):
        actions([button("x", action_id="a")] * 26)
    with pytest.raises(ValueError, match="button"):
        button("x", action_id="a", value="x" * 2001)
    with pytest.raises(ValueError, match="button"):
        button("x", action_id="a", url="x" * 3001)
    with pytest.raises(ValueError, match="button"):
        button("x", action_id="a" * 256)
