"""Links are kept as people share, edit and delete them, on both databases."""

from dataclasses import replace
from itertools import permutations

from sqlalchemy import select

from slackapp.database.engines import Database
from slackapp.features.links.models import Link
from slackapp.features.links.use_cases import listing
from slackapp.vocabulary.people import Channel
from tests.builders.databases import transaction
from tests.features.links.builders import WEEK, message, open_workspace, say

GUIDE = "<https://example.org/guide>"


def test_two_ways_of_writing_an_address_are_one_link(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        say(tx, message(people["Ana"], "<https://www.example.org/guide/?utm_source=x>"))
        say(tx, message(people["Bo"], f"see {GUIDE} and <https://example.org/other>", hours=11))
        assert listing.count_shared_links(tx) == 2


def test_links_in_code_and_quotes_are_not_shared(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        say(tx, message(people["Ana"], f"`{GUIDE}`\n&gt; {GUIDE}"))
        assert listing.count_shared_links(tx) == 0


def test_versions_of_a_message_converge_in_any_order(database: Database) -> None:
    versions = [(10, GUIDE), (11, f"{GUIDE} <https://example.org/b>"), (12, "<https://b.example>")]
    orders = list(permutations(versions))
    with transaction(database) as tx:
        people = open_workspace(tx)
        for number, order in enumerate(orders):
            newest: float = 0
            for edited, text in order:
                superseded = newest if newest > edited else None
                posted = 10 - number / 100
                say(
                    tx,
                    message(
                        people["Ana"],
                        text,
                        hours=posted,
                        edited=posted if edited == 10 else edited,
                        superseded=superseded,
                    ),
                )
                newest = max(newest, edited)
        assert listing.count_shared_links(tx) == 1
        [link] = listing.find_worth_reading(tx, WEEK)
        assert link.url == "https://b.example/"


def test_a_deleted_message_shares_nothing_and_stays_so(database: Database) -> None:
    with transaction(database) as tx:
        ana = open_workspace(tx)["Ana"]
        say(
            tx,
            message(ana, GUIDE),
            message(ana, "", edited=12, deleted=True, before=(10, GUIDE)),
            message(ana, GUIDE, superseded=12),
        )
        assert listing.count_shared_links(tx) == 0


def test_a_repeated_delivery_changes_nothing(database: Database) -> None:
    with transaction(database) as tx:
        ana = open_workspace(tx)["Ana"]
        say(tx, *[message(ana, GUIDE)] * 3)
        assert listing.count_links_by_week(tx, [WEEK]) == [1]


def test_who_shared_first_is_the_finder_whenever_it_arrives(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        say(tx, message(people["Bo"], GUIDE, hours=20), message(people["Cy"], GUIDE, hours=30))
        say(tx, message(people["Ana"], GUIDE, hours=2))
        [link] = listing.find_worth_reading(tx, WEEK)
        assert (link.finder, link.others) == ("Ana", 2)


def test_a_link_edited_into_an_old_message_was_not_shared_first(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        say(tx, message(people["Bo"], GUIDE, hours=20))
        say(tx, message(people["Ana"], GUIDE, hours=2, edited=30, before=(2, "no link yet")))
        [link] = listing.find_worth_reading(tx, WEEK)
        assert link.finder == "Bo"


def test_a_link_that_was_there_before_the_edit_we_saw_keeps_its_time(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        say(tx, message(people["Bo"], GUIDE, hours=20))
        say(tx, message(people["Ana"], f"{GUIDE}!", hours=2, edited=30, before=(2, GUIDE)))
        [link] = listing.find_worth_reading(tx, WEEK)
        assert link.finder == "Ana"


def test_when_the_finder_takes_it_back_the_next_one_found_it(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        say(tx, message(people["Ana"], GUIDE, hours=2), message(people["Bo"], GUIDE, hours=20))
        say(tx, message(people["Ana"], "", hours=2, edited=21, deleted=True))
        [link] = listing.find_worth_reading(tx, WEEK)
        assert (link.finder, link.others) == ("Bo", 0)


def test_a_private_share_is_counted_nowhere_public_and_finds_nothing(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        say(tx, message(people["Ana"], GUIDE, hours=2, audience="private"))
        assert listing.count_links_by_week(tx, [WEEK]) == [0]
        assert listing.find_worth_reading(tx, WEEK) == []
        say(tx, message(people["Bo"], GUIDE, hours=20))
        assert [link.finder for link in listing.find_worth_reading(tx, WEEK)] == ["Bo"]


def test_a_guest_who_found_it_is_not_named(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        say(tx, message(people["Gus"], GUIDE, hours=2), message(people["Bo"], GUIDE, hours=20))
        [link] = listing.find_worth_reading(tx, WEEK)
        assert (link.finder, link.others) == (None, 2)


def test_the_most_shared_come_first_then_the_newest_and_three_at_most(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        for hours, name in ((1, "old"), (2, "liked"), (3, "new"), (4, "newer"), (5, "newest")):
            say(tx, message(people["Ana"], f"<https://example.org/{name}>", hours=hours))
        say(tx, message(people["Bo"], "<https://example.org/liked>", hours=6))
        say(tx, message(people["Ana"], "<https://example.org/old>", hours=1.5))
        listed = [link.url for link in listing.find_worth_reading(tx, WEEK)]
        assert listed == [f"https://example.org/{name}" for name in ("liked", "newest", "newer")]


def test_slack_addresses_count_and_are_no_reading(database: Database) -> None:
    with transaction(database) as tx:
        ana = open_workspace(tx)["Ana"]
        say(tx, message(ana, "<https://acme.slack.com/archives/C1/p1> <https://slack.com/x>"))
        assert listing.count_shared_links(tx) == 2
        assert listing.find_worth_reading(tx, WEEK) == []


def test_a_secret_is_neither_stored_nor_listed(database: Database) -> None:
    with transaction(database) as tx:
        ana = open_workspace(tx)["Ana"]
        say(tx, message(ana, "<https://example.org/meet?pwd=hunter2secret>"))
        assert listing.count_links_by_week(tx, [WEEK]) == [1]
        assert listing.find_worth_reading(tx, WEEK) == []
        [stored] = tx.session.scalars(select(Link).where(Link.workspace_id == "T1"))
        kept = (stored.key, stored.url, stored.address, stored.host, stored.title)
        assert "hunter2secret" not in repr(kept)


def test_a_week_ends_at_midnight_in_the_zone_of_the_workspace(database: Database) -> None:
    with transaction(database) as tx:
        ana = open_workspace(tx)["Ana"]
        say(tx, message(ana, GUIDE, hours=-0.01), message(ana, "<https://b.example>", hours=168))
        assert listing.count_links_by_week(tx, [WEEK.previous(), WEEK, WEEK.next()]) == [1, 0, 1]


def test_another_workspace_sees_nothing(database: Database) -> None:
    with transaction(database) as tx:
        say(tx, message(open_workspace(tx)["Ana"], GUIDE))
    with transaction(database, workspace_id="T2") as tx:
        people = open_workspace(tx)
        say(tx, message(people["Ana"], "no link", edited=11))
        assert listing.count_shared_links(tx) == 0
        assert listing.find_worth_reading(tx, WEEK) == []
        say(tx, message(people["Bo"], "<https://www.example.org/guide/>"))
        addresses = [link.address for link in listing.find_worth_reading(tx, WEEK)]
        assert addresses == ["https://www.example.org/guide/"]
    with transaction(database) as tx:
        addresses = [link.address for link in listing.find_worth_reading(tx, WEEK)]
        assert addresses == ["https://example.org/guide"]


def test_messages_of_the_same_moment_in_two_channels_are_two(database: Database) -> None:
    with transaction(database) as tx:
        ana = open_workspace(tx)["Ana"]
        there = Channel(channel_id="C2", name="there", audience="public")
        elsewhere = replace(message(ana, "gone", edited=11), channel=there)
        say(tx, message(ana, GUIDE), elsewhere)
        assert listing.count_shared_links(tx) == 1


def test_a_deletion_of_something_we_never_read_keeps_nothing_of_it(database: Database) -> None:
    with transaction(database) as tx:
        ana = open_workspace(tx)["Ana"]
        say(tx, message(ana, "", edited=12, deleted=True, before=(10, GUIDE)))
        assert tx.session.scalars(select(Link).where(Link.workspace_id == "T1")).all() == []
