"""How often a socket is asked for, in the worst case."""

from slackapp.intake.socket_mode.pace import PACE


def _opens_in_a_minute(first: int) -> int:
    """Tries in the 60 seconds after so many failures, each wait as short as chance makes it."""
    at, opens = 0.0, 0
    for failures in range(first, first + 100):
        if at >= 60:
            break
        opens += 1
        at += min(PACE.wait(failures + 1) for _ in range(50))
    return opens


def test_fewer_than_ten_urls_are_asked_for_in_the_worst_minute() -> None:
    assert max(_opens_in_a_minute(first) for first in range(10)) < 10


def test_the_next_try_is_never_more_than_half_a_minute_away() -> None:
    assert max(PACE.wait(failures) for failures in range(1_000)) + 5 <= 30


def test_a_line_that_falls_silent_is_noticed_within_half_a_minute() -> None:
    assert PACE.ping_every + PACE.pong_within + PACE.ask_within < 30


def test_waits_differ_so_that_replicas_do_not_come_as_one() -> None:
    assert len({PACE.wait(5) for _ in range(20)}) == 20
