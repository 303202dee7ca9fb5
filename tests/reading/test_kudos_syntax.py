"""Kudos as people write them."""

from collections.abc import Callable
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.reading.kudos_syntax import (
    LONGEST_REASON,
    MOST_RECEIVERS,
    InlineKudos,
    KudosCommand,
    Receiver,
    read_command,
    read_inline_kudos,
    read_reason,
)
from slackapp.reading.mrkdwn import spans

_PIECES = ["<@U1>", "<@W2|bo>", " ", "++", "for", "#craft", ":taco:", "`", "\n", "&gt;", ",", "and"]
talk = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4)).map("".join)

ANA, BO, CY = (Receiver("person", slack_id) for slack_id in ("U1", "U2", "W3"))
TEAM = Receiver("group", "S1")


def kudos(
    *receivers: Receiver,
    reason: str | None = None,
    values: tuple[str, ...] = (),
    emoji: str | None = None,
) -> InlineKudos:
    return InlineKudos(receivers, reason, values, emoji)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@U1> ++ for staying late", kudos(ANA, reason="staying late")),
        ("<@U1>++", kudos(ANA)),
        ("<@U1|ana>++ you rock!", kudos(ANA, reason="you rock!")),
        ("so <@U1> <@U2> ++ because of it", kudos(ANA, BO, reason="of it")),
        ("<@U1>, <@U2> and <@W3> ++ nice", kudos(ANA, BO, CY, reason="nice")),
        ("<@U1>, <@U1> &amp; <@U1> ++", kudos(ANA)),
        ("<!subteam^S1|@team> ++: release", kudos(TEAM, reason="release")),
        ("++ <@U1> for it", kudos(ANA, reason="it")),
        ("<@U1> ++ :tada: for it", kudos(ANA, reason="it")),
        ("<@U1> ++ :tada: !", kudos(ANA)),
        ("<@U1> ++ for", kudos(ANA)),
        ("<@U1> :taco: for it", kudos(ANA, reason="it", emoji="taco")),
        ("<@U1> :clap::skin-tone-3: because x", kudos(ANA, reason="x", emoji="clap")),
        (
            "<@U1> ++ the fix #Craft #2026-goal",
            kudos(ANA, reason="the fix", values=("craft", "2026-goal")),
        ),
        ("<@U1> ++ #craft #craft", kudos(ANA, values=("craft",))),
        (
            "<@U1> ++ fixed #123 and a#b in <#C1|it>",
            kudos(ANA, reason="fixed #123 and a#b in <#C1>"),
        ),
        ("<@U1> ++ for helping <@U2|bo>", kudos(ANA, reason="helping <@U2>")),
        ("<@U1> ++ for x\nand <@U2> too", kudos(ANA, reason="x")),
        ("<@U1> ++ for a &lt;b&gt; &amp; c", kudos(ANA, reason="a &lt;b&gt; &amp; c")),
        ("&gt; <@U2> ++\n<@U1> ++", kudos(ANA)),
    ],
)
def test_a_kudos_is_read(text: str, expected: InlineKudos) -> None:
    assert read_inline_kudos(text) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "C++ for beginners",
        "<@U1> C++ for beginners",
        "<@U1>: i++ is fine, a ++ b too",
        "<@U1> ++i; ++j",
        "<@U1> ++= 1",
        "<@U1> +++",
        "<@U1> --",
        "i++ <@U1>",
        "++",
        "@ana ++ for it",
        "`<@U1> ++ for it`",
        "```<@U1> ++\nfor it```",
        "&gt; <@U1> ++ for it",
        "&gt;&gt;&gt; see\n<@U1> ++ for it",
        "<@U1>\n++ for it",
        "<@U1> :taco:",
        "<@U1> :taco: yummy",
        "<@U1> :taco: for",
        "<!here> ++ for it",
        "<https://a.b> ++ for it",
        "\U000f0000 ++ for it",
    ],
)
def test_other_talk_is_no_kudos(text: str) -> None:
    assert read_inline_kudos(text) == ()


def test_one_message_may_hold_several() -> None:
    assert read_inline_kudos("<@U1> ++ for late work, and <@U2> ++ for docs\n<@W3> ++") == (
        kudos(ANA, reason="late work"),
        kudos(BO, reason="docs"),
        kudos(CY),
    )


def test_a_reason_is_cut_between_signs_and_stays_mrkdwn() -> None:
    (read,) = read_inline_kudos("<@U1> ++ for " + "&amp; <@U2> " * 100)
    assert read.reason is None
    (read,) = read_inline_kudos("<@U1> ++ for x" + "&amp; <@U2> " * 100)
    assert read.reason is not None
    assert 280 < len(read.reason) <= LONGEST_REASON
    assert read.reason.endswith("…")
    assert {span.kind for span in spans(read.reason)} == {"text", "mention"}


def test_a_reason_can_neither_call_everybody_nor_lie_about_a_link() -> None:
    (read,) = read_inline_kudos(
        "<@U1> ++ for <!channel> <https://e.vil/?pwd=1|good> &lt;!here&gt; \u202ex"
    )
    assert read.reason == "@channel good &lt;!here&gt; x"


