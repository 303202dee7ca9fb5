"""What a batch looks up in advance never outlives what its own events change."""

import pytest

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.intake import message_index, reader
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giving import give
from slackapp.vocabulary.talk import Message
from tests.builders.databases import transaction
from tests.builders.slack_events import deleted, edited, message
from tests.builders.statements import sent_to
from tests.intake.desk import Desk, note

FIRST, SECOND, THIRD = (f"1763467200.00010{number}" for number in range(3))


def renamed(name: str) -> dict[str, object]:
    return {"type": "channel_rename", "channel": {"id": "C1", "name": name, "created": 1}}


def test_a_channel_renamed_within_a_batch_has_its_new_name_from_there_on(desk: Desk) -> None:
    seen: list[str] = []

    def read(_tx: Transaction, told: Message) -> None:
        seen.append(told.channel.name)

    desk.features = [Feature(name="names", reads_message=read)]
    desk.put(renamed("hall"), message(ts=FIRST), renamed("lobby"), message(ts=SECOND))
    desk.read()
    assert seen == ["hall", "lobby"]


def test_versions_of_a_message_within_one_batch_know_of_each_other(desk: Desk) -> None:
    seen: list[int | None] = []

    def read(_tx: Transaction, told: Message) -> None:
        seen.append(told.superseded_at)

    desk.features = [Feature(name="versions", reads_message=read)]
    late = edited("later", was="hello", at=SECOND, ts=FIRST)
    desk.put(late, message(ts=FIRST), deleted(was="later", at=THIRD, ts=FIRST))
    desk.read()
    assert [one is not None for one in seen] == [False, True, False]


def test_messages_looked_up_together_are_told_apart_by_channel(desk: Desk) -> None:
    desk.put(message(ts=FIRST))
    desk.read()
    with transaction(desk.database) as tx:
        message_index.prepare(tx, [("C1", FIRST), ("C2", FIRST), ("C1", SECOND)])
        assert message_index.version_of(tx, "C1", FIRST) is not None
        assert message_index.version_of(tx, "C2", FIRST) is None
        assert message_index.version_of(tx, "C1", SECOND) is None


def test_a_batch_costs_no_more_statements_for_more_events(desk: Desk) -> None:
    def read(tx: Transaction, told: Message) -> None:
        author = told.author
        source = Source(f"message:{told.ts}", told.channel.channel_id, told.ts, "public")
        give(tx, source, [Act("kudos", author.key, author.key + 1)], told.wording.at)
        note(tx, "thanks", told.ts)

    desk.features = [Feature(name="thanks", reads_message=read)]
    first, second = (range(part, part + 10 * size) for part, size in ((100, 1), (200, 2)))
    costs = [_statements_to_read(desk, part) for part in (first, second)]
    assert len(desk.noted("thanks")) == 30
    assert costs[0] == costs[1]


def test_nobody_waits_for_the_workspace_while_another_reads_it(desk: Desk) -> None:
    desk.put(message(ts=FIRST))
    with transaction(desk.database) as tx:
        if not tx.on_postgresql:  # one process, one reader
            return
        tx.lock_workspace()
        with sent_to(desk.database.engine) as sent:
            desk.read()
        assert not any("pg_advisory_xact_lock" in sql for sql in sent)
    assert {row.state for row in desk.events()} == {"open"}


def test_only_a_message_never_read_before_is_new(desk: Desk) -> None:
    seen: list[bool] = []

    def read(_tx: Transaction, told: Message) -> None:
        seen.append(told.is_new)

    desk.features = [Feature(name="news", reads_message=read)]
    desk.put(message(ts=FIRST), message(ts=FIRST), message(ts=SECOND))
    desk.read()
    desk.put(message(ts=SECOND))
    desk.read()
    assert seen == [True, False, True, False]


def _statements_to_read(desk: Desk, numbers: range) -> int:
    desk.put(*(message(ts=f"1763467200.{number:06d}") for number in numbers))
    with sent_to(desk.database.engine) as sent:
        desk.read()
    return len(sent)


def test_a_backlog_longer_than_a_turn_is_read_to_its_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "BATCHES_A_TURN", 1)
    desk.put(*(message(ts=f"1763467200.{number:06d}") for number in range(250)))
    desk.read()
    assert {row.state for row in desk.events()} == {"done"}
