"""Eight weeks of Thanked % and Answered %: a chart in channels, a line of text elsewhere.

Slack draws `data_visualization` blocks in messages, in light and dark; modals and Home tabs take
none (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slackapp.features.leaderboard.blocks.shapes import NOTHING, context, section
from slackapp.features.leaderboard.rules.shown import Part
from slackapp.features.leaderboard.rules.trend import TrendWeek
from slackapp.reading.display_text import clip
from slackapp.vocabulary.words import _, ngettext

_LONGEST_TITLE = 50
_LONGEST_LABEL = 20  # beyond, Slack refuses the block
_BARS = "▁▂▃▄▅▆▇█"


def chart(trend: Sequence[TrendWeek]) -> Part:
    """The numbers stand below it, for who sees no chart."""
    if not trend:
        return NOTHING
    thanked, answered = [one.thanked for one in trend], [one.answered for one in trend]
    weeks = [str(one.week.number) for one in trend]
    drawn = {
        "type": "data_visualization",
        "title": clip(_("Thanked and answered, in %"), _LONGEST_TITLE),
        "chart": {
            "type": "line",
            "series": [
                _series(_("Thanked"), weeks, thanked),
                _series(_("Answered"), weeks, answered),
            ],
            "axis_config": {
                "categories": weeks,
                "x_label": clip(_("Week"), _LONGEST_TITLE),
                "y_label": "%",
            },
        },
    }
    said = _("{span}: thanked {thanked} %, answered {answered} %").format(
        span=_span(trend), thanked=_way(thanked), answered=_way(answered)
    )
    return Part([drawn, context(said)], alt_text(trend))


def trend_line(trend: Sequence[TrendWeek]) -> Part:
    if not trend:
        return NOTHING
    thanked, answered = [one.thanked for one in trend], [one.answered for one in trend]
    said = _("{span}: thanked {thanked}, answered {answered}").format(
        span=_span(trend),
        thanked=f"{_bars(thanked)} {_way(thanked)} %",
        answered=f"{_bars(answered)} {_way(answered)} %",
    )
    return Part([context(said)], alt_text(trend))


def all_of_us(
    counted: Sequence[str], trend: Sequence[TrendWeek], picture: str = ""
) -> Sequence[Mapping[str, Any]]:
    """For the Home tab: this week's numbers so far; nothing where there is nothing to tell.

    picture: Slack's id of the trend as a picture, where there is one.
    """
    if not (counted or trend):
        return ()
    said = ["*" + _("All of us") + "*"]
    if counted:
        said.append(_("This week so far: {counted}").format(counted=" · ".join(counted)))
    drawn = [_picture(trend, picture)] if trend and picture else trend_line(trend).blocks
    return [section("\n".join(said)), *drawn]


def _picture(trend: Sequence[TrendWeek], file_id: str) -> Mapping[str, Any]:
    """It holds digits alone, so the title says which line is which."""
    return {
        "type": "image",
        "title": {"type": "plain_text", "text": _("Thanked ● and answered ■, in %")},
        "slack_file": {"id": file_id},
        "alt_text": alt_text(trend),
    }


def alt_text(trend: Sequence[TrendWeek]) -> str:
    """Every number of it."""
    words = _("Weeks {weeks}: thanked {thanked} %, answered {answered} %")
    return words.format(
        weeks=_listed(one.week.number for one in trend),
        thanked=_listed(one.thanked for one in trend),
        answered=_listed(one.answered for one in trend),
    )


def _series(name: str, weeks: Sequence[str], values: Sequence[int]) -> dict[str, Any]:
    points = [{"label": week, "value": value} for week, value in zip(weeks, values, strict=True)]
    return {"name": clip(name, _LONGEST_LABEL), "data": points}


def _span(trend: Sequence[TrendWeek]) -> str:
    return ngettext("{count} week", "{count} weeks", len(trend)).format(count=len(trend))


def _way(values: Sequence[int]) -> str:
    return f"{values[0]} → {values[-1]}"


def _bars(values: Sequence[int]) -> str:
    return "".join(_BARS[min(value * len(_BARS) // 101, len(_BARS) - 1)] for value in values)


def _listed(values: Iterable[int]) -> str:
    return ", ".join(str(value) for value in values)
