"""What the operator's page says is so: variables, defaults, metrics, keys."""

import re
from pathlib import Path
from pkgutil import walk_packages

import pytest
from pydantic_core import PydanticUndefined

import slackapp
from slackapp.config import Config
from slackapp.database.base import Base
from slackapp.observability.metrics import REGISTRY

PAGE = (Path(__file__).parents[2] / "docs" / "operate.md").read_text()
# A row about a process, one about a browser that asks to install the app; and a workspace's own
# row, whose key is the workspace.
EXCEPTIONS = {"replica": "replica_id", "used_state": "nonce", "workspace": "id"}


def test_every_variable_is_in_the_table_and_none_beside_them() -> None:
    shown = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE))
    assert shown == {name.upper() for name in Config.model_fields}


@pytest.mark.parametrize("name", sorted(Config.model_fields))
def test_its_default_is_the_one_shown(name: str) -> None:
    default = Config.model_fields[name].default
    [shown] = re.findall(rf"^\| `{name.upper()}` \| (.*?) \|", PAGE, re.MULTILINE)
    if default is PydanticUndefined:
        assert shown in {"needed", "a SQLite file in your data folder"}
    else:
        assert shown == ("none" if default is None else f"`{default}`")


def test_every_metric_is_told_and_each_told_exists() -> None:
    told = set(re.findall(r"`(slackapp_\w+?)(?:_total)?(?:\{\w+\})?`", PAGE))
    assert told == {metric.name for metric in REGISTRY.collect()}


def test_every_tables_key_starts_with_the_workspace() -> None:
    for module in walk_packages(slackapp.__path__, "slackapp."):
        if module.name.endswith(".models"):
            __import__(module.name)
    first = {
        name: next(iter(table.primary_key)).name for name, table in Base.metadata.tables.items()
    }
    assert len(first) > 15
    others = {name: column for name, column in first.items() if column != "workspace_id"}
    assert others == EXCEPTIONS
