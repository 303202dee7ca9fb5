"""What the pages and the Makefile say is what there is."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("contract", "heading"),
    [("floors", "Floors, imports go down only:"), ("shelves", "Shelves inside a room:")],
)
def test_the_architecture_page_draws_the_layers_that_are_checked(
    repository: Path, contract: str, heading: str
) -> None:
    page = (repository / "docs/architecture.md").read_text()
    rules = tomllib.loads((repository / "pyproject.toml").read_text())
    contracts = {each["id"]: each for each in rules["tool"]["importlinter"]["contracts"]}
    layers = [re.sub(r"[()]", "", layer) for layer in contracts[contract]["layers"]]

    drawn = re.search(rf"\*\*{heading}\*\* `([^`]+)`", page)

    assert drawn
    assert drawn.group(1).split(" \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ") == layers


def test_the_architecture_page_names_every_room(repository: Path) -> None:
    page = (repository / "docs/architecture.md").read_text()
    rooms = [path.parent.name for path in (repository / "slackapp/features").glob("*/__init__.py")]

    assert rooms
    assert [room for room in rooms if f"{room}/" not in page] == []


def test_pages_point_to_files_that_are_there(our_files: list[Path]) -> None:
    pages = [path for path in our_files if path.suffix == ".md"]
    broken = [
        f"{page}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text())
        if not (page.parent / target).exists()
    ]

    assert pages
    assert broken == []


def test_make_help_tells_every_target(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text()
    targets = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split())

    told = subprocess.run(
        ["make", "--no-print-directory"],
        cwd=repository,
        check=True,
        capture_output=True,
        text=True,
    )

    assert {line.split()[1] for line in told.stdout.splitlines()} == targets


def test_the_reliability_page_names_tests_that_are_there(repository: Path) -> None:
    """`path::test`, and `::test` of the path named before it in the row."""
    page = (repository / "docs/reliability.md").read_text()
    named = [
        (file, test)
        for row in page.splitlines()
        for file, test in _tests_of(re.findall(r"`([\w/]+\.py)?(?:::(\w+))?`", row))
    ]

    assert len(named) > 60
    assert [
        f"{file}::{test}"
        for file, test in named
        if not (repository / file).is_file()
        or (test and f"def {test}(" not in (repository / file).read_text())
    ] == []


def _tests_of(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    last, named = "", []
    for file, test in found:
        last = file or last
        if last:
            named.append((last, test))
    return named
