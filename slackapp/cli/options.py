"""Options that several commands share, and how their values are read."""

from typing import Annotated

import typer

from slackapp.vocabulary.weeks import Week

WorkspaceOption = Annotated[
    str | None, typer.Option("--workspace", help="Slack's team id (T…); needed where several are.")
]
WeekOption = Annotated[
    Week | None, typer.Option("--week", parser=Week.named, metavar="2026-W46", help="An ISO week.")
]
EmojiOption = Annotated[
    str | None,
    typer.Option("--kudos-emoji", help="Reactions that were thanks, by name: clap,fire"),
]


def names(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    bare = (name.strip().strip(":") for name in text.split(","))
    return tuple(name for name in bare if name)
