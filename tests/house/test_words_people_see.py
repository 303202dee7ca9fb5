"""Nothing people see in Slack passes gettext by; a stranger to the code would be read English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

# What these are given is shown as it is; by position or by name.
SHOWN = {
    "actions": set[str](),
    "button": {"0", "text"},
    "confirmation": {"0", "1", "title", "text", "confirm", "deny"},
    "context": {"0", "1", "2"},
    "header": {"0", "text"},
    "home_button": {"1", "label"},
    "input_field": {"0", "label", "hint"},
    "modal": {"0", "title", "submit", "close"},
    "mrkdwn": {"0", "markup"},
    "option": {"0", "text"},
    "paragraph": {"0", "markup"},
    "plain": {"0", "text"},
    "private": {"0", "text"},
    "section": {"0", "markup", "fields"},
    "thanks_button": {"0", "label"},
    "whisper": {"1", "text"},
    "word_button": {"1", "label"},
    "Refusal": {"0", "sentence"},
    "PostContent": {"text"},
    "NudgeAsk": {"markup"},
    "NudgeChoice": {"label"},
    "NudgeDone": {"markup"},
    "NudgeLine": {"markup", "label"},
    "WeWord": {"usage", "label"},
}
GETTEXT = {"_", "ngettext"}
# Their strings are names: of a field, of a type, of what is logged.
NAMING = {"cast", "error", "get", "getLogger", "info", "warning"}
WORD = re.compile(r"[^\W\d_]{2,}")
PROSE = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}|\A[A-Z][a-z]+\b")
# Prose in the rooms that nobody is shown.
UNSEEN = {
    "slackapp/features/nudges/rules/away.py": "what statuses are searched for",
    "slackapp/features/nudges/use_cases/wanting.py": "the key of a memo",
    "slackapp/features/privacy/rules.py": "what the tables of an export are: decision 15",
    "slackapp/features/questions/use_cases/placing.py": "the key of a memo",
}
# Slack's own markup and signs that are the same in every language.
MARKUP = re.compile(r"<[^>]*>?|:[a-z_]+:|&[a-z]+;|`[^`]*`")


@pytest.fixture(scope="module")
def shown_by(our_files: list[Path], repository: Path) -> dict[str, ast.Module]:
    """What people see is worded in the rooms and on the Slack floor; `cli.py` is the operator's."""
    found = {}
    for path in our_files:
        place = path.relative_to(repository)
        if path.suffix != ".py" or place.parts[:1] != ("slackapp",) or path.name == "cli.py":
            continue
        if place.parts[1] in {"features", "slack", "outbox", "workspace", "ledger"}:
            found[str(place)] = ast.parse(path.read_text())
    assert len(found) > 100
    return found


def test_what_is_shown_is_looked_up_in_a_catalogue(shown_by: dict[str, ast.Module]) -> None:
    past = [
        f"{place}:{line}: {text}"
        for place, tree in shown_by.items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for given in _shown_parts(call)
        for line, text in _literal(given)
        if WORD.search(MARKUP.sub("", text))
    ]

    assert not past, "\n".join(past)


def test_no_sentence_stands_in_the_code_but_as_a_message_of_gettext(
    shown_by: dict[str, ast.Module],
) -> None:
    past = [
        f"{place}:{line}: {text}"
        for place, tree in shown_by.items()
        if place.startswith("slackapp/features/") and place not in UNSEEN
        for line, text in _literal(_without_docstrings(tree))
        if PROSE.search(MARKUP.sub("", text))
    ]

    assert not past, "\n".join(past)


def test_nothing_is_worded_at_import_before_anybody_asks(shown_by: dict[str, ast.Module]) -> None:
    early = [
        f"{place}:{call.lineno}" for place, tree in shown_by.items() for call in _at_import(tree)
    ]

    assert early == []


def test_a_message_of_gettext_is_one_literal(shown_by: dict[str, ast.Module]) -> None:
    """Else it cannot be found by whoever collects messages."""
    odd = [
        f"{place}:{call.lineno}"
        for place, tree in shown_by.items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call) in GETTEXT
        for message in call.args[: 1 if _name(call) == "_" else 2]
        if not (isinstance(message, ast.Constant) and isinstance(message.value, str))
    ]

    assert odd == []


def test_no_message_of_gettext_hides_in_an_f_string(shown_by: dict[str, ast.Module]) -> None:
    """There Babel finds it with some versions of Python only."""
    hidden = [
        f"{place}:{call.lineno}"
        for place, tree in shown_by.items()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and _name(call) in GETTEXT
    ]

    assert hidden == []


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _shown_parts(call: ast.Call) -> Iterator[ast.AST]:
    shown = SHOWN.get(_name(call), set())
    yield from (part for place, part in enumerate(call.args) if str(place) in shown)
    yield from (part.value for part in call.keywords if part.arg in shown)


def _literal(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Strings in it with their lines, but messages, names, types and what is raised at us."""
    if isinstance(node, ast.Raise | ast.Subscript):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    if isinstance(node, ast.Call) and _name(node) in GETTEXT | NAMING:
        return
    for part, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and part not in {"annotation", "keys", "returns"}:
                yield from _literal(child)


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [
                part
                for part in node.body
                if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
            ] or [ast.Pass()]
    return tree


def _at_import(node: ast.AST) -> Iterator[ast.Call]:
    """Calls of gettext that run when the module is read: outside functions, or as a default."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and _name(child) in GETTEXT:
            yield child
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _at_import(child.args)
        elif not isinstance(child, ast.Lambda):
            yield from _at_import(child)
