"""Files people and apps share, as Slack's `file` objects show them."""

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

Json = dict[str, Any]
_THUMBNAILS = (64, 80, 160, 360)


@dataclass(eq=False)
class File:
    """A file; `content` is None until it is uploaded, and nobody sees it until it is complete."""

    id: str
    team_id: str
    user: str
    name: str
    length: int
    created: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    is_complete: bool = False
    shares: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def filetype(self) -> str:
        return PurePosixPath(self.name).suffix.lstrip(".").lower() or "binary"

    @property
    def is_image(self) -> bool:
        """Of a kind browsers draw as a picture and never run."""
        return self.mimetype in {"image/png", "image/jpeg", "image/gif", "image/webp"}


def file_json(file: File, domain: str, base_url: str) -> Json:
    """`shares` are the places it was shared in: kind of channel, channel, ts."""
    private = f"{base_url}/files-pri/{file.team_id}-{file.id}"
    shown: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": file.filetype.upper(),
        "user": file.user,
        "user_team": file.team_id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": any(kind == "channel" for kind, _, _ in file.shares),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{file.name}",
        "url_private_download": f"{private}/download/{file.name}",
        "media_display_type": "unknown",
        "permalink": f"{base_url}/{domain}/files/{file.user}/{file.id}/{file.name}",
        "permalink_public": f"{base_url}/files-public/{file.id}",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
    }
    shown |= {"alt_txt": file.alt_text} if file.alt_text else {}
    return shown | (_picture(file, f"{private}/{file.name}") if file.is_image else {})


def shares_json(file: File) -> Json:
    """Where it was shared, which `files.info` adds and messages leave out."""
    places: dict[str, dict[str, list[Json]]] = {}
    for kind, channel_id, ts in file.shares:
        public = "public" if kind == "channel" else "private"
        share = {
            "ts": ts,
            "team_id": file.team_id,
            "reply_users": [],
            "reply_users_count": 0,
            "reply_count": 0,
        }
        places.setdefault(public, {}).setdefault(channel_id, []).append(share)
    by_kind = {
        name: [channel_id for kind, channel_id, _ in file.shares if kind in kinds]
        for name, kinds in {
            "channels": {"channel"},
            "groups": {"group", "mpim"},
            "ims": {"im"},
        }.items()
    }
    return {"shares": places, "comments_count": 0, **by_kind}


def _picture(file: File, url: str) -> Json:
    shown: Json = {f"thumb_{size}": url for size in _THUMBNAILS}
    size = _png_size(file.content or b"")
    return shown | ({"original_w": size[0], "original_h": size[1]} if size else {})


def _png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height stand at the start of a PNG."""
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
