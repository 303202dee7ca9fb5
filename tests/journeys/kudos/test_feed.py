"""The channel that shows every public kudos."""

import pytest

from tests.journeys.kudos.town import REASON, Town, by_app, labels, text_of


@pytest.fixture(autouse=True)
def _feed(town: Town) -> None:
    town.choose(feed="C2")


def test_a_copy_names_people_without_pinging_them_and_follows_the_post(town: Town) -> None:
    town.give(town.cy)
    post, copy = town.post_of(), town.post_of(town.feed)
    assert text_of(copy) == f"🤝 *Ana Lopez*, from Cy Chen\n> {REASON}"
    assert "<@" not in text_of(copy) + copy.text
    assert labels(copy) == labels(post)

    town.press(town.bo, copy, "join")
    for shown in (post, copy):
        town.wait_for(shown, "Bo Berg adds thanks")
    town.pick(town.cy, copy, "Take back")
    town.until(lambda: by_app(town.general) == [] and by_app(town.feed) == [])
    assert town.acts() == []


def test_where_the_app_is_not_it_goes_to_the_feed_and_the_giver_is_told(town: Town) -> None:
    answer = town.give(town.cy, f"@kim.kurz for {REASON}", channel=town.elsewhere)
    assert text_of(answer) == "I'm not in #elsewhere. Posted in #kudos instead."
    assert "*<@U10>*" in text_of(town.post_of(town.feed))
    town.rest()
    assert by_app(town.elsewhere) == []
    assert town.acts() == [("kudos", "U3", "U10")]
    town.later(hours=1)
    town.until(lambda: len(town.messages_to(town.kim)) == 1)
    assert "in <#C2>" in text_of(town.messages_to(town.kim)[0])


def test_what_is_private_never_reaches_it(town: Town) -> None:
    for channel in (town.quiet, town.secret):
        answer = town.give(town.cy, channel=channel)
        assert text_of(answer) == (
            "Sent. It stays in this channel, not on the public board; who isn't here won't see it."
        )
        town.post_of(channel)
    town.rest()
    assert by_app(town.feed) == []


def test_given_in_the_feed_itself_it_is_there_once(town: Town) -> None:
    town.give(town.cy, channel=town.feed)
    town.post_of(town.feed)
    town.rest()
    assert len(by_app(town.feed)) == 1


def test_a_feed_the_app_was_taken_out_of_loses_nobody_s_thanks(town: Town) -> None:
    town.choose(feed="C3")
    town.give(town.cy, channel=town.elsewhere)
    assert "*<@U1>*" in text_of(town.post_of(town.elsewhere))
    town.later(seconds=30)
    town.give(town.cy)
    town.post_of()
    town.rest()
    assert len(by_app(town.elsewhere)) == 1
