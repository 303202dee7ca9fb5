"""The commands put together, and the one place where they end badly."""

import sys

import typer

from slackapp.cli import history, ledger, serving
from slackapp.cli.inbox import inbox_cli
from slackapp.cli.output import BAD_CONFIG
from slackapp.cli.settings import settings_cli
from slackapp.intake.slack_export import NotAnExportError
from slackapp.vocabulary.refusals import Refusal

cli = typer.Typer(
    help="We Not Me: a Slack app that makes giving visible.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cli.command()(serving.serve)
cli.command()(serving.demo)
cli.command()(serving.migrate)
cli.command("import-history")(history.import_history)
cli.command()(ledger.leaderboard)
cli.command()(ledger.export)
cli.add_typer(ledger.ledger_cli, name="ledger")
cli.add_typer(inbox_cli, name="inbox")
cli.add_typer(settings_cli, name="settings")


def main() -> None:
    """Run a command; what a person may do about a failure is one sentence."""
    try:
        cli()
    except (Refusal, NotAnExportError) as error:
        typer.echo(str(error), err=True)
        sys.exit(BAD_CONFIG)
