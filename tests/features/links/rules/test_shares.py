"""What a message shares does not depend on the order its versions arrive in."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.links.rules.shares import Share, after_version

Version = tuple[int, frozenset[str]]

_versions = st.lists(st.frozensets(st.sampled_from("abc")), min_size=1, max_size=5).map(
    lambda texts: list(enumerate(texts, start=1))
)


def test_a_link_is_shared_from_its_first_version_on() -> None:
    first = after_version({}, ["a"], at=1, superseded=False)
    assert first == {"a": Share(shared_at=1, live=True, turn=1)}
    assert after_version(first, ["a", "b"], at=5, superseded=False) == {
        "a": Share(shared_at=1, live=True, turn=5),
        "b": Share(shared_at=5, live=True, turn=5),
    }


def test_a_link_an_edit_drops_is_no_longer_shared() -> None:
    known = {"a": Share(shared_at=1, live=True, turn=1)}
    assert after_version(known, [], at=2, superseded=False) == {
        "a": Share(shared_at=1, live=False, turn=2)
    }


def test_an_old_version_arriving_late_shares_nothing_again() -> None:
    assert not after_version({}, ["a"], at=1, superseded=True)["a"].live


@given(_versions, st.randoms(use_true_random=False), st.data())
def test_any_order_with_repeats_ends_in_the_newest_version(
    versions: list[Version], random: Random, data: st.DataObject
) -> None:
    repeats = data.draw(st.lists(st.sampled_from(versions), max_size=4))
    arriving = [*versions, *repeats]
    random.shuffle(arriving)
    assert _read(arriving) == _read(versions)
    newest = versions[-1][1]
    assert {key for key, (live, _) in _read(arriving).items() if live} == newest


def _read(arriving: list[Version]) -> dict[str, tuple[bool, int]]:
    """Whether each link is live and since when, with `superseded` as the intake tells it."""
    known: dict[str, Share] = {}
    newest = 0
    for at, links in arriving:
        known |= after_version(known, links, at=at, superseded=newest > at)
        newest = max(newest, at)
    return {key: (share.live, share.shared_at) for key, share in known.items()}
