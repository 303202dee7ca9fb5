"""What an import does; each function is one transaction's worth and may be repeated."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.history_import import store
from slackapp.features.history_import.rules import as_ours, people_in
from slackapp.intake import message_index
from slackapp.intake.history import read_history
from slackapp.intake.slack_export import ExportedChannel
from slackapp.ledger.history import remember_import
from slackapp.workspace.channels import ChannelRecord, add_channel
from slackapp.workspace.people import PersonRecord, find_people, save_people
from slackapp.workspace.slack_objects import read_person
from slackapp.workspace.workspaces import WorkspaceRecord, is_known, save_workspace

Json = Mapping[str, Any]


def learn_workspace(tx: Transaction) -> None:
    """An import may come before the app is installed; what is known already stays."""
    if not is_known(tx):
        save_workspace(tx, WorkspaceRecord(name="", bot_user_id="", bot_id="", app_id=""))


def learn_people(tx: Transaction, *, users: Sequence[Json], home: str | None) -> None:
    """Save the export's people; whom we know better already stays so."""
    ours = [as_ours(user, home=home, workspace_id=tx.workspace_id) for user in users]
    save_people(tx, [read_person(user, workspace_id=tx.workspace_id) for user in ours])


def learn_channels(tx: Transaction, *, channels: Sequence[ExportedChannel]) -> None:
    for channel in channels:
        record = ChannelRecord(channel_id=channel.channel_id, name=channel.name, kind=channel.kind)
        add_channel(tx, record)


def learn_strangers(tx: Transaction, *, slack_ids: Sequence[str]) -> None:
    """People a message names whom neither the export nor we know: nobody to thank."""
    save_people(tx, [PersonRecord(slack_id=one, name="", kind="unknown") for one in slack_ids])


def import_posts(
    tx: Transaction, *, channel_id: str, posts: Sequence[Json], features: Sequence[Feature]
) -> None:
    """Read posts and their reactions as if they came in now, with their own times."""
    _learn_missing(tx, posts)
    read_history(tx, channel_id=channel_id, posts=posts, features=features)


def finish_day(tx: Transaction, *, path: str, crc: int, options: str) -> None:
    store.add_imported_day(tx, path=path, crc=crc, options=options)


def days_done(tx: Transaction, *, options: str) -> set[tuple[str, int]]:
    return store.list_imported_days(tx, options=options)


def finish_import(tx: Transaction) -> None:
    """Tell the ledger how much of the past is known now."""
    span = message_index.span(tx)
    if span is not None:
        first, last = span
        remember_import(tx, days=timedelta(microseconds=last - first).days)


def summarise(tx: Transaction, *, features: Sequence[Feature]) -> dict[str, int]:
    """How many messages and people we know, and what each room made of them."""
    counts = message_index.count_messages(tx)
    for feature in features:
        if feature.counts is not None:
            counts.update(feature.counts(tx))
    return counts


def _learn_missing(tx: Transaction, posts: Sequence[Json]) -> None:
    """Whoever posted but is in no list of users has left: remembered by what the post tells."""
    named = people_in(posts)
    known = find_people(tx, named)
    missing = [
        PersonRecord(slack_id=one, name=name, active=False)
        for one, name in named.items()
        if one not in known
    ]
    if missing:
        save_people(tx, missing)
