"""Posts to a Slack that drops, limits and breaks: is one lost, or there twice without a word?

Usage: post_faults.py [POSTS]. Ends with 1 when one was. Real slack_sdk over HTTP; only the time
that Retry-After asks for is not waited: the clock is the sandbox's.
"""

import logging
import sys

from rich.console import Console
from rich.table import Table

from benchmarks._databases import KINDS, fresh_database
from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.sandbox import Sandbox
from tests.conftest import NOON
from tests.outbox.post_office import open_office
from tests.outbox.storm import TROUBLE, Aftermath, storm

POSTS = 1000
SEED = 3  # the same trouble each time


def main(posts: int) -> int:
    outcomes = {kind: _through_a_storm(kind, posts) for kind in KINDS}
    Console(width=120).print(_calls(outcomes), _ends(outcomes))
    return not all(outcome.is_clean for outcome in outcomes.values())


def _through_a_storm(kind: str, posts: int) -> Aftermath:
    logging.disable(logging.ERROR)  # a line for each trouble would be thousands
    with fresh_database(kind) as url:
        database = Database(url)
        client = DurableClient(database)
        with open_office(database, client, Sandbox(start=NOON, rate_limits=False)) as office:
            after = storm(office, posts=posts, seed=SEED)
        client.close()
        database.close()
        return after


def _calls(outcomes: dict[str, Aftermath]) -> Table:
    table = Table("calls of chat.postMessage", *TROUBLE, "went well", "together")
    for kind, after in outcomes.items():
        amounts = [after.calls.get(trouble, 0) for trouble in (*TROUBLE, "went well")]
        table.add_row(kind, *map(str, (*amounts, sum(amounts))))
    return table


def _ends(outcomes: dict[str, Aftermath]) -> Table:
    table = Table(
        "posts", "planned", "sent", "unknown", "listed", "there", "lost", "doubled", "open"
    )
    for kind, after in outcomes.items():
        states = (after.states.get("sent", 0), after.states.get("unknown", 0))
        ends = (after.posts, *states, after.listed, after.there, after.lost, after.doubled)
        table.add_row(kind, *map(str, (*ends, after.open)))
    return table


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else POSTS))
