"""The one place where commands end badly."""

import sys

import typer

from slackapp.cli.commands import cli
from slackapp.cli.output import BAD_CONFIG
from slackapp.vocabulary.refusals import Refusal


def main() -> None:
    """Run a command; what a person may do about a failure is one sentence."""
    try:
        cli()
    except Refusal as error:
        typer.echo(str(error), err=True)
        sys.exit(BAD_CONFIG)