def test_no_more_receivers_are_told_than_a_room_can_ask_for() -> None:
    (read,) = read_inline_kudos("".join(f"<@U{n}>" for n in range(1_000)) + "++")
    assert len(read.receivers) == MOST_RECEIVERS


@pytest.mark.parametrize(
    ("text", "receivers", "unknown", "reason"),
    [
        ("<@U1|ana> <@W3> for great work", (ANA, CY), (), "great work"),
        ("<@U1|ana> great work", (ANA,), (), "great work"),
        ("to <@U1>, <@U2> &amp; <!subteam^S1> for it", (ANA, BO, TEAM), (), "it"),
        ("for <@U1>: it", (ANA,), (), "it"),
        ("<@U1> ++ for it", (ANA,), (), "it"),
        ("<@U1> <@U1> and <@U1>", (ANA,), (), None),
        ("<@U1> for <@U2>'s work", (ANA,), (), "<@U2>'s work"),
        ("<@U1> for it, ask @bo", (ANA,), (), "it, ask @bo"),
        ("<@U1> and @anna.b, @anna.b for it", (ANA,), ("anna.b",), "it"),
        ("@müller for it", (), ("müller",), "it"),
        ("<!here> for it", (), ("here",), "it"),
        ("<@U1> and everybody", (ANA,), (), "and everybody"),
        ("great work <@U1>", (), (), "great work <@U1>"),
        ("a@b.c", (), (), "a@b.c"),
        ("", (), (), None),
        ("for", (), (), None),
    ],
)
def test_a_command_names_people_first(
    text: str, receivers: tuple[Receiver, ...], unknown: tuple[str, ...], reason: str | None
) -> None:
    assert read_command(text) == KudosCommand(receivers, unknown, reason, ())


def test_a_command_may_name_values() -> None:
    assert read_command("<@U1> #craft for the #Care fix") == KudosCommand(
        (ANA,), (), "the fix", ("craft", "care")
    )


@given(talk)
def test_any_talk_is_read_and_every_reason_fits(text: str) -> None:
    inline = read_inline_kudos(text)
    reasons = [found.reason or "" for found in inline] + [read_command(text).reason or ""]
    assert max(map(len, reasons)) <= LONGEST_REASON
    assert all(found.receivers for found in inline)


@given(st.text())
def test_without_a_mention_there_is_no_kudos(text: str) -> None:
    assert read_inline_kudos(text.replace("<", "") + "++ for it") == ()


@pytest.mark.parametrize("name", ["houston", "gitter_dev", "gitter_auto_appium_docker"])
def test_real_talk_of_programmers_holds_no_inline_kudos(
    name: str, talk_of: Callable[[str], list[str]]
) -> None:
    """Looked at by eye: none of these communities wrote any, but they talk about C++ and i++."""
    texts = talk_of(name)
    assert any("++" in text for text in texts)
    assert [text for text in texts if read_inline_kudos(text)] == []


@pytest.mark.parametrize("name", ["houston", "gitter_dev"])
def test_a_kudos_line_added_to_real_talk_is_found(
    name: str, talk_of: Callable[[str], list[str]]
) -> None:
    texts = [text for text in talk_of(name) if not text.startswith("&gt;") and "```" not in text]
    found = [read_inline_kudos(f"{text}\n<@U1> ++ for it") for text in texts]
    assert found == [(kudos(ANA, reason="it"),)] * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "+" * 50_000,
        "<@U1>" * 8_000,
        "<@U1>++ #a" * 4_000,
        "<@U1> " * 6_000,
        " ,and" * 8_000,
        "<@U1>" + " " * 39_000,
        "for " * 10_000,
        "\n++" * 13_000,
        "@a " * 13_000,
        "#1" * 20_000,
    ],
    ids=lambda text: text[:8].strip(),
)
def test_hostile_talk_is_read_in_time(text: str) -> None:
    start = thread_time()
    read_inline_kudos(text)
    read_command(text)
    assert thread_time() - start < 1  # 0.09 on a machine that does nothing else


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.b/?pwd=abc", "https://a.b/?pwd=***"),
        ("`https://a.b/?pwd=abc`", "https://a.b/?pwd=***"),
        ("<https://a.b/?pwd=abc>", "a.b/"),
    ],
)
def test_a_secret_in_an_address_never_becomes_part_of_a_reason(address: str, shown: str) -> None:
    command = read_command(f"<@U1> for {address} and the call")
    [inline] = read_inline_kudos(f"<@U1> ++ for {address} and the call")
    assert command.reason == inline.reason == f"{shown} and the call"


@pytest.mark.parametrize(
    ("typed", "reason", "values"),
    [
        ("for staying late #Craft", "staying late", ("craft",)),
        ("<@U1> & <!channel> helped", "&lt;@U1&gt; &amp; &lt;!channel&gt; helped", ()),
        ("two\nlines", "two lines", ()),
        ("#craft", None, ("craft",)),
        ("  ", None, ()),
        ("\u202e!", None, ()),
    ],
)
def test_what_is_typed_into_a_form_is_words_and_never_markup(
    typed: str, reason: str | None, values: tuple[str, ...]
) -> None:
    assert read_reason(typed) == (reason, values)


def test_the_longest_text_of_a_form_becomes_a_short_reason() -> None:
    reason, _ = read_reason("<" * 40_000 + " helped")
    assert reason is None or len(reason) <= 301
