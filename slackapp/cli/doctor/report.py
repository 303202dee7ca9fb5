"""What `doctor` prints: a line a finding, in words first; signs and colours only beside them."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import typer
from rich.console import Console
from rich.text import Text

from slackapp.cli.doctor.examination import examine
from slackapp.cli.doctor.findings import SIGNS, Finding, Verdict
from slackapp.cli.output import say
from slackapp.observability.logs import set_up_logs
from slackapp.vocabulary.clock import SystemClock

_STYLES: dict[Verdict, str] = {"well": "green", "look": "yellow", "wrong": "bold red"}
_WORDS: dict[Verdict, str] = {"well": "ok", "look": "look", "wrong": "WRONG"}


def doctor(*, as_json: bool, offline: bool) -> None:
    """Ends with 1 where something is wrong."""
    set_up_logs(level="ERROR", log_format="text")
    findings = list(examine(SystemClock(), offline=offline))
    if as_json:
        say(json.dumps([asdict(each) for each in findings], indent=2, ensure_ascii=False))
    else:
        _print(findings)
    raise typer.Exit(1 if any(each.verdict == "wrong" for each in findings) else 0)


def _print(findings: Sequence[Finding]) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for each in findings:
        sign = f"{SIGNS[each.verdict]} {_WORDS[each.verdict]:<5} "
        console.print(
            Text.assemble((sign, _STYLES[each.verdict]), (each.name, "bold"), f": {each.says}")
        )
        if each.do:
            console.print(f"          → {each.do}", markup=False)
    bad, odd = (sum(each.verdict == kind for each in findings) for kind in ("wrong", "look"))
    console.print(f"{len(findings)} checks, {bad} wrong, {odd} worth a look.")
