"""A long channel is shown in parts, and each part knows its neighbours."""

from cProfile import Profile
from pstats import Stats
from urllib.parse import parse_qsl

from slackapp.sandbox import Channel, Message
from slackapp.sandbox.page.showing import page_context
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import Viewer
from slackapp.sandbox.page.windows import MOST, PAGE, Window, window_of
from tests.sandbox.stage import Stage

FIRST = 1_790_000_000


def long_channel(count: int) -> Channel:
    channel = Channel("C1", "general", "T1", FIRST)
    say(channel, *range(count))
    return channel


def say(channel: Channel, *which: int) -> None:
    for number in which:
        channel.add(Message(channel.id, ts(number), f"number {number}", "T1", user="U2"))


def ts(number: int) -> str:
    return f"{FIRST + number}.000000"


def numbers(window: Window) -> tuple[int, int]:
    """The first and the last shown."""
    return window.messages[0].micros // 10**6 - FIRST, window.messages[-1].micros // 10**6 - FIRST


def follow(channel: Channel, query: str | None) -> Window:
    assert query is not None
    return window_of(channel, dict(parse_qsl(query)))


def test_the_newest_are_shown_first_and_new_ones_arrive() -> None:
    channel = long_channel(250)
    window = window_of(channel, {})

    assert (numbers(window), window.newer) == ((150, 249), None)
    say(channel, 250)
    assert numbers(follow(channel, window.query)) == (150, 250)


def test_older_ones_come_in_front_until_the_beginning() -> None:
    channel = long_channel(250)
    older = follow(channel, window_of(channel, {}).older)
    oldest = follow(channel, older.older)

    assert (numbers(older), numbers(oldest)) == ((50, 249), (0, 249))
    assert (oldest.older, oldest.newer) == (None, None)


def test_no_page_grows_without_end() -> None:
    channel = long_channel(MOST + 2 * PAGE)
    window = window_of(channel, {})
    while window.older:
        window = follow(channel, window.older)
        assert len(window.messages) <= MOST

    assert numbers(window) == (0, MOST - 1)
    assert follow(channel, window.newer).messages[-1].ts == ts(MOST + 2 * PAGE - 1)


def test_a_linked_message_stands_among_its_neighbours_and_stays_there() -> None:
    channel = long_channel(1000)
    window = window_of(channel, {"at": ts(300)})

    assert numbers(window) == (270, 369)
    say(channel, 1000)
    assert numbers(follow(channel, window.query)) == (270, 369), "what is new is elsewhere"


def test_near_the_end_the_window_reaches_it() -> None:
    channel = long_channel(320)
    window = window_of(channel, {"at": ts(300)})

    assert (numbers(window), window.until) == ((270, 319), None)


def test_what_no_page_asks_for_shows_the_newest() -> None:
    channel = long_channel(10)
    for query in ({"from": "x"}, {"from": "-1"}, {"at": "9" * 40}, {"until": ""}):
        assert numbers(window_of(channel, query)) == (0, 9)


def test_an_empty_channel_has_a_window_too() -> None:
    assert window_of(long_channel(0), {}).messages == []


def test_a_channel_of_ten_thousand_costs_what_a_small_one_costs(stage: Stage) -> None:
    """Counted in function calls, which a busy machine leaves as they are."""
    site = Site(stage.workspace._floor)  # noqa: SLF001 - what the sandbox makes its own of
    viewer = Viewer(site, stage.workspace.team, stage.ana)

    def calls() -> int:
        with Profile() as profile:
            site.html("channel.html", **page_context(viewer, stage.general, {}))
        return int(vars(Stats(profile))["total_calls"])

    say(stage.general, *range(150))
    calls()  # templates are compiled once
    small = calls()
    say(stage.general, *range(150, 10_000))
    site.read_marks.read(stage.general, "U1")

    assert calls() < 1.1 * small
