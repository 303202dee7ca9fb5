"""Of what somebody shared: others' work beside their own."""

from slackapp.database.engines import Database
from slackapp.features.links.use_cases import sharing
from slackapp.features.links.use_cases.listing import count_shared_and_made
from tests.builders.databases import transaction
from tests.features.links.builders import at, message, open_workspace

OTHERS = "Worth a look, Ana wrote it well: <https://example.com/{number}>"
OWN = "I wrote a post about this: <https://example.com/own>"


def test_own_work_stands_beside_what_others_made(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        bo = people["Bo"]
        sharing.read_message(tx, message(bo, OTHERS.format(number=0), hours=1))
        for number in (1, 2):
            sharing.read_message(tx, message(bo, OTHERS.format(number=number), hours=10 + number))
        sharing.read_message(tx, message(bo, OWN, hours=20))
        sharing.read_message(tx, message(people["Cy"], OTHERS.format(number=3), hours=21))
        assert count_shared_and_made(tx, bo.key, since=at(5)) == (2, 1)
