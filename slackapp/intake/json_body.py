"""JSON as Slack sends it, read fast."""

import json
from typing import Any, NoReturn

import orjson


def read_json(raw: bytes | str) -> Any:  # noqa: ANN401  JSON
    """ValueError or RecursionError where it is none.

    Half an emoji (a lone surrogate) is JSON for Slack and for Python, but not for orjson.
    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _DECODER.decode(raw if isinstance(raw, str) else raw.decode())


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
