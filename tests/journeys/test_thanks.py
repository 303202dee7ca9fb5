"""Thanks given in every way, seen where the work was, and taken back."""

from collections.abc import Callable

from slackapp.features.kudos.settings import KudosSettings
from slackapp.workspace.settings import save_settings
from tests.journeys.conftest import Journey

Thanks = list[tuple[str, str, str]]


def _live(journey: Journey) -> Thanks:
    return journey.live_kudos()


def _choose_emoji(journey: Journey, *names: str) -> None:
    journey.app.toolbox.run(save_settings, "T1", KudosSettings(emoji=names))


def _until(journey: Journey, thanks: Thanks) -> None:
    _wait_for(journey, lambda: _live(journey) == thanks)


def _wait_for(journey: Journey, so: Callable[[], bool]) -> None:
    journey.wait_until(so)


def test_a_kudos_is_seen_in_the_channel_and_counts(journey: Journey) -> None:
    reply = journey.cy.command(
        "/kudos",
        "@ana.lopez @bo.berg for staying late so it landed #craft",
        channel=journey.general,
    )
    assert "Ana" in reply.text
    assert _live(journey) == [("U3", "U1", "1"), ("U3", "U2", "1")]
    _wait_for(journey, lambda: len(journey.posts()) == 1)
    assert "staying late so it landed" in journey.posts()[0]


def test_undo_takes_the_thanks_and_the_post_away(journey: Journey) -> None:
    reply = journey.cy.command(
        "/kudos", "@ana.lopez for staying late so it landed", channel=journey.general
    )
    _wait_for(journey, lambda: len(journey.posts()) == 1)
    assert reply.shown is not None
    journey.cy.click(reply.shown, "kudos.undo_given")
    assert _live(journey) == []
    _wait_for(journey, lambda: journey.posts() == [])


def test_oneself_bots_and_strangers_are_answered_kindly(journey: Journey) -> None:
    journey.workspace.add_person("U9", name="Robo", role="bot")
    to_self = journey.cy.command(
        "/kudos", "@cy.chen for being so very great", channel=journey.general
    )
    to_bot = journey.cy.command(
        "/kudos", "@robo for posting all the numbers", channel=journey.general
    )
    unknown = journey.cy.command(
        "/kudos", "@anna for staying late with me", channel=journey.general
    )
    assert "That's you" in to_self.text
    assert "Bots don't need thanks" in to_bot.text
    assert "I don't know @anna" in unknown.text
    assert _live(journey) == []


def test_plus_plus_in_a_message_counts_follows_edits_and_goes_with_it(journey: Journey) -> None:
    message = journey.cy.post(journey.general, "<@U1> ++ for the patient explanation")
    _until(journey, [("U3", "U1", "1")])
    _wait_for(journey, lambda: "seedling" in message.reactions)
    journey.cy.edit(message, "<@U2> ++ for the patient explanation")
    _until(journey, [("U3", "U2", "1")])
    journey.cy.delete(message)
    _until(journey, [])


def test_the_chosen_reaction_counts_until_it_is_taken_off(journey: Journey) -> None:
    _choose_emoji(journey, "handshake")
    message = journey.ana.post(journey.general, "The VPN works again.")
    journey.bo.react(message, "handshake")
    _until(journey, [("U2", "U1", "0.5")])
    journey.bo.unreact(message, "handshake")
    _until(journey, [])
    journey.bo.react(message, "handshake")
    _until(journey, [("U2", "U1", "0.5")])


def test_nobody_new_is_thanked_before_slack_has_told_who_they_are(journey: Journey) -> None:
    """The event waits behind a look-up; nothing about it is lost."""
    journey.workspace.add_person("U7", name="Gil Novak")
    journey.cy.post(journey.general, "<@U7> ++ for the first answer on his second day")
    _until(journey, [("U3", "U7", "1")])


def test_the_apps_own_posts_never_thank_anybody(journey: Journey) -> None:
    journey.cy.command(
        "/kudos", "@ana.lopez for writing <@U2> ++ for the docs", channel=journey.general
    )
    _wait_for(journey, lambda: len(journey.posts()) == 1)
    journey.settle()
    assert _live(journey) == [("U3", "U1", "1")]


def test_help_tells_the_words(journey: Journey) -> None:
    help_text = journey.cy.command("/we", "help", channel=journey.general).text
    assert "/we kudos" in help_text
    assert "board [this|last] [week|month|quarter|year]" in help_text
    assert "/kudos" in journey.cy.command("/kudos", "help", channel=journey.general).text
    nearest = journey.cy.command("/we", "bord", channel=journey.general).text
    assert "/we board" in nearest
