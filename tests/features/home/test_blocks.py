"""The Home tab stays within its size and says what it should."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from slackapp.features.home.blocks import (
    MOST_BLOCKS,
    answer_view,
    home_view,
    listening_report,
)
from slackapp.features.home.rules import AppShown, HomeShown, that_fit
from slackapp.sandbox.block_kit.content import checked_view
from slackapp.slack.blocks import section
from slackapp.workspace.admins import only_admins

BERLIN = ZoneInfo("Europe/Berlin")
LIVE = AppShown(silence=None, listening_until=None, zone=BERLIN)


def test_a_card_that_no_longer_fits_is_left_out_whole() -> None:
    one, two, three = ([{"n": n}] * size for n, size in ((1, 3), (2, 4), (3, 2)))
    assert list(that_fit([one, two, three], 7)) == [one, three]
    assert list(that_fit([one, two, three], 12)) == [one, two, three]


def test_it_is_never_larger_than_its_size_and_the_admins_part_is_always_there() -> None:
    cards = tuple([section(f"card {n}")] * 7 for n in range(12))
    view = home_view(HomeShown(person_id="U1", left_out=False, cards=cards, app=LIVE))
    checked_view(view, "home", "1.000001")
    assert len(view["blocks"]) <= MOST_BLOCKS
    assert view["blocks"][-1]["elements"][-1]["text"]["text"] == "Pause everything"


def test_who_is_left_out_sees_no_card() -> None:
    cards = ([section("a secret of others")],)
    view = home_view(HomeShown(person_id="U1", left_out=True, cards=cards))
    checked_view(view, "home", "1.000001")
    assert "a secret" not in str(view)
    assert "Come back" in str(view)


def test_admins_see_whether_it_listens_or_is_paused() -> None:
    until = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    listening = AppShown(silence="listening", listening_until=until, zone=BERLIN)
    paused = AppShown(silence="paused", listening_until=until, zone=BERLIN)
    assert "listens until Wed 25 Nov, 13:00" in str(_home(listening))
    assert "Pause everything" in str(_home(listening))
    assert "Resume" in str(_home(paused))
    assert "listens" not in str(_home(paused))


def test_an_answer_of_many_blocks_fits_a_modal() -> None:
    view = answer_view({"text": "x", "blocks": [section("x")] * 120})
    checked_view(view, "modal", "1.000001")


def test_a_report_without_anything_says_so() -> None:
    assert "Nothing at all." in str(listening_report(7, []))


def test_admins_are_named_where_there_are_some() -> None:
    assert only_admins(("Ana", "Cy")) == "Only admins can do that. Yours: Ana, Cy."
    assert only_admins(()) == "Only admins can do that."


def _home(app: AppShown) -> object:
    return home_view(HomeShown(person_id="U1", left_out=False, app=app))
