"""The community in the package: lively, recent, and the same each time."""

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from slackapp.demo.invented_history import write_invented_export
from slackapp.intake.slack_export import SlackExport
from slackapp.vocabulary.slack_time import micros_of_ts
from slackapp.vocabulary.weeks import Week

WEEK = Week(2026, 1)  # begins in the year before


def weeks_of(path: Path) -> Counter[str]:
    with SlackExport(path) as export:
        posts = [post for day in export.days for post in export.messages(day)]
    utc = ZoneInfo("UTC")
    return Counter(str(Week.of_micros(micros_of_ts(post["ts"]), utc)) for post in posts)


def test_five_weeks_are_told_and_the_last_is_the_liveliest(tmp_path: Path) -> None:
    path = tmp_path / "invented.zip"
    write_invented_export(path, last_week=WEEK)
    weeks = weeks_of(path)
    assert sorted(weeks) == ["2025-W49", "2025-W50", "2025-W51", "2025-W52", "2026-W01"]
    assert weeks.total() >= 40
    assert max(weeks, key=weeks.__getitem__) == "2026-W01"


def test_the_same_week_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_invented_export(tmp_path / name, last_week=WEEK)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    write_invented_export(tmp_path / "later", last_week=WEEK.next())
    assert (tmp_path / "first").read_bytes() != (tmp_path / "later").read_bytes()


def test_every_mention_is_somebody(tmp_path: Path) -> None:
    path = tmp_path / "invented.zip"
    write_invented_export(path, last_week=WEEK)
    with SlackExport(path) as export:
        texts = " ".join(post["text"] for day in export.days for post in export.messages(day))
    assert "@" not in texts.replace("<@U", "")


def test_its_first_is_an_admin_so_that_a_visitor_sees_what_admins_do(tmp_path: Path) -> None:
    path = tmp_path / "invented.zip"
    write_invented_export(path, last_week=WEEK)
    with SlackExport(path) as export:
        assert [user["name"] for user in export.users if user.get("is_admin")] == ["ines"]
