"""The privacy page says what the code does: each scope, each table, each term."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
import yaml

import slackapp
from slackapp.database.base import Base
from slackapp.intake import jobs as intake
from slackapp.jobs import runner
from slackapp.outbox import retention


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs/privacy.md").read_text()


def test_it_gives_a_reason_for_each_scope_and_for_no_other(repository: Path, page: str) -> None:
    manifest = yaml.safe_load((repository / "manifest.yml").read_text())
    reasons = dict(re.findall(r"^\| `([a-z.]+(?::[a-z.]+)?)` \| (.+) \|$", page, re.MULTILINE))
    assert sorted(reasons) == sorted(manifest["oauth_config"]["scopes"]["bot"])
    assert [scope for scope, reason in reasons.items() if len(reason.split()) < 3] == []


def test_it_names_each_table_and_no_other(page: str) -> None:
    for module in walk_packages(slackapp.__path__, "slackapp."):
        if module.name.endswith(".models"):
            import_module(module.name)
    kept = page.partition("## What is kept")[2].partition("**Never kept:**")[0]
    rows = [line.split("|")[2] for line in kept.splitlines() if line.startswith("|")]
    named = [name for cell in rows for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(named) == sorted(Base.metadata.tables)


def test_it_tells_how_long_things_are_kept(page: str) -> None:
    bodies = intake.KEEP_BODIES + intake.BETWEEN_TIDYINGS
    assert f"after {bodies.days * 24} hours at the latest" in page
    assert f"after {intake.KEEP_EVENTS.days} days" in page
    assert f"could not be read {intake.KEEP_UNREADABLE.days} days" in page
    sent, others = retention.KEEP_SENT.days, retention.KEEP_OTHERS.days
    assert f"sent posts {sent} days, others {others}" in page
    assert f"failed ones {runner.KEEP_FAILED.days} days" in page
