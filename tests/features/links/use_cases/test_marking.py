"""What makes a link count, in any order, on both databases."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.links.settings import LinksSettings
from slackapp.features.links.use_cases import listing, sharing
from slackapp.features.links.use_cases.marking import mark_useful, save_links
from slackapp.intake.message_index import index_messages
from slackapp.ledger.store import list_counted_acts
from slackapp.vocabulary.people import Audience, Channel, Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import ts_of_micros
from slackapp.vocabulary.talk import Message, Preview, Reaction
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.links.builders import WEEK, at, message, open_workspace

GUIDE = "<https://example.org/guide>"
WHY = "a calm guide to migrations with examples"

Heard = Callable[[dict[str, Person]], Message | Reaction]


def hear(tx: Transaction, *heard: Message | Reaction) -> None:
    """As the intake does: indexed first."""
    for one in heard:
        if isinstance(one, Reaction):
            sharing.read_reaction(tx, one)
            continue
        index_messages(tx, [one])
        sharing.read_message(tx, one)


def reaction(
    person: Person,
    author: Person,
    *,
    hours: float = 10,
    minutes: float = 1,
    emoji: str = "star",
    added: bool = True,
    audience: Audience = "public",
) -> Reaction:
    """On the message posted `hours` into the week, so many minutes later."""
    return Reaction(
        workspace_id="T1",
        channel=Channel(channel_id="C1", name="talk", audience=audience),
        message_ts=ts_of_micros(at(hours)),
        emoji=emoji,
        person=person,
        author=author,
        added=added,
        at=at(hours + minutes / 60),
    )


def reply(author: Person, text: str, *, to: float = 10, hours: float = 11) -> Message:
    return replace(message(author, text, hours=hours), thread_ts=ts_of_micros(at(to)))


def stands(tx: Transaction) -> set[tuple[str, str, str, bool]]:
    """(kind, giver, receiver, bare) of every act that counts, by name."""
    live = list_counted_acts(tx, 0, 1 << 62)
    names = {
        key: one.name
        for key, one in people_by_key(
            tx, {key for each in live for key in (each.act.giver, each.act.receiver)}
        ).items()
    }
    return {
        (one.act.kind, names[one.act.giver], names[one.act.receiver], one.act.bare) for one in live
    }


ORDERS: dict[str, tuple[Sequence[Heard], set[tuple[str, str, str, bool]]]] = {
    "useful": (
        (
            lambda p: message(p["Ana"], f"{GUIDE} {WHY}"),
            lambda p: reaction(p["Bo"], p["Ana"]),
            lambda p: reply(p["Cy"], "Thank you, Ana!"),
            lambda p: reaction(p["Gus"], p["Ana"], emoji="eyes"),
        ),
        {("link", "Ana", "Bo", False), ("link", "Ana", "Cy", False)},
    ),
    "taken off": (
        (
            lambda p: message(p["Ana"], GUIDE),
            lambda p: reaction(p["Bo"], p["Ana"]),
            lambda p: reaction(p["Bo"], p["Ana"], minutes=2, added=False),
            lambda p: reaction(p["Cy"], p["Ana"], minutes=3),
        ),
        {("link", "Ana", "Cy", True)},
    ),
    "edited away": (
        (
            lambda p: message(p["Ana"], f"{GUIDE} {WHY}"),
            lambda p: reaction(p["Bo"], p["Ana"]),
            lambda p: message(p["Ana"], "never mind", edited=12, before=(10, f"{GUIDE} {WHY}")),
        ),
        set(),
    ),
    "own work": (
        (
            lambda p: message(p["Ana"], f"I wrote this: {GUIDE} {WHY}"),
            lambda p: reaction(p["Bo"], p["Ana"]),
        ),
        set(),
    ),
}


@pytest.mark.parametrize("name", ORDERS)
def test_whatever_order_it_arrives_in_it_ends_the_same(database: Database, name: str) -> None:
    heard, acts = ORDERS[name]
    for order in permutations(heard):
        with transaction(database) as tx:
            people = open_workspace(tx)
            newest = 0
            for one in (each(people) for each in order):
                version = one
                if isinstance(one, Message) and one.thread_ts is None:
                    late = newest if newest > one.wording.at else None
                    version = replace(one, superseded_at=late)
                    newest = max(newest, one.wording.at)
                hear(tx, version)
            assert stands(tx) == acts, [heard.index(one) for one in order]
            tx.session.rollback()


def test_a_claimed_site_is_own_work(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        save_settings(tx, LinksSettings(own_sites={"UANA": ("https://www.example.org/",)}))
        hear(tx, message(people["Ana"], f"{GUIDE} {WHY}"), reaction(people["Bo"], people["Ana"]))
        assert stands(tx) == set()


def test_useful_twice_is_once_and_not_for_one_s_own(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        hear(tx, message(people["Ana"], f"{GUIDE} {WHY}"))
        [link] = listing.find_worth_reading(tx, WEEK)
        for _ in range(2):
            found = mark_useful(tx, key=link.key, person_id="UBO")
        assert (found.finder, found.count) == ("Ana", 1)
        assert stands(tx) == {("link", "Ana", "Bo", False)}
        with pytest.raises(Refusal, match="found that one yourself"):
            mark_useful(tx, key=link.key, person_id="UANA")
        mark_useful(tx, key=link.key, person_id="UBO", useful=False)
        assert stands(tx) == set()
        with pytest.raises(Refusal, match="Nobody shares that link"):
            mark_useful(tx, key="gone", person_id="UBO")


def test_saving_one_s_own_link_is_no_mark(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        said = message(people["Ana"], GUIDE)
        hear(tx, said)
        done = save_links(tx, person_id="UANA", channel_id="C1", ts=said.ts, text=GUIDE)
        assert not done.useful
        assert stands(tx) == set()
        saved = listing.list_for(tx, words="saved", person_id="UANA")
        assert [one.url for one in saved.lines] == ["https://example.org/guide"]


def test_a_title_is_slack_s_own_and_as_long_as_a_line(database: Database) -> None:
    with transaction(database) as tx:
        people = open_workspace(tx)
        said = message(people["Ana"], GUIDE)
        previews = (Preview("https://example.org/guide?utm_source=slack", "A  guide &amp; " * 40),)
        hear(tx, said, replace(said, previews=previews))
        [link] = listing.find_worth_reading(tx, WEEK)
        assert link.title is not None
        assert link.title.startswith("A guide & A guide")
        assert len(link.title) <= sharing.LONGEST_TITLE
