"""Tables, charts, films and notices: what Slack takes, where, and what it refuses."""

from typing import Any

import pytest

from slackapp.sandbox.block_kit.content import checked, with_block_ids
from slackapp.sandbox.block_kit.limits import message_problems, view_problems

Json = dict[str, Any]
CELL = {"type": "raw_text", "text": "x"}
POINT = {"label": "Mon", "value": 4}
SERIES = {"name": "Given", "data": [POINT]}
AXES = {"categories": ["Mon"]}
TITLE = {"type": "plain_text", "text": "x"}


def plot(kind: str = "bar", **more: object) -> Json:
    chart = {"type": kind, "series": [SERIES], "axis_config": AXES, **more}
    return {"type": "data_visualization", "title": "Thanks", "chart": chart}


def pie(*segments: Json) -> Json:
    chart = {"type": "pie", "segments": list(segments)}
    return {"type": "data_visualization", "title": "Thanks", "chart": chart}


def table(*rows: list[Json], **more: object) -> Json:
    return {"type": "table", "rows": list(rows), **more}


def data_table(*rows: list[Json]) -> Json:
    return {"type": "data_table", "caption": "Thanks", "rows": list(rows)}


VIDEO = {
    "type": "video",
    "title": TITLE,
    "alt_text": "x",
    "video_url": "https://x.org/v",
    "thumbnail_url": "https://x.org/t",
}
OPINION = {"text": TITLE, "value": "x"}
FEEDBACK = {"type": "feedback_buttons", "positive_button": OPINION, "negative_button": OPINION}
SMALL = {"type": "context_actions", "elements": [FEEDBACK]}
ALERT = {"type": "alert", "text": TITLE, "level": "info"}

TAKEN = [
    plot(),
    plot("line"),
    plot("area"),
    pie(POINT),
    table([CELL], column_settings=[None, {"align": "right", "is_wrapped": True}]),
    data_table([CELL], [{"type": "raw_number", "value": 4}]),
    VIDEO,
    SMALL,
]
REFUSED = [
    plot("scatter"),
    plot(series=[SERIES] * 7),
    plot() | {"title": "x" * 51},
    plot(axis_config={"categories": ["Mon", "Tue"]}),
    plot(axis_config={"categories": ["Tue"]}),
    plot(series=[{"name": "x" * 21, "data": [POINT]}]),
    pie(),
    pie(*[POINT] * 7),
    pie({"label": "Mon", "value": "4"}),
    table(),
    table([CELL] * 21),
    table(*[[CELL]] * 101),
    table([{"type": "mrkdwn", "text": "x"}]),
    data_table([CELL]),
    VIDEO | {"video_url": ""},
    {name: part for name, part in VIDEO.items() if name != "alt_text"},
    SMALL | {"elements": [FEEDBACK] * 6},
    SMALL | {"elements": [{"type": "button", "text": TITLE, "action_id": "a"}]},
    ALERT,
]


@pytest.mark.parametrize("block", TAKEN, ids=lambda one: str(one)[:60])
def test_a_message_takes_it(block: Json) -> None:
    assert message_problems([block]) == []


def test_a_message_takes_two_charts() -> None:
    assert message_problems([plot(), pie(POINT)]) == []
    assert message_problems([plot()] * 3) != []


@pytest.mark.parametrize("block", REFUSED, ids=lambda one: str(one)[:60])
def test_a_message_refuses_it(block: Json) -> None:
    assert message_problems([block]) != []


@pytest.mark.parametrize(
    ("kind", "block", "is_taken"),
    [
        ("modal", ALERT, True),
        ("modal", ALERT | {"level": "loud"}, False),
        ("home", ALERT, False),
        ("modal", VIDEO, True),
        ("home", VIDEO, True),
        ("modal", plot(), False),
        ("home", table([CELL]), False),
    ],
)
def test_a_view_takes_some_of_it(kind: str, block: Json, is_taken: bool) -> None:  # noqa: FBT001
    view = {"type": kind, "blocks": [block]} | ({"title": TITLE} if kind == "modal" else {})

    assert (view_problems(view) == []) is is_taken


def test_what_an_app_leaves_unnamed_gets_names() -> None:
    button = {"type": "button", "text": TITLE}
    image = {"type": "image", "image_url": "https://x.org", "alt_text": "x"}
    blocks: list[Json] = [
        {"type": "actions", "elements": [button, button | {"action_id": "mine"}]},
        {"type": "section", "text": TITLE, "accessory": button},
        {"type": "section", "text": TITLE, "accessory": image},
        {"type": "input", "label": TITLE, "element": {"type": "plain_text_input"}},
    ]

    named = with_block_ids(blocks, "1763283600.000100") or []

    assert [one["action_id"] for one in named[0]["elements"]] == ["a0", "mine"]
    assert named[1]["accessory"]["action_id"] == "a0"
    assert "action_id" not in named[2]["accessory"]
    assert named[3]["element"]["action_id"] == "a0"
    assert len({one["block_id"] for one in named}) == 4


def test_blocks_in_attachments_get_names_of_their_own() -> None:
    attachment = {"blocks": [{"type": "divider"}]}

    attached = checked("x", None, [attachment, attachment]).attachments or []

    ids = {one["blocks"][0]["block_id"] for one in attached}
    assert len(ids) == 2
