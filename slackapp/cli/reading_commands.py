"""Commands that read talk without configuration, database or network."""

from pathlib import Path
from typing import Annotated

import typer

reading_cli = typer.Typer()

LinesOption = Annotated[
    Path, typer.Option("--jsonl", help="A JSON object a line; answered line by line, in order.")
]


@reading_cli.command()
def read(file: LinesOption) -> None:
    """Read messages ("text", maybe "user", "thread", "ts"): what they ask, thank for and share.

    A bad line is answered with {"error": …}; the command then ends with 1.
    """
    from slackapp.cli import reading

    reading.read(file)


@reading_cli.command()
def read_threads(file: LinesOption) -> None:
    """Read threads ("messages" with "user" and "text"): answered or not, by whom, who thanked."""
    from slackapp.cli import reading

    reading.read_threads(file)


@reading_cli.command()
def who_could_help(
    file: Annotated[Path, typer.Option("--export", help="A standard Slack export (zip).")],
    *,
    replay: Annotated[
        bool, typer.Option("--replay", help="Ask for every thread in time order, and say how well.")
    ] = False,
) -> None:
    """Rank who could have helped with each thread of an export, knowing only what came before."""
    from slackapp.cli import replay as replaying

    replaying.who_could_help(file, figures=replay)
