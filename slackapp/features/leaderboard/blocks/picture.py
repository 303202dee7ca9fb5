"""The chart as a PNG, for operators and for places where Slack draws none. Pure.

It holds digits and no words, so it is the same in every language; what the lines mean stands beside
it. Its ground is clear, and its colours read on white and on black.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from slackapp.features.leaderboard.rules.trend import TrendWeek

_WIDTH, _HEIGHT = 1200, 540
_LEFT, _RIGHT, _TOP, _BOTTOM = 110, 150, 40, 90
_THANKED, _ANSWERED = "#1f8a8c", "#c9700a"
_GREY, _FAINT = "#767676", "#76767655"
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_STEPS = (0, 25, 50, 75, 100)
_DIGITS = 40  # on a phone a third of that
_DOT = 9
_LINE = 7


class _Line(NamedTuple):
    """A line of percentages; round dots or square ones, for who sees no colours."""

    values: Sequence[int]
    colour: str
    is_round: bool


def draw_png(trend: Sequence[TrendWeek]) -> bytes:
    """Two lines with round (thanked) and square (answered) dots; the last value stands beside."""
    image = Image.new("RGBA", (_WIDTH, _HEIGHT), (0, 0, 0, 0))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(_DIGITS)
    _draw_ground(pen, font, trend)
    lines = (
        _Line([one.thanked for one in trend], _THANKED, is_round=True),
        _Line([one.answered for one in trend], _ANSWERED, is_round=False),
    )
    for line in lines:
        _draw_line(pen, line)
    _draw_ends(pen, font, lines)
    written = BytesIO()
    image.save(written, format="PNG", optimize=True)
    return written.getvalue()


def _draw_ground(pen: ImageDraw.ImageDraw, font: _Font, trend: Sequence[TrendWeek]) -> None:
    for percent in _STEPS:
        y = _y(percent)
        pen.line([(_LEFT, y), (_WIDTH - _RIGHT, y)], fill=_FAINT, width=2)
        pen.text((_LEFT - 16, y), f"{percent}", fill=_GREY, font=font, anchor="rm")
    for place, one in enumerate(trend):
        at = (_x(place, len(trend)), _HEIGHT - _BOTTOM + 46)
        pen.text(at, f"{one.week.number}", fill=_GREY, font=font, anchor="mm")


def _draw_line(pen: ImageDraw.ImageDraw, line: _Line) -> None:
    points = [(_x(place, len(line.values)), _y(value)) for place, value in enumerate(line.values)]
    pen.line(points, fill=line.colour, width=_LINE, joint="curve")
    for x, y in points:
        box = [(x - _DOT, y - _DOT), (x + _DOT, y + _DOT)]
        (pen.ellipse if line.is_round else pen.rectangle)(box, fill=line.colour)


def _draw_ends(pen: ImageDraw.ImageDraw, font: _Font, lines: Sequence[_Line]) -> None:
    """Where both end close together, they stand above each other."""
    low, high = sorted(lines, key=lambda line: line.values[-1])
    apart = max(_y(low.values[-1]) - _y(high.values[-1]), float(_DIGITS))
    middle = (_y(low.values[-1]) + _y(high.values[-1])) / 2
    for line, y in ((high, middle - apart / 2), (low, middle + apart / 2)):
        at = (_WIDTH - _RIGHT + 20, y)
        pen.text(at, f"{line.values[-1]} %", fill=line.colour, font=font, anchor="lm")


def _x(place: int, count: int) -> float:
    across = _WIDTH - _LEFT - _RIGHT
    return _LEFT + (across * (place + 0.5) / count)


def _y(percent: int) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * percent / 100
