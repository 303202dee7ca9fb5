"""Rules of the house that no linter knows: sizes, names, and what never lies in a file."""

import ast
import re
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 50
NAMES_THAT_SAY_NOTHING = {"utils", "util", "common", "helpers", "helper", "core", "manager", "misc"}

# In parts, or this file would be an offender.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("debian", "org"),
        ("proxy", "golang", "org"),
    )
]
MACHINE_PATH = re.compile(r"(?<![\w.~>}*-])/(work|root|home|Users|tmp)/[\w.]")


def python_files(files: list[Path]) -> list[Path]:
    found = [path for path in files if path.suffix == ".py"]
    assert len(found) > 20, "the house is not where this test looks for it"
    return found


def texts(files: list[Path]) -> list[tuple[Path, str]]:
    """Every file that is text, with its text."""
    found = []
    for path in files:
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((path, content.decode()))
    return found


def test_no_file_is_longer_than_a_reader_can_bear(our_files: list[Path]) -> None:
    lengths = {str(path): len(path.read_text().splitlines()) for path in python_files(our_files)}

    assert {path: lines for path, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_a_page(our_files: list[Path]) -> None:
    too_long = [
        f"{path}:{node.lineno} {node.name}"
        for path in python_files(our_files)
        if path.parent.name != "versions"  # a migration is written once, by Alembic
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]

    assert too_long == []


def test_every_name_says_what_is_inside(our_files: list[Path], repository: Path) -> None:
    nameless = [
        path
        for path in our_files
        if NAMES_THAT_SAY_NOTHING
        & {part.partition(".")[0].lower() for part in path.relative_to(repository).parts}
    ]

    assert nameless == []


def test_no_file_names_a_package_registry(our_files: list[Path]) -> None:
    naming = [
        path for path, text in texts(our_files) if any(host in text for host in REGISTRY_HOSTS)
    ]

    assert naming == []


def test_no_file_holds_a_path_of_somebodys_machine(our_files: list[Path]) -> None:
    holding = [
        f"{path}: {match.group()}"
        for path, text in texts(our_files)
        for match in MACHINE_PATH.finditer(text)
    ]

    assert holding == []
