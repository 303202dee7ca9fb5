"""A workspace to import into, on each database, and exports made to measure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.features.history_import.cli import Progress, import_export
from slackapp.intake.reader import Reader
from slackapp.intake.slack_export import SlackExport
from slackapp.jobs.client import DurableClient
from slackapp.ledger.export import ExportRow, export_rows
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import SettableClock
from tests.intake.desk import Desk
from tests.intake.exports import GENERAL, USERS, write_zip

Json = dict[str, Any]


@dataclass
class Archive:
    """Import, look at what is known after it."""

    toolbox: AppToolbox
    desk: Desk
    folder: Path

    def write(self, *posts: Json, **more: object) -> Path:
        """An export of these posts in #general; `more` are its other files, without .json."""
        return self.write_days({"general/2026-11-10": posts}, **more)

    def write_days(self, days: Mapping[str, Sequence[Json]], **more: object) -> Path:
        files = {"users": USERS, "channels": GENERAL, **more, **days}
        return write_zip(
            self.folder / "export.zip", {f"{name}.json": each for name, each in files.items()}
        )

    def read(
        self,
        path: Path,
        *,
        emoji: Sequence[str] | None = None,
        progress: Progress = lambda _done, _all: None,
    ) -> dict[str, int]:
        with SlackExport(path) as export:
            return import_export(self.toolbox, "T1", export, kudos_emoji=emoji, progress=progress)

    def hear(self, *events: Json) -> None:
        """The same workspace, live."""
        self.desk.put(*events)
        Reader(self.desk.database, FEATURES, self.desk.clock, self.desk.queue).read_all()

    def ledger(self) -> list[ExportRow]:
        return self.toolbox.read(lambda tx: list(export_rows(tx)), "T1")

    def kudos(self) -> list[tuple[str, str]]:
        return sorted(
            (row.from_person, row.to_person)
            for row in self.ledger()
            if row.live and row.kind == "kudos"
        )


@pytest.fixture
def archive(database: Database, clock: SettableClock, tmp_path: Path) -> Iterator[Archive]:
    queue = DurableClient(database)
    toolbox = AppToolbox(database, clock, queue, FEATURES)
    yield Archive(toolbox, Desk(database, clock, FEATURES), tmp_path)
    queue.close()
