"""`slackapp doctor`, `migrate` and `after-restore`: what who runs the app types, with options."""

from typing import Annotated

import typer

operating_cli = typer.Typer()


@operating_cli.command()
def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask Slack.")] = False,
) -> None:
    """Look at all an installation needs and say what to do; ends with 1 where something is wrong.

    It changes nothing and may run beside `serve`.
    """
    from slackapp.cli.doctor import report

    report.doctor(as_json=as_json, offline=offline)


@operating_cli.command()
def migrate(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say whether it is needed.")] = False,
) -> None:
    """Bring the database's tables up to date; `serve` does it by itself."""
    from slackapp.cli import migrating

    migrating.migrate(check=check)


@operating_cli.command()
def after_restore() -> None:
    """Between putting a backup back and `serve`: what it planned may have been posted since."""
    from slackapp.cli import restoring

    restoring.after_restore()
