"""Each block and element is drawn as something to read or use, and nothing written in it runs."""

from typing import Any

import pytest

from slackapp.sandbox import Message
from tests.sandbox.page.blocks.block_kit import (
    CONFIRM,
    actions,
    button,
    field,
    mrkdwn,
    option,
    plain,
    section,
    text_input,
)
from tests.sandbox.page.blocks.browsing import Node, Window, named, sent_by
from tests.sandbox.stage import Stage

Json = dict[str, Any]
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def drawn(stage: Stage, *blocks: Json) -> Node:
    """The blocks as a message of the app shows them to Ana."""
    message = Message("C1", "1763283600.000100", "x", "T1", user="U0BOT", blocks=list(blocks))
    stage.workspace.load_history(stage.general, [message])
    return Window(stage).channel().one("li", id="p1763283600000100").one(class_="blocks")


def test_blocks_of_text_are_read(stage: Stage) -> None:
    shown = drawn(
        stage,
        {"type": "header", "text": plain("We not me")},
        {"type": "divider"},
        section("*12* thanks"),
        {"type": "section", "fields": [mrkdwn("_one_"), plain("two")]},
        {"type": "context", "elements": [mrkdwn("Week 46")]},
        {"type": "markdown", "text": "| a | b |\n|---|---|\n| 1 | ~~2~~ |\n\n<b>c</b>"},
    )

    assert shown.one("h3").text == "We not me"
    assert shown.one("strong").text == "12"
    assert [one.text for one in shown.one(class_="fields").all("div")] == ["one", "two"]
    assert shown.one(class_="context").text == "Week 46"
    assert shown.one(class_="markdown").one("s").text == "2"
    assert "<b>c</b>" in shown.one(class_="markdown").text
    assert len(shown.all("hr")) == 1


def test_pictures_and_videos_have_words_too(stage: Stage) -> None:
    picture = {"type": "image", "image_url": "https://x.org/a.png", "alt_text": "A chart"}
    video = {
        "type": "video",
        "title": plain("How to"),
        "title_url": "https://x.org/watch",
        "video_url": "https://x.org/embed",
        "thumbnail_url": "https://x.org/t.png",
        "alt_text": "Somebody explains",
    }
    shown = drawn(stage, picture | {"title": plain("Chart")}, section("x", picture), video)

    assert [one.attributes["alt"] for one in shown.all("img")] == [
        "A chart",
        "A chart",
        "Somebody explains",
    ]
    assert shown.one("a", href="https://x.org/watch").text == "How to"


def test_rich_text_shows_every_kind_of_part(stage: Stage) -> None:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "item"}]}
    parts: list[Json] = [
        {"type": "text", "text": "loud", "style": {"bold": True, "italic": True}},
        {"type": "text", "text": "x = 1", "style": {"code": True}},
        {"type": "link", "url": "https://x.org", "text": "there"},
        {"type": "link", "url": "javascript:alert(1)", "text": "not there"},
        {"type": "user", "user_id": "U2"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "broadcast", "range": "here"},
        {"type": "date", "timestamp": 1763283600, "format": "{date_num}", "fallback": "x"},
        {"type": "color", "value": "#F405B3"},
        {"type": "emoji", "name": "wave", "skin_tone": 3},
        {"type": "team", "team_id": "T1"},
    ]
    block = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": parts},
            {"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": [item]},
            {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [item]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a\nb"}]},
        ],
    }
    shown = drawn(stage, block).one(class_="rich-text")

    assert shown.one("em").one("strong").text == "loud"
    assert shown.one("code").text == "x = 1"
    assert shown.one("a", href="https://x.org").text == "there"
    for word in ("not there", "@ben", "#general", "@here", "2025-11-16", "#F405B3", "Acme", "👋🏼"):
        assert word in shown.text, word
    assert shown.one("ol").attributes["start"] == "3"
    assert shown.one("ul").attributes["class"] == "indent-1"
    assert shown.one("blockquote").text == "said"
    assert shown.one("pre").text == "a b"


