"""What is older than the workspace keeps goes in small batches; totals stay."""

from datetime import timedelta

import pytest

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.privacy.settings import PrivacySettings
from slackapp.features.privacy.use_cases import retention
from slackapp.intake.models import IndexedMessage
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.privacy.planting import AT, MICROS, SAID, everything, plant

# What the night leaves of somebody's old rows: who and when, in the ledger; what they chose.
GONE = {
    "message",
    "link",
    "link_share",
    "link_mark",
    "link_promotion",
    "link_saved",
    "question",
    "question_talk",
    "receipt_note",
    "shared_board",
    "kudos_notice",
}


def _erase_all(tx: Transaction) -> int:
    rounds = 0
    while retention.erase_some(tx, rooms=FEATURES):
        rounds += 1
        assert rounds < 20
    return rounds


def test_words_links_questions_and_places_go_after_the_term(database: Database) -> None:
    with transaction(database, now=AT) as tx:
        plant(tx, at=MICROS)
    with transaction(database, now=AT + timedelta(days=399)) as tx:
        assert _erase_all(tx) == 0
    with transaction(database, now=AT + timedelta(days=401)) as tx:
        kept = everything(tx)
        assert [name for name in GONE if not kept[name]] == []
        assert _erase_all(tx) >= 1
        left = everything(tx)
        assert [name for name in GONE if left[name]] == []
        for name in ("kudos", "kudos_addition", "leaderboard_post"):
            assert len(left[name]) == len(kept[name])
            assert SAID not in str(left[name])
        assert left["act_turn"] == kept["act_turn"]
        assert left["giver_week"] == kept["giver_week"]


def test_a_workspace_may_keep_less(database: Database) -> None:
    with transaction(database, now=AT) as tx:
        plant(tx, at=MICROS)
        save_settings(tx, PrivacySettings(retention_days=30))
    with transaction(database, now=AT + timedelta(days=31)) as tx:
        assert _erase_all(tx) >= 1
        assert SAID not in str(everything(tx)["kudos"])


def test_it_is_done_in_small_batches(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the night: a transaction touches so many rows of a kind, and no more."""
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    with transaction(database, now=AT) as tx:
        for number in range(3):
            tx.session.add(
                IndexedMessage(
                    workspace_id="T1",
                    channel_id="C1",
                    ts=f"{number}.000001",
                    at=MICROS + number,
                    author=7,
                    version_at=1,
                    deleted=False,
                )
            )
    with transaction(database, now=AT + timedelta(days=401)) as tx:
        assert [retention.erase_some(tx, rooms=FEATURES) for _ in range(4)] == [1, 1, 1, 0]
