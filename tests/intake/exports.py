"""Slack exports of every age, made to measure."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

Json = dict[str, Any]

USERS: Sequence[Json] = (
    {"id": "U1", "name": "ana", "team_id": "T1", "profile": {"display_name": "Ana"}},
    {"id": "U2", "name": "bo", "team_id": "T1", "profile": {"display_name": "Bo"}},
    {"id": "U3", "name": "robo", "team_id": "T1", "is_bot": True, "profile": {}},
)
GENERAL: Sequence[Json] = ({"id": "C1", "name": "general"},)


def write_zip(path: Path, files: Mapping[str, object]) -> Path:
    """Values become JSON; bytes and text stay as they are."""
    with ZipFile(path, "w", ZIP_DEFLATED) as export:
        for name, value in files.items():
            raw = value if isinstance(value, bytes | str) else json.dumps(value)
            export.writestr(name, raw)
    return path


def said(text: str, *, by: str | None = "U1", second: int = 0, **more: object) -> Json:
    return {
        "type": "message",
        "user": by,
        "text": text,
        "ts": f"{1763467200 + second}.000100",
        **more,
    }
