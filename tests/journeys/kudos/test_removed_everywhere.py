"""An offensive reason that an admin removes is seen nowhere any more (I7)."""

import json
from collections.abc import Iterator

from slackapp.catalogue import FEATURES
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.posting import post_week
from slackapp.features.privacy.use_cases.exporting import find_person, write_export
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.settings import save_settings
from tests.journeys.kudos.town import Town, by_app, text_of

OFFENCE = "being such a <walrus> & a clown again"
SHOWN = ("walrus", "clown")


def _outputs(town: Town) -> Iterator[tuple[str, str]]:
    """All that people and operators can see of it, by name of the place."""
    for channel in town.workspace.channels.values():
        yield channel.name, json.dumps([[one.text, one.blocks] for one in by_app(channel)])
    for person in (town.ana, town.cy, town.ada, town.ida):
        yield f"to {person.id}", json.dumps([text_of(one) for one in town.messages_to(person)])
    for word in ("thanks", "board", "me"):
        shown = town.ana.command("/we", word, channel=town.general).shown
        yield word, text_of(shown) if shown else ""
    town.ana.open_home()
    town.rest()
    home = town.ana.home
    yield "home", json.dumps(home.content) if home else ""
    for each in ("U1", "U3"):
        key = town.journey.app.toolbox.read(find_person, "T1", person_id=each)
        assert key is not None
        export = town.journey.app.toolbox.read(write_export, "T1", person=key, rooms=FEATURES)
        yield f"export {each}", export.text if export else ""


def _seen(town: Town) -> set[str]:
    return {name for name, shown in _outputs(town) if any(word in shown for word in SHOWN)}


def test_a_removed_reason_is_in_no_output(town: Town) -> None:
    toolbox = town.journey.app.toolbox
    toolbox.run(save_settings, "T1", LeaderboardSettings(channel="C3"))
    town.choose(feed="C2")
    for person in (town.bo, town.eva, town.flo):  # a board that quotes needs more than two givers
        town.give(person, "@cy.chen for carrying the boxes up all the stairs")
    typed = OFFENCE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    town.give(town.cy, f"@ana.lopez for {typed}")
    for channel in (town.general, town.feed):
        town.until(lambda at=channel: any("walrus" in text_of(one) for one in by_app(at)))
    town.later(days=7)
    week = Week(2026, 47)
    town.workspace.channels["C3"].members["UBOT"] = None
    toolbox.run(post_week, "T1", week=week, offers=board_offers(FEATURES))
    town.until(lambda: by_app(town.elsewhere) != [])
    assert {"general", "kudos", "elsewhere", "thanks", "export U1", "export U3"} <= _seen(town)

    offending = next(one for one in by_app(town.general) if "walrus" in text_of(one))
    town.pick(town.bo, offending, "Report to admins")
    town.press(town.bo, town.whisper(town.bo), "report_now")
    town.until(lambda: town.messages_to(town.ada))
    town.press(town.ada, town.messages_to(town.ada)[0], "remove_reported")
    town.until(lambda: not any("walrus" in text_of(one) for one in by_app(town.general)))
    town.rest()
    assert _seen(town) == set()
    assert by_app(town.elsewhere) != []  # the board itself stays
