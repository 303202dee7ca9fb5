"""Boards that were posted: who is named on them, and taking names and quotes out of them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import PersonalData
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.blocks.givers import somebody_who_left
from slackapp.features.leaderboard.rules.erasing import without_name, without_words
from slackapp.features.leaderboard.rules.shown import LONGEST_NAME
from slackapp.features.leaderboard.use_cases.posting import PLAIN_POST
from slackapp.features.leaderboard.use_cases.sharing import SHARED_POST
from slackapp.outbox.posts import plan_refresh
from slackapp.reading.display_text import clip
from slackapp.vocabulary.facts import WordsRemoved
from slackapp.vocabulary.words import speaking
from slackapp.workspace.languages import words_for_all
from slackapp.workspace.people import people_by_key

Change = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def export_person(tx: Transaction, person: int) -> PersonalData:
    """Which boards named them, and for what; the boards themselves name others too."""
    name = people_by_key(tx, [person])[person].name
    posted = [
        {"covered_week": row.covered_week, "deeds": row.snapshot.get("deeds", {}).get(str(person))}
        for row in store.list_posted_rows(tx)
        if person in row.listed
    ]
    shared = [
        {"share_id": row.share_id, "shared_at": row.shared_at.isoformat()}
        for row in store.list_shared_rows(tx)
        if name and without_name(row.snapshot, name, "") != row.snapshot
    ]
    return {"leaderboard_post": posted, "shared_board": shared}


def forget_person(tx: Transaction, person: int) -> None:
    name = people_by_key(tx, [person])[person].name
    for row in store.list_posted_rows(tx):
        row.listed = [one for one in row.listed if one != person]
    with speaking(words_for_all(tx)):
        instead = somebody_who_left()

    def blank(snapshot: Mapping[str, Any]) -> Mapping[str, Any]:
        deeds = {key: did for key, did in snapshot.get("deeds", {}).items() if key != str(person)}
        said: Any = {**snapshot, "deeds": deeds} if "deeds" in snapshot else snapshot
        for each in {name, clip(name, LONGEST_NAME)} - {""}:
            said = without_name(said, each, instead)
        return dict(said)

    _change_all(tx, blank)


def hear_removal(tx: Transaction, fact: WordsRemoved) -> None:
    """Quotes leave the boards that had them."""

    def blank(snapshot: Mapping[str, Any]) -> Mapping[str, Any]:
        said: Any = without_words(snapshot, fact.words)
        return dict(said)

    if any(fact.words):
        _change_all(tx, blank)


def erase_before(tx: Transaction, before: datetime, most: int) -> int:
    """What old boards said; that they were posted, and the chart's figures, stay."""
    return store.erase_boards(tx, before, most)


def _change_all(tx: Transaction, change: Change) -> None:
    for row in store.list_posted_rows(tx):
        if (changed := change(row.snapshot)) != row.snapshot:
            row.snapshot = dict(changed)
            for post_id in (row.post_id or "", f"{PLAIN_POST}:{row.covered_week}"):
                plan_refresh(tx, post_id=post_id)
    for shared in store.list_shared_rows(tx):
        if (changed := change(shared.snapshot)) != shared.snapshot:
            shared.snapshot = dict(changed)
            plan_refresh(tx, post_id=f"{SHARED_POST}:{shared.share_id}")
    tx.session.flush()
