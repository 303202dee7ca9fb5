"""`slackapp import-history`: a day after another, with progress, resumable, repeatable."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from slackapp.feature_contract import Toolbox
from slackapp.features.history_import import use_cases
from slackapp.features.history_import.rules import home_team, options_text
from slackapp.intake.slack_export import ExportedDay, SlackExport
from slackapp.workspace.lookup import NotKnownYet

__all__ = ["Progress", "home_team", "import_export"]

POSTS_AT_ONCE = 200

# Called after each day with how many of how many days are done.
Progress = Callable[[int, int], None]


def import_export(
    toolbox: Toolbox,
    workspace_id: str,
    export: SlackExport,
    *,
    kudos_emoji: Sequence[str] | None = None,
    progress: Progress = lambda _done, _all: None,
) -> dict[str, int]:
    """Read the whole export into the workspace; returns what is known after it, by name."""
    options = options_text(kudos_emoji)
    importing = (
        toolbox if kudos_emoji is None else toolbox.with_settings({"kudos.emoji": kudos_emoji})
    )
    toolbox.run(use_cases.learn_workspace, workspace_id)
    toolbox.run(
        use_cases.learn_people, workspace_id, users=export.users, home=home_team(export.users)
    )
    toolbox.run(use_cases.learn_channels, workspace_id, channels=[*export.channels.values()])
    done = toolbox.read(use_cases.days_done, workspace_id, options=options)
    for number, day in enumerate(export.days, start=1):
        if (day.path, day.crc) not in done:
            _import_day(importing, workspace_id, export, day)
            toolbox.run(
                use_cases.finish_day, workspace_id, path=day.path, crc=day.crc, options=options
            )
        progress(number, len(export.days))
    toolbox.run(use_cases.finish_import, workspace_id)
    return toolbox.read(use_cases.summarise, workspace_id, features=toolbox.features)


def _import_day(toolbox: Toolbox, workspace_id: str, export: SlackExport, day: ExportedDay) -> None:
    posts = iter(export.messages(day))
    for batch in _batches(posts):
        _import_batch(toolbox, workspace_id, day, batch)


def _import_batch(
    toolbox: Toolbox, workspace_id: str, day: ExportedDay, posts: Sequence[Any]
) -> None:
    """Once more for each set of people that a message names and nobody knows."""
    while True:
        try:
            toolbox.run(
                use_cases.import_posts,
                workspace_id,
                channel_id=day.channel.channel_id,
                posts=posts,
                features=toolbox.features,
            )
        except NotKnownYet as unknown:
            toolbox.run(
                use_cases.learn_strangers, workspace_id, slack_ids=sorted(unknown.slack_ids)
            )
        else:
            return


def _batches(posts: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(posts, POSTS_AT_ONCE)):
        yield batch
