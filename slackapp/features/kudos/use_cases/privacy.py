"""What the room keeps about somebody: told to them, and forgotten."""

from collections.abc import Collection

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import PersonalData
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.features.kudos.store import privacy as store
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.names import in_names
from slackapp.features.kudos.use_cases.posts import refresh_posts, remove_posts
from slackapp.features.kudos.use_cases.undoing import refresh_reports
from slackapp.vocabulary.facts import Answer, WordsRemoved
from slackapp.workspace.forgetting import forgotten_keys
from slackapp.workspace.people import people_by_key
from slackapp.workspace.personal_rows import Row


def export_person(tx: Transaction, person: int) -> PersonalData:
    """Words of others only where they were for this person's eyes or everybody's."""
    me = people_by_key(tx, [person])[person].slack_id
    rows = store.export_rows(tx, person)
    rows["kudos"] = [_without_others_words(row, me) for row in rows["kudos"]]
    rows["kudos_addition"] = [_without_others_words(row, me) for row in rows["kudos_addition"]]
    rows["kudos_report"] = [_without_reporter(row, me) for row in rows["kudos_report"]]
    return rows


def forget_person(tx: Transaction, person: int) -> Answer:
    """Their words, and what was said to them alone; that they thanked and were thanked stays."""
    tx.lock_workspace()
    me = people_by_key(tx, [person])[person]
    sources = store.list_sources_of(tx, person)
    thanks = {source: list_thanks(tx, source) for source in sources}
    gone = forgotten_keys(tx) | {person}
    alone = [source for source, said in thanks.items() if _is_to(said, gone)]
    words = store.list_words_of(tx, person) | {
        one.reason for source in alone for one in thanks[source] if one.reason
    }
    removed = tuple(sorted(in_names(tx, each) for each in words))
    store.erase_words_of(tx, person)
    store.erase_words_at(tx, alone)
    if me.slack_id:
        store.take_out_mentions(tx, me.slack_id)
    store.delete_choices(tx, person)
    for source, said in thanks.items():
        (remove_posts if source in alone else refresh_posts)(tx, said)
        refresh_reports(tx, source)
    return Answer(facts=(WordsRemoved(workspace_id=tx.workspace_id, words=removed),))


def _is_to(thanks: list[Thanks], people: Collection[int]) -> bool:
    """Whether it thanked nobody else."""
    return bool(thanks) and all(one.receiver in people for one in thanks)


def _without_others_words(row: Row, me: str) -> Row:
    """Said to somebody alone (`shown`), or in public; all else stays where it was said."""
    is_open = row.get("audience") == "public" or row.get("shown") == "receivers"
    return row if row["giver"] == me or is_open else {**row, "reason": ""}


def _without_reporter(row: Row, me: str) -> Row:
    """Who decided about a report is not told by it who had asked."""
    return row if row["reporter"] == me else {**row, "reporter": ""}
