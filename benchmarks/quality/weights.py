"""Weights as files, the same bytes for the same numbers."""

import json
from collections.abc import Mapping

from slackapp.reading.linear_model import WEIGHTS, LinearModel


def settle(models: Mapping[str, LinearModel], *, check: bool) -> int:
    """Write the models where the app finds them, or only say which differ; a process' exit code."""
    differing = []
    for name, model in models.items():
        path = WEIGHTS / f"{name}.json"
        text = _as_json(model)
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            differing.append(name)
    if differing:
        print("not what training gives:", *differing)
    return 1 if differing else 0


def _as_json(model: LinearModel) -> str:
    found = {"bias": model.bias, "words": dict(model.words), "values": dict(model.values)}
    kept = {name: value for name, value in found.items() if value != {}}
    return json.dumps(kept, indent=0, sort_keys=True, ensure_ascii=False) + "\n"
