"""The chart as a PNG: of one size, clear where nothing is drawn, the same whatever the language."""

from io import BytesIO

from PIL import Image

from slackapp.features.leaderboard.blocks.picture import draw_png
from slackapp.features.leaderboard.rules.trend import TrendWeek
from slackapp.vocabulary.weeks import Week

TEAL, ORANGE = (31, 138, 140, 255), (201, 112, 10, 255)
LARGEST = 40_000  # bytes


def drawn(*shares: tuple[int, int]) -> Image.Image:
    png = draw_png([TrendWeek(Week(2026, 40 + n), *one) for n, one in enumerate(shares)])
    assert len(png) < LARGEST
    return Image.open(BytesIO(png))


def heights(image: Image.Image, colour: tuple[int, int, int, int]) -> list[int]:
    """Rows in which the colour is, left of the last numbers."""
    return sorted(
        y
        for y in range(image.height)
        if any(image.getpixel((x, y)) == colour for x in range(110, 1050, 4))
    )


def test_both_lines_are_there_on_a_clear_ground() -> None:
    image = drawn((20, 60), (30, 70), (40, 80))
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 540), "RGBA")
    assert image.getpixel((2, 2)) == (0, 0, 0, 0)
    assert min(heights(image, ORANGE)) < min(heights(image, TEAL))


def test_more_stands_higher_and_all_stays_inside() -> None:
    low, high = drawn((0, 0), (0, 0)), drawn((100, 100), (100, 100))
    assert max(heights(high, ORANGE)) < min(heights(low, ORANGE))
    for image in (low, high):
        assert heights(image, ORANGE)[0] > 10
        assert heights(image, ORANGE)[-1] < 470


def test_eight_weeks_fit() -> None:
    assert drawn(*((n * 12, 100 - n * 12) for n in range(8))).size == (1200, 540)
