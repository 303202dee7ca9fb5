"""Limits of tables, charts, films, notices and of the small buttons under an answer."""

from collections.abc import Iterator

from slackapp.sandbox.block_kit.checks import (
    Check,
    anything,
    boolean,
    both,
    by_type,
    list_of,
    one_of_words,
    problem,
    shape,
    string,
    text,
    url,
    whole,
)
from slackapp.sandbox.block_kit.rich_text import rich_text


def _number(value: object, path: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield problem("must be a number", path)


def _or_null(check: Check) -> Check:
    """A column that keeps its looks is null."""
    return lambda value, path: iter(()) if value is None else check(value, path)


_ID = {"block_id": string(255)}
_CELL = by_type(
    {
        "raw_text": shape({"text": string(10_000)}),
        "raw_number": shape({"value": _number}, {"text": string(200)}),
        "rich_text": rich_text,
    }
)
_COLUMN = shape({}, {"align": one_of_words("left", "center", "right"), "is_wrapped": boolean})
_ROWS = list_of(list_of(_CELL, 20), 100)
_LABEL = string(20, 1)
_POINT = shape({"label": _LABEL, "value": _number})
_SERIES = shape({"name": _LABEL, "data": list_of(_POINT, 20)})
_AXES = shape({"categories": list_of(_LABEL, 20)}, {"x_label": string(50), "y_label": string(50)})


def _every_category_once(chart: object, path: str) -> Iterator[str]:
    """A line has a point in each category, and no other."""
    found = chart if isinstance(chart, dict) else {}
    try:
        wanted = sorted(found["axis_config"]["categories"])
        shown = [sorted(point["label"] for point in one["data"]) for one in found["series"]]
    except (KeyError, TypeError):
        return  # said by the shape
    if any(labels != wanted for labels in shown):
        yield problem("labels must match the categories", path)


_PLOT = both(shape({"series": list_of(_SERIES, 6), "axis_config": _AXES}), _every_category_once)
_CHART = by_type(
    {"pie": shape({"segments": list_of(_POINT, 6)}), "bar": _PLOT, "area": _PLOT, "line": _PLOT}
)
_ACTION_ID = {"action_id": string(255, 1)}
_OPINION = shape(
    {"text": text(75, plain=True), "value": string(2000)}, {"accessibility_label": string(75)}
)
_SMALL_BUTTON = by_type(
    {
        "feedback_buttons": shape(
            {"positive_button": _OPINION, "negative_button": _OPINION}, _ACTION_ID
        ),
        "icon_button": shape(
            {"icon": one_of_words("trash"), "text": text(75, plain=True)},
            {
                **_ACTION_ID,
                "value": string(2000),
                "accessibility_label": string(75),
                "visible_to_user_ids": list_of(string(255), 10),
                "confirm": anything,
            },
        ),
    }
)
_VIDEO = shape(
    {
        "alt_text": string(2000),
        "title": text(199, plain=True),
        "video_url": url,
        "thumbnail_url": url,
    },
    {
        **_ID,
        "author_name": string(49),
        "description": text(199, plain=True),
        "provider_icon_url": url,
        "provider_name": string(200),
        "title_url": url,
    },
)
_LEVELS = ("default", "info", "warning", "error", "success")

EVERYWHERE: dict[str, Check] = {"video": _VIDEO}
IN_MODALS: dict[str, Check] = {
    "alert": shape({"text": text(3000)}, {**_ID, "level": one_of_words(*_LEVELS)})
}
IN_MESSAGES: dict[str, Check] = {
    "table": shape({"rows": _ROWS}, {**_ID, "column_settings": list_of(_or_null(_COLUMN), 20)}),
    "data_table": shape(
        {"rows": list_of(list_of(_CELL, 20), 101, 2), "caption": string(2000)},
        {**_ID, "page_size": whole(1, 100), "row_header_column_index": whole(0, 19)},
    ),
    "data_visualization": shape({"title": string(50, 1), "chart": _CHART}, _ID),
    "context_actions": shape({"elements": list_of(_SMALL_BUTTON, 5)}, _ID),
}
