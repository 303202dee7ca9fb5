"""How much of one person is listened to in a minute."""

from slackapp.slack.throttle import Throttle


class Watch:
    """Seconds that pass when told."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_the_first_too_many_is_told_apart_from_those_after_it() -> None:
    throttle = Throttle(2, seconds=Watch())
    said = [throttle.judge("T1", "U1") for _ in range(5)]
    assert said == ["welcome", "welcome", "first too many", "too many", "too many"]


def test_people_and_workspaces_have_minutes_of_their_own() -> None:
    throttle = Throttle(1, seconds=Watch())
    assert {throttle.judge(*who) for who in (("T1", "U1"), ("T1", "U2"), ("T2", "U1"))} == {
        "welcome"
    }


def test_the_next_minute_is_a_new_one() -> None:
    watch = Watch()
    throttle = Throttle(1, seconds=watch)
    throttle.judge("T1", "U1")
    watch.seconds = 60.0
    assert throttle.judge("T1", "U1") == "welcome"
