"""The `data_visualization` block as a drawing: coordinates only, the template makes the SVG."""

import math
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
WIDTH, HEIGHT = 480, 200
_RADIUS = HEIGHT / 2 - 4


def described(chart: Json) -> str:
    """Every number in words, for who cannot see the drawing."""
    if chart["type"] == "pie":
        return _points(chart["segments"])
    return "; ".join(f"{one['name']}: {_points(one['data'])}" for one in chart["series"])


def slices(chart: Json) -> list[Json]:
    """A pie's segments as SVG paths, clockwise from the top."""
    whole = sum(one["value"] for one in chart["segments"]) or 1
    start, found = 0.0, []
    for one in chart["segments"]:
        end = start + one["value"] / whole
        found.append({"label": one["label"], "value": one["value"], "path": _slice(start, end)})
        start = end
    return found


def bars(chart: Json) -> Iterator[Json]:
    """Rectangles, the series of a category side by side."""
    series = chart["series"]
    top, across = _top(chart), _across(chart)
    width = across * 0.8 / len(series)
    for number, one in enumerate(series):
        for index, point in enumerate(one["data"]):
            height = max(point["value"], 0) / top * HEIGHT
            x = index * across + across * 0.1 + number * width
            yield _numbers(series=number, x=x, y=HEIGHT - height, width=width, height=height)


def lines(chart: Json) -> list[str]:
    """For each series the points of a line; an area's begins and ends on the ground."""
    top, across = _top(chart), _across(chart)
    drawn = []
    for one in chart["series"]:
        values = [max(point["value"], 0) for point in one["data"]]
        points = [((n + 0.5) * across, HEIGHT * (1 - v / top)) for n, v in enumerate(values)]
        if chart["type"] == "area":
            points = [(points[0][0], HEIGHT), *points, (points[-1][0], HEIGHT)]
        drawn.append(" ".join(f"{x:.1f},{y:.1f}" for x, y in points))
    return drawn


def _points(points: list[Json]) -> str:
    return ", ".join(f"{one['label']} {one['value']:g}" for one in points)


def _slice(start: float, end: float) -> str:
    if end - start >= 1:
        end = start + 0.9999
    (x1, y1), (x2, y2) = _at(start), _at(end)
    large = int(end - start > 0.5)  # noqa: PLR2004 - half a circle
    middle = HEIGHT / 2
    arc = f"A{_RADIUS:g} {_RADIUS:g} 0 {large} 1 {x2:.1f} {y2:.1f}"
    return f"M{middle:g} {middle:g}L{x1:.1f} {y1:.1f}{arc}Z"


def _at(turn: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    return HEIGHT / 2 + _RADIUS * math.sin(angle), HEIGHT / 2 - _RADIUS * math.cos(angle)


def _top(chart: Json) -> float:
    return float(max((p["value"] for one in chart["series"] for p in one["data"]), default=1) or 1)


def _across(chart: Json) -> float:
    return WIDTH / max(len(one["data"]) for one in chart["series"])


def _numbers(**numbers: float) -> Json:
    return {name: round(number, 1) for name, number in numbers.items()}
