"""Placeholders of lines: filled in everywhere, never opened by what people type."""

from slackapp.slack.lines import Place, fill, line_of, places_in

PLACE = Place("C1", "1795000000.000100")
REPLY = Place("C1", "1795000001.000100", "1795000000.000100")


def test_every_placeholder_in_blocks_and_text_is_found_and_filled() -> None:
    shown = {
        "text": f"a {line_of(PLACE, 'a question')}",
        "blocks": [{"elements": [{"text": f"<https://x.y|{line_of(REPLY, 'a reply')}>"}]}],
    }
    assert places_in(shown) == {PLACE, REPLY}
    assert fill(shown, {PLACE: "How?", REPLY: "So!"}) == {
        "text": "a “How?”",
        "blocks": [{"elements": [{"text": "<https://x.y|“So!”>"}]}],
    }


def test_a_line_that_was_not_read_is_its_fallback() -> None:
    assert fill(line_of(PLACE, "a question"), {}) == "a question"
    assert fill(line_of(PLACE, "a question"), {PLACE: ""}) == "a question"


def test_a_line_neither_mentions_nor_links() -> None:
    assert (
        fill(line_of(PLACE, ""), {PLACE: "<!here> & <@U1>"}) == "“&lt;!here&gt; &amp; &lt;@U1&gt;”"
    )


def test_half_a_placeholder_stays_what_it_is() -> None:
    for text in ("\ue100C1/1.1/", "\ue100../1.1/\ue101x\ue102", "plain"):
        assert places_in(text) == frozenset()
        assert fill(text, {}) == text
