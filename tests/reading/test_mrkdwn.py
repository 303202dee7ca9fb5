"""Slack's mrkdwn, cut into spans."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.reading.mrkdwn import (
    Span,
    escape,
    fold_skin_tone,
    plain_text,
    readable,
    spans,
    unescape,
)

_PIECES = ["<@U1>", "<", ">", "`", "```", "\n", "&gt;", "&gt;&gt;&gt;", ":", "::skin-tone-2", "|"]
mrkdwn = st.lists(st.sampled_from(_PIECES) | st.text(max_size=5)).map("".join)

HOSTILE = {
    "pluses": "+" * 50_000,
    "combining marks": "a" + "\u0301" * 10_000,
    "mentions": "<@U1>" * 1_000,
    "open angles": "<" * 40_000,
    "backticks": "`" * 40_000,
    "an open fence": "``````" + "x" * 40_000,
    "colons": ":" * 40_000,
    "half emoji": ":aaaaaaa" * 5_000,
    "lines": "a\n" * 20_000,
    "quotes": "&gt;\n" * 8_000,
    "joiners": "\U0001f469\u200d" * 20_000,
    "flags": "\U0001f1e9" * 40_000,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@U1>", Span("mention", "", "U1")),
        ("<@W1>", Span("mention", "", "W1")),
        ("<@U1|ana>", Span("mention", "ana", "U1")),
        ("<!subteam^S1|@team>", Span("group", "@team", "S1")),
        ("<!subteam^S1>", Span("group", "", "S1")),
        ("<!here>", Span("broadcast", "", "here")),
        ("<!channel|channel>", Span("broadcast", "channel", "channel")),
        ("<#C1|general>", Span("channel", "general", "C1")),
        ("<https://a.b/?c=1&amp;d=2|see>", Span("link", "see", "https://a.b/?c=1&d=2")),
        ("<mailto:a@b.c|a@b.c>", Span("link", "a@b.c", "mailto:a@b.c")),
        (":tada:", Span("emoji", ":tada:", "tada")),
        (":+1::skin-tone-3:", Span("emoji", ":+1::skin-tone-3:", "+1")),
        ("`x &lt; y`", Span("code", "x < y")),
        ("```a\nb```", Span("code", "a\nb")),
        ("a &amp; b", Span("text", "a & b")),
        ("&amp;lt;", Span("text", "&lt;")),
        ("<div>", Span("text", "<div>")),
        ("<!date^1392734382^{date}|18 Feb>", Span("text", "18 Feb")),
    ],
)
def test_each_sign_of_slack_is_one_span(text: str, expected: Span) -> None:
    assert spans(text) == (expected,)


def test_nothing_inside_code_is_a_mention_or_link() -> None:
    assert {span.kind for span in spans("`<@U1> <https://a.b>` ```<@U1>\n:tada:```")} == {
        "code",
        "text",
    }


def test_an_unclosed_fence_is_plain_text() -> None:
    assert spans("``` <@U1>") == (Span("text", "``` "), Span("mention", "", "U1"))


def test_code_in_one_line_does_not_reach_over_its_end() -> None:
    assert spans("`a\nb`") == (Span("text", "`a\nb`"),)


def test_a_quoted_line_ends_with_its_line() -> None:
    read = spans("before\n&gt; <@U1> said <@U2>\n<@U3> <@U4>\nafter <@U5>")
    mentions = [span for span in read if span.kind == "mention"]
    assert [span.quoted for span in mentions] == [True, True, False, False, False]


def test_three_signs_quote_everything_to_the_end() -> None:
    assert all(span.quoted for span in spans("&gt;&gt;&gt; one\n<@U1>\n\nlast"))


def test_a_greater_sign_inside_a_line_quotes_nothing() -> None:
    assert not any(span.quoted for span in spans("a &gt; b <@U1>"))


@given(mrkdwn)
def test_any_text_is_read_and_plain_text_is_one_line(text: str) -> None:
    spans(text)
    assert len(plain_text(text).splitlines()) <= 1


@given(st.text())
def test_escaped_text_reads_back_as_it_was_and_points_to_nobody(text: str) -> None:
    assert unescape(escape(text)) == text
    assert {span.kind for span in spans(escape(text))} <= {"text", "code", "emoji"}


def test_plain_text_shows_people_by_the_names_we_know() -> None:
    text = "<@U1|old> and <@U2> of <!subteam^S1|@team> in <#C1|it>,\n<!here> `x`"
    assert plain_text(text, {"U1": "Ana"}) == "@Ana and @U2 of @team in #it, @here x"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("<https://z.us/j/1?pwd=abc>", "z.us/j/1"),
        ("<https://z.us/j/1?pwd=abc|z.us/j/1?pwd=abc>", "z.us/j/1"),
        ("<https://ana:pw@z.us/a@b#token>", "z.us/a@b"),
        ("<https://z.us|our call>", "our call"),
        ("<mailto:a@b.c?subject=x>", "a@b.c"),
    ],
)
def test_a_link_in_plain_text_shows_no_secret(link: str, shown: str) -> None:
    assert plain_text(link) == shown
    assert readable(spans(link)[0]) == shown


@pytest.mark.parametrize("emoji", ["clap", "clap::skin-tone-3", "clap::skin-tone-2-3"])
def test_skin_tones_fold_into_one_emoji(emoji: str) -> None:
    assert fold_skin_tone(emoji) == "clap"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    """Twice the text may take no more than about twice as long."""
    once, twice = (min(_seconds_to_read(text * n) for _ in range(3)) for n in (1, 2))
    assert twice < 3.5 * once + 0.005
    assert once < 0.2  # 0.05 on a machine that does nothing else


def _seconds_to_read(text: str) -> float:
    start = process_time()
    plain_text(text)
    return process_time() - start
