"""What the room offers the board."""

from slackapp.database.engines import Database
from slackapp.features.links.feature import FEATURE
from tests.builders.databases import transaction
from tests.features.links.builders import WEEK, message, open_workspace, say


def test_the_board_gets_the_number_of_links_and_what_to_read(database: Database) -> None:
    [board] = FEATURE.boards
    assert board.figures is not None
    assert board.section is not None
    with transaction(database) as tx:
        ana = open_workspace(tx)["Ana"]
        assert board.section(tx, WEEK) is None
        say(tx, message(ana, "<https://example.org/guide>"))
        [[figure], [nothing]] = board.figures(tx, [WEEK, WEEK.next()])
        assert nothing.count == 0
        assert (figure.name, figure.count, figure.words) == ("links", 1, "link shared")
        section = board.section(tx, WEEK)
        assert section is not None
        assert section.text == "Worth reading\n• example.org/guide, found by Ana"
