"""*Worth reading* in Slack and in plain text."""

from slack_sdk.models.blocks import Block

from slackapp.features.links.blocks.board import worth_reading_blocks, worth_reading_text
from slackapp.features.links.rules.shown import WorthReading

FOUND = WorthReading(
    address="https://www.example.org/a?b=1&c=2",
    url="https://example.org/a?b=1&c=2",
    title=None,
    finder="Fay",
    others=2,
)


def test_a_link_names_its_finder_and_how_many_shared_it_too() -> None:
    assert _shown(FOUND) == (
        "*Worth reading*\n• <https://www.example.org/a?b=1&amp;c=2|example.org/a?b=1&amp;c=2>"
        ", found by Fay, also shared by 2"
    )
    assert worth_reading_text([FOUND]) == (
        "Worth reading\n• example.org/a?b=1&c=2, found by Fay, also shared by 2"
    )


def test_a_link_nobody_is_named_for_says_how_many_shared_it() -> None:
    assert _shown(_found(finder=None, others=2)).endswith(">, shared by 2")
    assert _shown(_found(finder=None, others=1)).endswith("c=2>")


def test_names_titles_and_addresses_break_out_of_nothing() -> None:
    shown = _shown(
        _found(finder="<!channel> & <@U1>", title="a > b | <!here>", address="https://a.example/|x")
    )
    assert "<https://a.example/%7Cx|a &gt; b ¦ &lt;!here&gt;>" in shown
    assert "found by &lt;!channel&gt; &amp; &lt;@U1&gt;" in shown


def test_giant_links_titles_and_names_stay_within_a_section() -> None:
    giant = _found(
        address="https://example.org/".ljust(400, "a"),
        title="<" * 900,
        finder="&" * 900,
        others=999,
    )
    assert len(_shown(giant, giant, giant)) <= 3000
    assert "<http" in _shown(giant)
    longer = _found(address="https://example.org/?" + "&" * 2000)
    assert "<" not in _shown(longer)


def test_slack_takes_the_blocks() -> None:
    for block in Block.parse_all([dict(block) for block in worth_reading_blocks([FOUND])]):
        block.validate_json()


def _found(**changes: object) -> WorthReading:
    fields = {name: getattr(FOUND, name) for name in WorthReading.__slots__}
    return WorthReading(**(fields | changes))


def _shown(*links: WorthReading) -> str:
    [block] = worth_reading_blocks(links)
    return str(block["text"]["text"])
