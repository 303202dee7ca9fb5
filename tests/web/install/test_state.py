"""OAuth's state: what shows that this browser was just sent to Slack by us, and what does not."""

from datetime import UTC, datetime, timedelta

import pytest

from slackapp.web.install.state import LIFETIME, BadState, States, browser_of

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
ANA, BO = "a" * 32, "b" * 32
STATES = States("secret")


def fault(state: str, *, browser: str = ANA, after: timedelta = timedelta(0)) -> str:
    with pytest.raises(BadState) as bad:
        STATES.check(state, browser, NOW + after)
    return bad.value.fault


def test_the_browser_that_asked_comes_back_with_a_good_one() -> None:
    first, second = (STATES.issue(ANA, NOW) for _ in range(2))
    later = NOW + LIFETIME - timedelta(seconds=1)
    assert STATES.check(first, ANA, later).nonce != STATES.check(second, ANA, later).nonce


def test_each_way_to_be_bad_is_told_apart() -> None:
    good = STATES.issue(ANA, NOW)
    nonce, issued, bound_to, signature = good.split(".")
    assert fault("") == "missing"
    assert fault("<script>") == "forged"
    assert fault(States("another secret").issue(ANA, NOW)) == "forged"
    assert fault(f"{'0' * 32}.{issued}.{bound_to}.{signature}") == "forged"
    assert fault(f"{nonce}.{int(issued) + 600}.{bound_to}.{signature}") == "forged"
    assert fault(good, after=LIFETIME) == "expired"
    assert fault(good, browser=BO) == "other_browser"
    assert fault(good, browser="") == "other_browser"


def test_a_browser_keeps_its_secret_and_none_is_taken_from_what_is_not_one() -> None:
    assert browser_of(ANA) == ANA
    for odd in (None, "", "a", "<script>", "A" * 32, "a" * 33):
        assert browser_of(odd) not in {odd, ANA}
