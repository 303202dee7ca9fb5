"""What a workspace may set about links."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from slackapp.reading.mrkdwn import emoji_names


class LinksSettings(BaseModel):
    """`useful` are the emoji that say a link was worth it.

    In `channels_off` links are not noticed. `own_sites`: by Slack id, domains somebody claimed as
    their own work. `reshare_days`: so long the first sharer is remembered.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "links"

    useful: tuple[str, ...] = (
        "+1",
        "thumbsup",
        "heart",
        "star",
        "star2",
        "bookmark",
        "raised_hands",
        "clap",
        "fire",
        "100",
        "pray",
    )
    own_sites: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    channels_off: tuple[
        Annotated[str, StringConstraints(pattern=r"^[CG][A-Za-z0-9-]{1,80}$")], ...
    ] = ()
    reshare_days: int = Field(default=30, ge=0, le=400)

    @field_validator("useful")
    @classmethod
    def _bare_names(cls, emoji: tuple[str, ...]) -> tuple[str, ...]:
        return emoji_names(emoji)

    @field_validator("own_sites")
    @classmethod
    def _bare_domains(cls, sites: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        """Read "https://www.ana.dev/" as "ana.dev"."""
        return {person: tuple(map(_domain, domains)) for person, domains in sites.items()}


def _domain(written: str) -> str:
    bare = written.strip().lower().rpartition("://")[2]
    return bare.removeprefix("www.").rstrip("/")
