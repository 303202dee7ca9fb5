"""Last week under other weights and caps is what it would score, and looking changes nothing."""

from datetime import timedelta
from decimal import Decimal

from slackapp.database.engines import Database
from slackapp.ledger.acts import Act
from slackapp.ledger.giver_weeks import read_weeks
from slackapp.ledger.giving import give
from slackapp.ledger.preview import PreviewRow, preview_score
from slackapp.ledger.score_settings import change_score
from slackapp.workspace.people import hide_name
from tests.builders.databases import transaction
from tests.ledger.builders import MONDAY, WEEK, at, command, kudos, open_workspace, people

NEXT_WEEK = MONDAY + timedelta(days=8)


def test_everybody_who_scores_either_way_has_a_row_the_most_first(database: Database) -> None:
    with transaction(database, now=NEXT_WEEK) as tx:
        open_workspace(tx)
        ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
        (gil,) = people(tx, "UGIL", kind="guest")
        hide_name(tx, cy, hides_name=True)
        give(
            tx, command("long ago"), [kudos(*pair) for pair in ((ana, bo), (cy, ana))], at(days=-9)
        )
        give(tx, command("1"), [Act("answer", ana, bo), kudos(cy, ana), kudos(gil, ana)], at())
        shown = preview_score(tx, {"kudos": "4", "answer": "3.5", "connections_cap": 0})
        assert (shown.week, shown.from_week) == (WEEK, WEEK.next().next())
        assert shown.rows == (
            PreviewRow(name="", now=Decimal(1), then=Decimal(4)),
            PreviewRow(name="UANA", now=Decimal(4), then=Decimal("3.5")),
        )
        assert preview_score(tx, {}).rows[0].now == read_weeks(tx, WEEK)[ana].score == 4


def test_it_says_what_the_change_would_have_made_of_the_week(database: Database) -> None:
    """Links found useful in the weeks before too."""
    changes = {"link": "5", "kudos": "0.5", "sharing_cap": "3.5", "connections_cap": 1}
    with transaction(database, now=MONDAY - timedelta(days=7)) as tx:
        open_workspace(tx)
        before = people(tx, *(f"U{n}" for n in range(9)))
        for n, receiver in enumerate(before[1:]):
            link = command("a link")
            give(tx, link, [Act("link", before[0], receiver, party="link")], at(days=n - 4))
            give(tx, command(f"thanks {n}"), [kudos(receiver, before[0])], at(minutes=n))
    with transaction(database, now=NEXT_WEEK) as tx:
        foreseen = {row.name: row.then for row in preview_score(tx, changes).rows}
    with transaction(database, now=MONDAY - timedelta(days=7)) as tx:
        change_score(tx, changes)
        scored = {f"U{n}": read_weeks(tx, WEEK)[key].score for n, key in enumerate(before)}
        assert foreseen == {name: score for name, score in scored.items() if score}
        assert len(foreseen) == 9
