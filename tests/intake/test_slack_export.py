"""Exports of any age are read; what is none is refused with one sentence."""

from pathlib import Path

import pytest

from slackapp.intake.slack_export import NotAnExportError, SlackExport
from tests.intake.exports import GENERAL, USERS, said, write_zip


def kinds(path: Path) -> dict[str, tuple[str, str]]:
    """(id, kind) of every conversation, by folder."""
    with SlackExport(path) as export:
        return {folder: (each.channel_id, each.kind) for folder, each in export.channels.items()}


@pytest.mark.parametrize("around", ["", "Acme Slack export Jun 6 2015/", "one/two/"])
def test_a_folder_may_lie_around_everything(tmp_path: Path, around: str) -> None:
    files = {
        "users.json": USERS,
        "channels.json": GENERAL,
        "general/2026-11-11.json": [said("later", second=9)],
        "general/2026-11-10.json": [said("first"), "odd", 5, None],
        "general/canvas.json": [said("no day")],
        "integration_logs.json": [],
    }
    path = write_zip(tmp_path / "x.zip", {f"{around}{name}": each for name, each in files.items()})
    with SlackExport(path) as export:
        assert [user["id"] for user in export.users] == ["U1", "U2", "U3"]
        days = export.days
        assert [day.channel.channel_id for day in days] == ["C1", "C1"]
        texts = [post["text"] for day in days for post in export.messages(day)]
    assert texts == ["first", "later"]


def test_days_come_oldest_first_across_channels(tmp_path: Path) -> None:
    days = ("b/2020-01-01.json", "a/2020-01-02.json", "b/2020-01-03.json")
    path = write_zip(
        tmp_path / "x.zip", {"users.json": USERS, **{day: [] for day in reversed(days)}}
    )
    with SlackExport(path) as export:
        assert [day.path for day in export.days] == list(days)


def test_private_talk_stays_private(tmp_path: Path) -> None:
    files = {
        "users.json": USERS,
        "channels.json": GENERAL,
        "groups.json": [{"id": "G1", "name": "board"}],
        "mpims.json": [{"id": "G2", "name": "mpdm-ana--bo-1"}],
        "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
        **{
            f"{folder}/2026-11-10.json": [said("hi")]
            for folder in ("general", "board", "mpdm-ana--bo-1", "D1", "nowhere")
        },
    }
    assert kinds(write_zip(tmp_path / "x.zip", files)) == {
        "general": ("C1", "public"),
        "board": ("G1", "private"),
        "mpdm-ana--bo-1": ("G2", "mpim"),
        "D1": ("D1", "im"),
        "nowhere": ("export-nowhere", "private"),
    }


def test_a_folder_nobody_lists_is_public_where_everything_is(tmp_path: Path) -> None:
    files = {"users.json": USERS, "channels.json": GENERAL, "old/2026-11-10.json": [said("hi")]}
    found = kinds(write_zip(tmp_path / "x.zip", files))
    assert found["old"] == ("export-old", "public")


@pytest.mark.parametrize("odd", [None, "", 5, [], "\0"])
def test_what_has_no_id_is_left_out(tmp_path: Path, odd: object) -> None:
    files = {
        "users.json": [*USERS, {"id": odd, "name": "odd"}, {"name": "none"}, "no object"],
        "channels.json": [*GENERAL, {"id": odd, "name": "odd"}],
    }
    path = write_zip(tmp_path / "x.zip", files)
    with SlackExport(path) as export:
        assert len(export.users) == len(USERS)
    assert kinds(path) == {"general": ("C1", "public")}


def read_all(path: Path) -> int:
    """How many posts it holds, once all of it has been read."""
    with SlackExport(path) as export:
        assert export.users is not None
        return sum(len(list(export.messages(day))) for day in export.days)


def sentence(path: Path) -> str:
    """What the operator is told."""
    with pytest.raises(NotAnExportError) as error:
        read_all(path)
    words = str(error.value)
    assert words.endswith(".")
    assert "\n" not in words
    return words


def test_what_is_no_zip_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    assert sentence(path) == "x.zip does not exist."
    path.write_bytes(b"PK\x03\x04 and nothing else")
    assert sentence(path) == "x.zip is not a zip file that can be read."
    path.write_bytes(b"")
    assert sentence(path) == "x.zip is not a zip file that can be read."
    assert sentence(tmp_path).endswith("is not a zip file that can be read.")


def test_a_zip_cut_short_is_said_so(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "x.zip", {"users.json": USERS}).read_bytes()
    for length in range(0, len(whole), 7):
        path = tmp_path / "cut.zip"
        path.write_bytes(whole[:length])
        assert sentence(path) == "cut.zip is not a zip file that can be read."


def test_a_zip_with_damaged_bytes_never_ends_in_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    day = {"general/2026-11-10.json": [said("hi")]}
    whole = write_zip(path, {"users.json": USERS, "channels.json": GENERAL, **day}).read_bytes()
    refused = 0
    for place in range(len(whole)):
        for byte in (0, 255):
            path.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
            try:
                read_all(path)
            except NotAnExportError:
                refused += 1
    assert refused > len(whole) / 2


def test_a_zip_of_something_else_is_said_so(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", {"photos/1.jpg": b"x"})
    assert sentence(path) == "x.zip has no users.json or channels.json."


@pytest.mark.parametrize("day", [b"[{", b"\xff\xfe\xff", b"", b"[" * 100_000])
def test_a_broken_day_is_named(tmp_path: Path, day: bytes) -> None:
    files = {"users.json": USERS, "channels.json": GENERAL, "general/2026-11-10.json": day}
    path = write_zip(tmp_path / "x.zip", files)
    assert sentence(path) == "general/2026-11-10.json is not JSON that can be read."


@pytest.mark.parametrize("day", [b"{}", b"5", b"null", b'"x"'])
def test_a_day_that_is_no_list_holds_nothing(tmp_path: Path, day: bytes) -> None:
    files = {"users.json": USERS, "channels.json": GENERAL, "general/2026-11-10.json": day}
    with SlackExport(write_zip(tmp_path / "x.zip", files)) as export:
        assert [list(export.messages(each)) for each in export.days] == [[]]