def test_tables_and_charts_tell_their_numbers(stage: Stage) -> None:
    def cell(text: str) -> Json:
        return {"type": "raw_text", "text": text}

    table = {
        "type": "table",
        "column_settings": [{"align": "left"}, {"align": "right"}],
        "rows": [[cell("Who"), cell("Thanks")], [cell("Ben"), cell("12")]],
    }
    pie = {"type": "pie", "segments": [{"label": "Yes", "value": 3}, {"label": "No", "value": 1}]}
    series = [{"name": "Given", "data": [{"label": "Mon", "value": 4}]}]
    bar = {"type": "bar", "series": series, "axis_config": {"categories": ["Mon"]}}
    shown = drawn(
        stage,
        table,
        {"type": "data_visualization", "title": "Votes", "chart": pie},
        {"type": "data_visualization", "title": "Days", "chart": bar},
        {"type": "data_visualization", "title": "Trend", "chart": bar | {"type": "line"}},
    )

    assert [one.text for one in shown.all("th")] == ["Who", "Thanks"]
    assert shown.all("td")[1].attributes["class"] == "align-right"
    assert [one.attributes["aria-label"] for one in shown.all("svg", role="img")] == [
        "Votes: Yes 3, No 1",
        "Days: Given: Mon 4",
        "Trend: Given: Mon 4",
    ]
    assert len(shown.all("rect")) == 1


BROKEN = [
    {"type": "plan"},
    {"type": "section"},
    {"type": "actions", "elements": [{"type": "button"}]},
    {"type": "context", "elements": None},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{}]}]},
    {"type": "image"},
    {},
]


@pytest.mark.parametrize("block", BROKEN, ids=str)
def test_what_cannot_be_drawn_says_so_and_spares_the_rest(stage: Stage, block: Json) -> None:
    shown = drawn(stage, block, section("the rest"))

    assert "which this page cannot draw" in shown.text
    assert "the rest" in shown.text


def test_what_slack_adds_to_a_block_does_no_harm(stage: Stage) -> None:
    block = section("all of it") | {"fallback": "x", "from_url": "https://x.org"}

    assert drawn(stage, block).text == "all of it"


def test_small_buttons_under_an_answer_can_be_used(stage: Stage) -> None:
    opinion = {"text": plain("Good"), "value": "good"}
    both = {"positive_button": opinion, "negative_button": opinion | {"text": plain("Bad")}}
    elements = [
        {"type": "feedback_buttons", "action_id": "f", **both},
        {"type": "icon_button", "action_id": "i", "icon": "trash", "text": plain("Delete")},
    ]
    shown = drawn(stage, {"type": "context_actions", "block_id": "c", "elements": elements})

    assert [one.attributes["aria-label"] for one in shown.all("button")] == [
        "Good",
        "Bad",
        "Delete",
    ]


def test_buttons_links_and_menus_can_be_used(stage: Stage) -> None:
    menu = {
        "type": "overflow",
        "action_id": "more",
        "options": [option("edit"), option("docs", url="https://x.org/docs")],
    }
    shown = drawn(
        stage,
        actions(
            button(style="primary", value="7"),
            button("gone", style="danger", confirm=CONFIRM),
            button("site", url="https://x.org"),
            button("trap", url="javascript:alert(1)"),
            menu,
        ),
    )

    assert shown.all("button", class_="primary")[0].text == "Go"
    danger = shown.one("button", class_="danger")
    asked = shown.one("template", id=danger.attributes["data-confirm"])
    assert "Sure?" in asked.text
    assert "This cannot be undone." in asked.text
    assert shown.one("a", href="https://x.org").attributes["target"] == "_blank"
    assert [one.text for one in shown.all(role="menuitem")] == ["Edit", "Docs"]
    opener = shown.one(aria_haspopup="menu")
    assert shown.one(role="menu").attributes["id"] == opener.attributes["aria-controls"]


ONE_MENU = {"action_id": "m", "placeholder": plain("Pick")}
OPTIONS = [option("a"), option("b")]


