"""`slackapp who-could-help`: an export replayed, knowing only what came before."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from typer.testing import CliRunner, Result

from slackapp.cli.commands import cli
from slackapp.cli.replay import WARM_UP, read_messages, recalls_of, replayed

_DAY = 1_763_424_000


def _thread(number: int, *said: tuple[str, str]) -> list[dict[str, Any]]:
    root = f"{_DAY + number * 600}.000000"
    return [
        {
            "type": "message", "user": user, "text": text,
            "ts": f"{_DAY + number * 600 + place}.000000", "thread_ts": root,
        }
        for place, (user, text) in enumerate(said)
    ]  # fmt: skip


def _export(tmp_path: Path, threads: list[list[dict[str, Any]]]) -> Path:
    path = tmp_path / "export.zip"
    users = [{"id": "UBOT", "is_bot": True}, {"id": "UANA"}]
    with ZipFile(path, "w") as archive:
        archive.writestr("users.json", json.dumps(users))
        talk = [message for thread in threads for message in thread]
        archive.writestr("help/2025-11-18.json", json.dumps(talk))
    return path


def _warm_up() -> list[list[dict[str, Any]]]:
    topics = (("UANA", "the vpn certificate has expired"), ("UBO", "the printer has no paper"))
    return [
        _thread(
            number, ("UASK", topics[number % 2][1]), (topics[number % 2][0], "do this then that")
        )
        for number in range(WARM_UP)
    ]


def _type(*words: str) -> Result:
    return CliRunner().invoke(cli, ["who-could-help", *words])


def test_each_thread_after_the_warm_up_gets_a_line_and_the_last_says_how_well(
    tmp_path: Path,
) -> None:
    asked = _thread(
        WARM_UP, ("UNEW", "my vpn"), ("UNEW", "certificate"), ("UANA", "renew it like this")
    )
    result = _type("--export", str(_export(tmp_path, [*_warm_up(), asked])), "--replay")
    line, figures = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0
    assert (line["channel"], line["ts"]) == ("help", asked[0]["ts"])
    assert line["ranked"][0] == "UANA"
    assert "UNEW" not in line["ranked"]
    assert figures["figures"]["queries"] == 1
    assert figures["figures"]["recall@5"] == 1.0


def test_the_first_three_humans_with_four_words_are_who_came(tmp_path: Path) -> None:
    asked = _thread(
        WARM_UP,
        ("UNEW", "my vpn certificate has expired"),
        ("UBOT", "I am a bot and know"),
        ("U1", "no idea"),
        ("U2", "renew it like this"),
        ("UNEW", "and then what do I do"),
        ("U2", "then you restart the client"),
        ("U3", "that is right I think"),
        ("U4", "same here it is so"),
        ("U5", "and I come too late"),
    )
    messages = read_messages(_export(tmp_path, [*_warm_up(), asked]))
    [(query, _)] = replayed(messages)
    assert query.gold == ("U2", "U3", "U4")


def test_what_comes_later_changes_no_answer(tmp_path: Path) -> None:
    asked = _thread(WARM_UP, ("UNEW", "my vpn certificate"), ("UBO", "ask somebody else please"))
    later = _thread(
        WARM_UP + 1, ("UNEW", "vpn certificate"), ("UZOE", "vpn certificate vpn certificate")
    )
    before = _type("--export", str(_export(tmp_path, [*_warm_up(), asked]))).stdout.splitlines()
    after = _type("--export", str(_export(tmp_path, [*_warm_up(), asked, later])))
    assert after.stdout.splitlines()[0] == before[0]


def test_nothing_of_the_own_thread_but_the_askers_first_words_is_known(tmp_path: Path) -> None:
    threads = [
        *_warm_up(),
        _thread(
            WARM_UP, ("UNEW", "hello"), ("UBO", "hello to you too"), ("UNEW", "vpn certificate")
        ),
    ]
    bare = [*_warm_up(), _thread(WARM_UP, ("UNEW", "hello"), ("UBO", "hello to you too"))]
    lines = [_type("--export", str(_export(tmp_path, one))).stdout for one in (threads, bare)]
    assert lines[0] == lines[1]


def test_a_file_that_is_no_export_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.zip"
    path.write_text("no zip")
    result = _type("--export", str(path))
    assert result.exit_code == 2
    assert "not a Slack export" in result.stderr


def test_recall_is_the_share_of_those_who_came() -> None:
    recalls = recalls_of(["a", "b", "c", "d", "e", "f"], ("b", "f", "x"))
    assert recalls == {"recall@1": 0.0, "recall@5": 1 / 3, "recall@10": 2 / 3, "hit@5": 1.0}
