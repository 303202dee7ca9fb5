"""A standard Slack export (zip), old and new formats, read a day at a time.

Layout: https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports — users.json,
channels.json (groups.json, mpims.json and dms.json where private talk was exported too) and
`<channel>/<YYYY-MM-DD>.json` with a list of messages each.
"""

import json
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Literal, Self
from zipfile import BadZipFile, ZipFile

from slackapp.reading.event_text import storable

MAX_FILE_BYTES = 500_000_000

ExportedKind = Literal["public", "private", "im", "mpim"]

_LISTS: Mapping[str, ExportedKind] = {
    "channels.json": "public",
    "groups.json": "private",
    "mpims.json": "mpim",
    "dms.json": "im",
}
# What a damaged, encrypted or exotic zip raises; zipfile documents only the first.
_UNREADABLE = (
    BadZipFile,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    zlib.error,
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")


class NotAnExportError(Exception):
    """The file is no Slack export; the sentence tells why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedChannel:
    """A conversation of the export; `folder` holds its days."""

    channel_id: str
    name: str
    folder: str
    kind: ExportedKind


@dataclass(frozen=True, slots=True)
class ExportedDay:
    """One day's file of a channel."""

    path: str
    channel: ExportedChannel
    crc: int


class SlackExport:
    """An open export; use as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = ZipFile(path)
        except FileNotFoundError:
            raise NotAnExportError(f"{path.name} does not exist.") from None
        except _UNREADABLE:
            raise NotAnExportError(f"{path.name} is not a zip file that can be read.") from None
        self._root = self._find_root()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @cached_property
    def users(self) -> list[Mapping[str, Any]]:
        """Slack's user objects; those without an id are left out."""
        return [user for user in self._objects("users.json") if _id_of(user)]

    @cached_property
    def channels(self) -> dict[str, ExportedChannel]:
        """Every conversation by its folder, also those only a folder tells of."""
        listed = {
            channel.folder: channel
            for name, kind in _LISTS.items()
            for channel in self._listed(name, kind)
        }
        return listed | {
            folder: self._unlisted(folder) for folder in self._folders() if folder not in listed
        }

    @cached_property
    def days(self) -> list[ExportedDay]:
        """Every day's file, oldest day first, so that a first sharer is met first."""
        found = []
        for info in self._zip.infolist():
            path = PurePosixPath(info.filename)
            if _DAY.fullmatch(path.name) and str(path.parent.parent) == self._root:
                found.append((path.name, info.filename, path.parent.name, info.CRC))
        return [
            ExportedDay(filename, self.channels[folder], crc)
            for _, filename, folder, crc in sorted(found)
        ]

    def messages(self, day: ExportedDay) -> Iterator[Mapping[str, Any]]:
        """The day's message objects; anything else in the file is passed over."""
        yield from self._read(day.path)

    def _listed(self, name: str, kind: ExportedKind) -> Iterator[ExportedChannel]:
        for channel in self._objects(name):
            if channel_id := _id_of(channel):
                title = str(channel.get("name") or channel_id)
                yield ExportedChannel(
                    channel_id=channel_id,
                    name=storable(title),
                    folder=channel_id if kind == "im" else title,
                    kind=kind,
                )

    def _unlisted(self, folder: str) -> ExportedChannel:
        """Public only where the export holds nothing but public channels."""
        only_public = not any(self._has(name) for name in _LISTS if name != "channels.json")
        return ExportedChannel(
            channel_id=f"export-{folder}",
            name=folder,
            folder=folder,
            kind="public" if only_public else "private",
        )

    def _folders(self) -> set[str]:
        paths = (PurePosixPath(name) for name in self._zip.namelist())
        return {
            path.parent.name
            for path in paths
            if _DAY.fullmatch(path.name) and str(path.parent.parent) == self._root
        }

    def _find_root(self) -> str:
        """The folder users.json or channels.json lies in: the top, or one folder around all."""
        paths = [PurePosixPath(name) for name in self._zip.namelist()]
        roots = {str(path.parent) for path in paths if path.name in {"users.json", *_LISTS}}
        if not roots:
            raise NotAnExportError(f"{self.path.name} has no users.json or channels.json.")
        return min(roots, key=len)

    def _has(self, name: str) -> bool:
        return self._member(name) in self._zip.namelist()

    def _member(self, name: str) -> str:
        return str(PurePosixPath(self._root) / name)

    def _objects(self, name: str) -> list[Mapping[str, Any]]:
        return self._read(self._member(name)) if self._has(name) else []

    def _read(self, member: str) -> list[Mapping[str, Any]]:
        info = self._zip.getinfo(member)
        if info.file_size > MAX_FILE_BYTES:
            raise NotAnExportError(f"{member} is larger than {MAX_FILE_BYTES // 10**6} MB.")
        try:
            values = json.loads(self._zip.read(info))
        except (*_UNREADABLE, ValueError, RecursionError) as error:
            raise NotAnExportError(f"{member} is not JSON that can be read.") from error
        return (
            [value for value in values if isinstance(value, dict)]
            if isinstance(values, list)
            else []
        )


def _id_of(thing: Mapping[str, Any]) -> str:
    """Its id; empty where it has none that could be one."""
    slack_id = thing.get("id")
    return storable(slack_id).strip() if isinstance(slack_id, str) else ""
