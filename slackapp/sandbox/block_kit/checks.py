"""Small checks that Block Kit's rules are put together from; each yields sentences."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[object, str], Iterator[str]]
Json = dict[str, Any]
_URL = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def problem(sentence: str, path: str) -> str:
    """One sentence the way Slack writes it in `response_metadata.messages`."""
    return f"[ERROR] {sentence} [json-pointer:{path}]"


def string(most: int, least: int = 0) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", path)
        elif len(value) > most:
            yield problem(f"must be less than {most + 1} characters", path)
        elif len(value) < least:
            yield problem(f"must be more than {least - 1} characters", path)

    return check


def url(value: object, path: str) -> Iterator[str]:
    yield from string(3000, 1)(value, path)
    if isinstance(value, str) and not _URL.match(value):
        yield problem("must be a valid URL", path)


def boolean(value: object, path: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield problem("must be a boolean", path)


def integer(value: object, path: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield problem("must be an integer", path)


def whole(least: int, most: int) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        yield from integer(value, path)
        if isinstance(value, int) and not least <= value <= most:
            yield problem(f"must be between {least} and {most}", path)

    return check


def anything(_value: object, _path: str) -> Iterator[str]:
    return iter(())


def one_of_words(*words: str) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        if value not in words:
            yield problem(f"must be one of: {', '.join(words)}", path)

    return check


def matching(pattern: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield problem("must match the expected format", path)

    return check


def text(most: int, *, plain: bool = False, least: int = 1) -> Check:
    """A text object; `plain` where Slack refuses mrkdwn."""
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    length = string(most, least)

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", path)
            return
        kind = value.get("type")
        yield from one_of_words(*kinds)(kind, f"{path}/type")
        yield from length(value.get("text"), f"{path}/text")
        allowed = {"type", "text", "emoji" if kind == "plain_text" else "verbatim"}
        yield from _strangers(value, allowed, path)

    return check


def list_of(item: Check, most: int, least: int = 1) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", path)
            return
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", path)
        if len(value) < least:
            yield problem(f"no fewer than {least} items required", path)
        for index, one in enumerate(value):
            yield from item(one, f"{path}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others; `type` is looked at by `by_type`."""
    known = {**required, **(optional or {})}

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", path)
            return
        for name in required:
            if name not in value:
                yield problem(f"missing required field: {name}", path)
        for name, rule in known.items():
            if name in value:
                yield from rule(value[name], f"{path}/{name}")
        yield from _strangers(value, {"type", *known}, path)

    return check


def both(*checks: Check) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        for one in checks:
            yield from one(value, path)

    return check


def needs_one_of(*names: str) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        if isinstance(value, dict) and not any(value.get(name) for name in names):
            yield problem(f"missing required field: {' or '.join(names)}", path)

    return check


def needs_one_field(*names: str) -> Check:
    """As `needs_one_of`, where an empty value will do."""

    def check(value: object, path: str) -> Iterator[str]:
        if isinstance(value, dict) and not value.keys() & set(names):
            yield problem(f"missing required field: {' or '.join(names)}", path)

    return check


def by_type(types: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses its rules."""

    def check(value: object, path: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        rule = types.get(kind) if isinstance(kind, str) else None
        if rule is None:
            yield problem(f"unsupported type: {kind}", f"{path}/type")
        else:
            yield from rule(value, path)

    return check


def _strangers(value: Json, allowed: set[str], path: str) -> Iterator[str]:
    for name in value.keys() - allowed:
        yield problem(f"invalid additional property: {name}", path)
