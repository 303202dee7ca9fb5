"""`slackapp simulate`: two runs of the same town, one without nudges, and what came of them."""

import json
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress, TextColumn
from rich.table import Table
from sqlalchemy.exc import OperationalError

from slackapp.database.host_lock import TakenError
from slackapp.demo.simulation.etiquette import Violation
from slackapp.demo.simulation.figures import Figures, figures_of, violations_of
from slackapp.demo.simulation.running import live
from slackapp.demo.simulation.stage import Size
from slackapp.demo.simulation.town import BEGIN
from slackapp.demo.stage import TookTooLong
from slackapp.observability.logs import set_up_logs
from slackapp.vocabulary.words import _

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130
_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class SimulateOptions:
    """`database_url` None means a file of our own, deleted at the end."""

    people: int = 200
    weeks: int = 12
    seed: int = 1
    as_json: bool = False
    compare: bool = True
    database_url: str | None = None


@dataclass(frozen=True)
class Simulated:
    """nudged, quiet: the same town with and, if it was compared, without nudges."""

    nudged: Figures
    quiet: Figures | None
    violations: Sequence[Violation]


def play(options: SimulateOptions) -> int:
    """Simulate and say how it went; the exit code is 1 where a rule did not hold."""
    for stopping in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopping, signal.default_int_handler)
    set_up_logs(level="ERROR", log_format="text")
    console = Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
    try:
        with TemporaryDirectory(prefix="slackapp-simulate-") as folder:
            simulated = simulate(options, Path(folder), console)
    except KeyboardInterrupt:
        console.print(_("Stopped."))
        return INTERRUPTED
    except (OperationalError, TakenError) as error:
        console.print(_("The database is not usable: {name}.").format(name=type(error).__name__))
        return UNUSABLE
    except TookTooLong as error:
        console.print(_("Waited too long {what}.").format(what=error))
        return FAILED
    if options.as_json:
        sys.stdout.write(f"{json.dumps(as_json(simulated))}\n")
    else:
        _print(simulated, Console(highlight=False, markup=False, emoji=False))
    return FAILED if simulated.violations else 0


def simulate(options: SimulateOptions, folder: Path, console: Console) -> Simulated:
    nudged, violations = _run(options, folder, console, nudged=True)
    quiet = _run(options, folder, console, nudged=False)[0] if options.compare else None
    return Simulated(nudged, quiet, violations)


def as_json(simulated: Simulated) -> dict[str, object]:
    quiet = simulated.quiet
    return {
        "nudged": simulated.nudged.as_json(),
        "quiet": quiet.as_json() if quiet else None,
        "violations": [
            {"rule": one.rule, "at": one.at.isoformat(), "to": one.to, "kind": one.kind}
            for one in simulated.violations
        ],
    }


def _run(
    options: SimulateOptions, folder: Path, console: Console, *, nudged: bool
) -> tuple[Figures, list[Violation]]:
    size = Size(people=options.people, weeks=options.weeks, seed=options.seed, nudged=nudged)
    name = "nudged" if nudged else "quiet"
    url = options.database_url or f"sqlite:///{folder / name}.sqlite3"
    total = timedelta(weeks=options.weeks)
    bar = Progress(
        *Progress.get_default_columns(), TextColumn("{task.fields[day]}"), console=console
    )
    with bar:
        task = bar.add_task(_("With nudges") if nudged else _("Without"), total=1.0, day="")

        def progress(moment: datetime) -> None:
            day = f"{moment:%a %-d %b}"
            bar.update(task, completed=(moment - BEGIN) / total, day=day)

        lived = live(size, database_url=url, progress=progress)
        bar.update(task, completed=1.0)
    return figures_of(lived), violations_of(lived) if nudged else []


def _print(simulated: Simulated, console: Console) -> None:
    nudged, quiet = simulated.nudged, simulated.quiet
    table = Table(
        "nudge",
        "shown",
        "acted on",
        "share",
        title=_("{people} people, {weeks} weeks").format(people=nudged.people, weeks=nudged.weeks),
    )
    for kind, (shown, acted) in nudged.kinds.items():
        table.add_row(kind, str(shown), str(acted), f"{acted / shown:.0%}" if shown else "")
    console.print(table)
    said = _("Nudges a person a week: {average} on average, median {p50}, 95 % {p95}, most {most}.")
    console.print(said.format_map(nudged.as_json()))
    helped = _("Questions helped: {helped} of {questions} ({share:.0%}){without}.")
    without = ""
    if quiet is not None:
        without = _(", without nudges {helped} of {questions} ({share:.0%})").format(
            helped=quiet.helped, questions=quiet.questions, share=quiet.helped_share
        )
    console.print(
        helped.format(
            helped=nudged.helped,
            questions=nudged.questions,
            share=nudged.helped_share,
            without=without,
        )
    )
    _print_violations(simulated.violations, console)


def _print_violations(violations: Sequence[Violation], console: Console) -> None:
    console.print(_("Rules of etiquette broken: {count}").format(count=len(violations)))
    for rule, count in Counter(one.rule for one in violations).most_common():
        console.print(f"  {rule}: {count}")
    for one in violations[:_SHOWN]:
        console.print(f"    {one.at:%Y-%m-%d %H:%M} {one.kind} {one.to}: {one.rule}")
