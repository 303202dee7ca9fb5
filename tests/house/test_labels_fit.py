"""In no language is a label cut by Slack's limits, or longer than a telephone shows."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from string import Formatter

import pytest

from slackapp.vocabulary.words import catalogue_of, languages

# https://docs.slack.dev/reference/block-kit: modals' titles and buttons, headers, confirmations.
# Slack takes 75 for a button; what is longer than 30 is not readable beside another.
LIMITS = {
    ("button", "0"): 30,
    ("confirmation", "0"): 100,
    ("confirmation", "1"): 300,
    ("confirmation", "confirm"): 30,
    ("confirmation", "deny"): 30,
    ("header", "0"): 150,
    ("home_button", "1"): 30,
    ("modal", "0"): 24,
    ("modal", "close"): 24,
    ("modal", "submit"): 24,
    ("option", "0"): 75,
    ("thanks_button", "0"): 30,
    ("word_button", "1"): 30,
    ("_series", "0"): 20,
    ("NudgeChoice", "label"): 30,
    ("NudgeOffer", "label"): 75,
    ("WeWord", "label"): 30,
}
# A label with somebody's name in it may be longer; what has more in it is theirs, and may be cut.
WITH_A_NAME = 75
FILLED_IN = "Maximiliane von Hohenberg"

Messages = set[tuple[str, ...]]
Function = ast.FunctionDef


@dataclass(frozen=True)
class Shelf:
    """The functions of a room by name and by "file.name", and where they are called."""

    functions: dict[str, list[Function]]
    calls: dict[str, list[tuple[Function | None, ast.Call]]]


@pytest.fixture(scope="module")
def labels(our_files: list[Path], repository: Path) -> dict[tuple[str, str], Messages]:
    """What is worded for each place that has a limit."""
    rooms = defaultdict(list)
    for path in our_files:
        place = path.relative_to(repository).parts
        if path.suffix == ".py" and place[:2] in {("slackapp", "features"), ("slackapp", "slack")}:
            rooms[place[:3] if place[1] == "features" else place[:2]].append(path)
    found: dict[tuple[str, str], Messages] = defaultdict(set)
    for paths in rooms.values():
        shelf = _shelf(paths)
        for (name, part), messages in _worded(shelf):
            found[name, part] |= messages
    return found


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("place", LIMITS)
def test_a_label_fits(
    labels: dict[tuple[str, str], Messages], place: tuple[str, str], language: str
) -> None:
    catalogue = catalogue_of(language)
    too_long = {
        text
        for forms in labels[place]
        for text in _translations(catalogue, forms)
        if text.count("{") <= 1
        if len(_filled(text)) > (WITH_A_NAME if "{" in text else LIMITS[place])
    }

    assert too_long == set()


def test_labels_are_found_where_they_are_worded(
    labels: dict[tuple[str, str], Messages],
) -> None:
    """Beside the call, in a variable, in another function, given by a caller."""
    buttons = labels["button", "0"]

    assert {("Undo",), ("Not {name}",), ("Ask me again",)} <= buttons
    assert ("Ask",) in labels["home_button", "1"]
    assert ("Take back",) in labels["option", "0"]
    assert ("Not for me",) in buttons
    assert ("Say thanks",) in labels["NudgeChoice", "label"] | buttons
    assert ("When I thank somebody: make it kudos?",) in labels["NudgeOffer", "label"]
    assert ("Pass credit on",) in labels["modal", "submit"]
    assert [place for place in LIMITS if not labels[place]] == []


def _translations(catalogue: NullTranslations, forms: tuple[str, ...]) -> list[str]:
    if len(forms) == 1:
        return [catalogue.gettext(forms[0])]
    return [catalogue.ngettext(forms[0], forms[1], count) for count in (1, 2, 5)]


def _filled(text: str) -> str:
    return "".join(
        said + ("" if field is None else "12" if field in {"count", "most"} else FILLED_IN)
        for said, field, _, _ in Formatter().parse(text)
    )


def _shelf(paths: list[Path]) -> Shelf:
    functions: dict[str, list[Function]] = defaultdict(list)
    calls: dict[str, list[tuple[Function | None, ast.Call]]] = defaultdict(list)
    for path in paths:
        for function, node in _with_function(ast.parse(path.read_text()), None):
            if isinstance(node, Function):
                functions[node.name].append(node)
                functions[f"{path.stem}.{node.name}"].append(node)
            elif isinstance(node, ast.Call):
                calls[_name(node.func)].append((function, node))
    return Shelf(functions, calls)


def _with_function(
    node: ast.AST, function: Function | None
) -> Iterator[tuple[Function | None, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        yield function, child
        yield from _with_function(child, child if isinstance(child, Function) else function)


def _worded(shelf: Shelf) -> Iterator[tuple[tuple[str, str], Messages]]:
    for name, part in LIMITS:
        for function, call in shelf.calls[name]:
            for given in _given(call, part):
                # A NudgeOffer is handed the function that words it.
                said = ast.Call(given, [], []) if name == "NudgeOffer" else given
                yield (name, part), set(_messages(shelf, function, said, set()))


def _given(call: ast.Call, part: str) -> list[ast.expr]:
    if part.isdigit():
        return [call.args[int(part)]] if len(call.args) > int(part) else []
    return [each.value for each in call.keywords if each.arg == part]


def _messages(
    shelf: Shelf, function: Function | None, node: ast.AST, seen: set[int]
) -> Iterator[tuple[str, ...]]:
    """Of gettext, in all that this expression may be; what is filled into a message is not it."""
    if id(node) in seen:
        return
    seen.add(id(node))
    match node:
        case ast.Call(func=ast.Name(id="_" | "ngettext" as way), args=args):
            forms = args[:1] if way == "_" else args[:2]
            yield tuple(str(ast.literal_eval(form)) for form in forms)
        case ast.Call(func=ast.Attribute(value=said, attr="format")):
            yield from _messages(shelf, function, said, seen)
        case ast.Call(func=called) if _name(called) in shelf.functions:
            in_file = ast.unparse(called)
            known = shelf.functions.get(in_file) or shelf.functions[_name(called)]
            for each in known:
                yield from _returned(shelf, each, seen)
        case ast.Name(id=name) if function is not None:
            for origin in _origins(function, name):
                yield from _messages(shelf, function, origin, seen)
            for caller, given in _from_callers(shelf, function, name):
                yield from _messages(shelf, caller, given, seen)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _messages(shelf, function, child, seen)


def _returned(shelf: Shelf, function: Function, seen: set[int]) -> Iterator[tuple[str, ...]]:
    for each in ast.walk(function):
        if isinstance(each, ast.Return) and each.value is not None:
            yield from _messages(shelf, function, each.value, seen)


def _origins(function: Function, name: str) -> Iterator[ast.expr]:
    """What a variable is made of: where it is assigned, or of what it is one of many."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value):
                sources = [(target, value) for target in targets]
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                sources = [(target, value)]
            case _:
                sources = []
        for target, value in sources:
            if any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(target)):
                yield value


def _from_callers(
    shelf: Shelf, function: Function, name: str
) -> Iterator[tuple[Function | None, ast.expr]]:
    parameters = [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
    if name not in parameters:
        return
    place = str(parameters.index(name))
    for caller, call in shelf.calls[function.name]:
        for given in (*_given(call, place), *_given(call, name)):
            yield caller, given


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