@pytest.mark.parametrize(
    ("element", "value"),
    [
        (text_input(initial_value="a\nb", multiline=True), "a b"),
        (text_input(initial_value='"x"'), '"x"'),
        ({"type": "email_text_input", "action_id": "e", "initial_value": "a@b.org"}, "a@b.org"),
        (
            {
                "type": "number_input",
                "action_id": "n",
                "is_decimal_allowed": True,
                "initial_value": "4",
            },
            "4",
        ),
        ({"type": "datepicker", "action_id": "d", "initial_date": "2026-11-16"}, "2026-11-16"),
        ({"type": "timepicker", "action_id": "t", "initial_time": "09:30"}, "09:30"),
        (
            {"type": "datetimepicker", "action_id": "w", "initial_date_time": 1763283600},
            "2025-11-16T10:00",
        ),
        (
            ONE_MENU | {"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[1]},
            "b",
        ),
        (
            ONE_MENU
            | {"type": "multi_static_select", "options": OPTIONS, "initial_options": OPTIONS},
            "a,b",
        ),
        (ONE_MENU | {"type": "users_select", "initial_user": "U2"}, "U2"),
        (ONE_MENU | {"type": "multi_users_select", "initial_users": ["U2", "U1"]}, "U2,U1"),
        (ONE_MENU | {"type": "channels_select", "initial_channel": "C1"}, "C1"),
        (ONE_MENU | {"type": "external_select", "initial_option": OPTIONS[0]}, "a"),
        (
            {"type": "radio_buttons", "action_id": "r", "options": OPTIONS}
            | {"initial_option": OPTIONS[1]},
            "b",
        ),
        (
            {
                "type": "checkboxes",
                "action_id": "c",
                "options": OPTIONS,
                "initial_options": OPTIONS,
            },
            "a,b",
        ),
    ],
    ids=lambda part: part["type"] if isinstance(part, dict) else "",
)
def test_an_input_has_its_label_and_what_it_starts_with(
    stage: Stage, element: Json, value: str
) -> None:
    shown = drawn(stage, field(element, hint=plain("A hint"), optional=True))
    name = named("why", element["action_id"])

    given = [text for field_name, text in sent_by(shown) if field_name == name]
    assert ",".join(given) == value
    label = shown.one(class_="field-label")
    assert label.text == "Why (optional)"
    control = shown.one(aria_labelledby=label.attributes["id"])
    assert shown.one(id=control.attributes["aria-describedby"]).text == "A hint"


def test_a_choice_shows_its_description(stage: Stage) -> None:
    boxes: Json = {"type": "checkboxes", "action_id": "c"}
    boxes |= {"options": [{"text": mrkdwn("*Tell*"), "value": "a", "description": mrkdwn("_all_")}]}

    shown = drawn(stage, field(boxes)).one(class_="choices-of")

    assert shown.one("strong").text == "Tell"
    assert shown.one("em").text == "all"


def test_what_an_app_writes_stays_text(stage: Stage) -> None:
    hostile = option("x", HOSTILE, description=plain(HOSTILE))
    menu = {"type": "overflow", "action_id": HOSTILE, "options": [hostile]}
    shown = drawn(
        stage,
        {"type": "header", "block_id": HOSTILE, "text": plain(HOSTILE)},
        section(HOSTILE, button(HOSTILE, HOSTILE, value=HOSTILE), HOSTILE + "2"),
        actions(menu, button(confirm=CONFIRM | {"title": plain(HOSTILE)}), block_id=HOSTILE + "3"),
        field(text_input(initial_value=HOSTILE, placeholder=plain(HOSTILE)), label=plain(HOSTILE)),
        {"type": "markdown", "text": HOSTILE + "\n[x](javascript:alert(1))"},
        {"type": "rich_text", "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": HOSTILE}]}
        ]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": HOSTILE}]]},
    )  # fmt: skip

    assert not shown.all("script")
    assert not shown.all("img")


def test_a_message_and_its_thread_beside_it_share_no_id(stage: Stage) -> None:
    drawn(stage, field(text_input()), actions(button(confirm=CONFIRM)))
    stage.ana.post(stage.general, "yes", thread_ts="1763283600.000100")

    shown = Window(stage).get("/archives/C1?thread=1763283600.000100")

    ids = [one.attributes["id"] for one in shown.all("form", class_="blocks")]
    assert len(ids) == len(set(ids)) == 2
    fields = [one.attributes["id"] for one in shown.all(name=named("why", "reason"))]
    assert len(set(fields)) == 2
