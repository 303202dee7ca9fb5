"""Kudos as their posts show them, on both databases."""

import pytest

from slackapp.database.engines import Database
from slackapp.features.kudos.use_cases.showing import show_kudos
from tests.builders.databases import transaction
from tests.features.kudos.builders import REASON, SOURCE, given, open_workspace


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def test_the_post_shows_people_by_mention_and_the_giver_by_name(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> <!subteam^SOPS> {REASON} with <@WBO>")
        shown = show_kudos(tx, SOURCE)

    assert shown is not None
    assert (shown.giver, shown.people, shown.parties) == ("Cy", ("UANA",), ("SOPS",))
    assert shown.names == ("Ana", "Bo")
    assert shown.reason == f"{REASON} with @Bo"
