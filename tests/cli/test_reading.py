"""`slackapp read` and `read-threads`: one line out for each line in, in order."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from slackapp.cli.commands import cli


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)


def _type(command: str, tmp_path: Path, *lines: object) -> Result:
    path = tmp_path / "in.jsonl"
    texts = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"".join(text + b"\n" for text in texts))
    return CliRunner().invoke(cli, [command, "--jsonl", str(path)])


def _answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_message_is_answered_in_order_with_all_fields(tmp_path: Path) -> None:
    result = _type(
        "read",
        tmp_path,
        {"text": "How do I restart the agent? Thanks!"},
        {"text": "<@U1>: thank you, that worked", "user": "U2"},
        {"text": "my slides: <http://www.a.example/b/?utm_source=x&amp;c=1>"},
    )
    asks, thanks, shares = _answers(result)
    assert result.exit_code == 0
    assert set(asks) == {
        *("question", "trackable", "gratitude", "anticipatory", "ack"),
        *("to", "share", "urls", "scores"),
    }
    assert (asks["question"], asks["trackable"]) == (True, True)
    assert (asks["gratitude"], asks["anticipatory"], asks["share"]) == (False, True, None)
    assert (thanks["gratitude"], thanks["ack"], thanks["to"]) == (True, True, ["U1"])
    assert (shares["share"], shares["urls"]) == ("self", ["https://a.example/b?c=1"])


def test_thanks_in_a_thread_go_to_who_spoke_before(tmp_path: Path) -> None:
    result = _type(
        "read",
        tmp_path,
        {"text": "how do I restart it?", "user": "U1", "thread": "1"},
        {"text": "use the restart button", "user": "U2", "thread": "1"},
        {"text": "something else", "user": "U3", "thread": "2"},
        {"text": "thanks!", "user": "U1", "thread": "1"},
        {"text": "thanks!", "user": "U1"},
        {"text": "thanks all", "user": "U1", "thread": "1"},
    )
    assert [one["to"] for one in _answers(result)] == [[], [], [], ["U2"], [], []]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{", "not JSON in UTF-8"),
        (b'{"text": "\xff"}', "not JSON in UTF-8"),
        (b"", "not JSON in UTF-8"),
        (b"[" * 100_000, "not JSON in UTF-8"),
        ([], "not an object"),
        ({}, '"text" is not text'),
        ({"text": 5}, '"text" is not text'),
    ],
)
def test_a_bad_line_is_answered_with_its_error_and_the_others_go_on(
    tmp_path: Path, line: object, what: str
) -> None:
    result = _type("read", tmp_path, {"text": "a"}, line, {"text": "why?"})
    first, bad, last = _answers(result)
    assert bad == {"error": f"line 2: {what}"}
    assert (first["question"], last["question"]) == (False, True)
    assert result.exit_code == 1


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["read", "--jsonl", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "none.jsonl: No such file" in result.stderr


def test_each_thread_says_whether_it_was_answered_by_whom_and_who_thanked(tmp_path: Path) -> None:
    said = [
        ("U1", "how do I restart the agent?"),
        ("U2", "systemctl restart agent"),
        ("U1", "thanks!"),
        ("U3", "thanks everyone"),
    ]
    thread = {"messages": [{"user": user, "text": text, "ts": "1"} for user, text in said]}
    answered, empty, bad = _answers(
        _type("read-threads", tmp_path, thread, {"messages": []}, {"messages": [1]})
    )
    assert answered["answered"]
    assert answered["answer_indexes"] == [1]
    assert answered["helper"] == "U2"
    assert answered["thanks"] == [{"index": 2, "to": ["U2"]}, {"index": 3, "to": "everyone"}]
    assert (empty["answered"], empty["helper"], empty["thanks"]) == (False, None, [])
    assert bad == {"error": 'line 3: "messages" is not a list of objects'}
