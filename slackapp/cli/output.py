"""What commands say: sentences, tables, a progress bar, and how they end."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

BAD_CONFIG = 2


def say(text: str) -> None:
    typer.echo(text)


def stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_CONFIG)


def show(title: str, values: Mapping[str, object]) -> None:
    say(title)
    table = Table(show_header=False)
    for name, value in values.items():
        table.add_row(name, _shown(value))
    Console().print(table)


def table(title: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The first column is words, the others are numbers."""
    say(title)
    shown = Table(*names)
    for column in shown.columns[1:]:
        column.justify = "right"
    for row in rows:
        shown.add_row(*row)
    Console().print(shown)


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, told how many of how many are done."""
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _shown(value: object) -> str:
    """As it is typed; switches are a mapping."""
    if isinstance(value, Mapping):
        value = [f"{name}={'on' if on else 'off'}" for name, on in sorted(value.items())]
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
