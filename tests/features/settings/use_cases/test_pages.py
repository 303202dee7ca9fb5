"""What a form may change: stale or forged ones nothing, two at once nothing silently."""

import json
from typing import Any

import pytest

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.settings.blocks.page import page_view
from slackapp.features.settings.use_cases.hub import list_log, show_hub
from slackapp.features.settings.use_cases.pages import (
    ChangedMeanwhile,
    NotSaved,
    Saved,
    save_page,
    show_page,
)
from slackapp.sandbox.block_kit.content import checked_view
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.settings_form import PageName
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.setting_changes import list_changes
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.admins import as_admin
from tests.builders.databases import transaction

Json = dict[str, Any]


@pytest.fixture
def furnished(database: Database) -> Database:
    for workspace_id in ("T1", "T2"):
        with transaction(database, workspace_id=workspace_id) as tx:
            record = WorkspaceRecord(name="Acme", bot_user_id="UBOT", bot_id="B1", app_id="A1")
            save_workspace(tx, record)
            people = [("U1", "Ana"), ("U2", "Bo")]
            save_people(tx, [PersonRecord(slack_id=i, name=n, admin=True) for i, n in people])
    return database


def opened(database: Database, page: PageName = "board", *, workspace_id: str = "T1") -> str:
    """What Slack brings back of a form shown now."""
    with transaction(database, workspace_id=workspace_id) as tx:
        view = page_view(show_page(tx, name=page, rooms=FEATURES))
    checked_view(view, "modal", "1.000001")
    return str(view["private_metadata"])


def save(database: Database, metadata: str, states: Json, *, by: str = "U1") -> Saved:
    with transaction(database) as tx:
        admin = as_admin(tx, by)
        return save_page(tx, by=admin, metadata=metadata, states=states, rooms=FEATURES)


def board(database: Database) -> LeaderboardSettings:
    with transaction(database) as tx:
        return load_settings(tx, LeaderboardSettings)


def changes(database: Database) -> list[str]:
    with transaction(database) as tx:
        return [one.name for one in list_changes(tx, most=99)]


def time(at: str) -> Json:
    return {"leaderboard.time": {"type": "timepicker", "selected_time": at}}


def cause(words: str) -> Json:
    return {"leaderboard.cause": {"type": "plain_text_input", "value": words}}


def day(name: str) -> Json:
    return {"leaderboard.weekday": {"type": "static_select", "selected_option": {"value": name}}}


def test_what_is_changed_is_stored_and_logged_and_the_rest_follows_its_defaults(
    furnished: Database,
) -> None:
    metadata = opened(furnished)
    assert save(furnished, metadata, {**time("10:00"), **day("monday")}).names == (
        "leaderboard.time",
    )
    assert board(furnished).model_fields_set == {"time"}
    assert changes(furnished) == ["leaderboard.time"]
    assert save(furnished, metadata, time("10:00")).names == ()


def test_a_form_that_is_none_of_ours_changes_nothing(furnished: Database) -> None:
    for metadata in ("", "{}", "[]", "null", '["T1", "nothing", {}]', "a" * 3000):
        with pytest.raises(Refusal, match="This form is an old one"):
            save(furnished, metadata, time("10:00"))
    assert changes(furnished) == []


def test_a_form_of_another_workspace_changes_nothing_here(furnished: Database) -> None:
    metadata = opened(furnished, workspace_id="T2")
    with pytest.raises(Refusal, match="This form is an old one"):
        save(furnished, metadata, time("10:00"))
    assert changes(furnished) == []


FORGED: tuple[tuple[str, Json], ...] = (
    ("leaderboard.cause", cause("x" * 121)),
    ("leaderboard.cause", cause("x" * 1_000_000)),
    ("leaderboard.weekday", day("doomsday")),
    ("leaderboard.time", time("25:99")),
    ("leaderboard.order", {"leaderboard.order": {"selected_option": None}}),
    ("leaderboard.channel", {"leaderboard.channel": {"selected_conversation": "C9"}}),
    ("leaderboard.channel", {"leaderboard.channel": {"selected_conversation": "<!here>"}}),
    ("workspace.timezone", {"workspace.timezone": {"value": "../../etc/passwd"}}),
)


def test_forged_and_oversized_values_are_refused_at_their_field(furnished: Database) -> None:
    for name, state in FORGED:
        with pytest.raises(NotSaved) as refused:
            save(furnished, opened(furnished), {**time("10:00"), **state})
        assert list(refused.value.errors) == [name]
    assert board(furnished).time == "09:00"
    assert changes(furnished) == []


def test_a_choice_that_stands_in_no_menu_is_refused(furnished: Database) -> None:
    forged = {"nudges.kinds": {"selected_options": [{"value": "spam_everybody"}]}}
    with pytest.raises(NotSaved) as refused:
        save(furnished, opened(furnished, "nudges"), forged)
    assert list(refused.value.errors) == ["nudges.kinds"]


def test_inputs_that_the_page_does_not_have_are_nothing_to_it(furnished: Database) -> None:
    forged = {"silence.paused": {"selected_options": [{"value": "on"}]}, "people.admins": {}}
    assert save(furnished, opened(furnished), {**forged, **time("10:00")}).names == (
        "leaderboard.time",
    )


def test_states_of_another_kind_are_nothing_or_refused(furnished: Database) -> None:
    states: tuple[Json, ...] = ({}, {"value": 5}, {"selected_time": ["x"]}, {"value": None})
    for name in ("leaderboard.time", "leaderboard.weekday"):
        for state in states:
            with pytest.raises(NotSaved) as refused:
                save(furnished, opened(furnished), {name: state})
            assert list(refused.value.errors) == [name]
    for state in states:
        assert save(furnished, opened(furnished), {"leaderboard.channel": state}).names == ()
    assert board(furnished) == LeaderboardSettings()


def test_the_later_of_two_admins_is_told_and_what_they_did_not_touch_stays(
    furnished: Database,
) -> None:
    one, other = opened(furnished), opened(furnished)
    save(furnished, one, {**time("10:00"), **cause("ours")}, by="U1")

    with pytest.raises(ChangedMeanwhile) as late:
        save(furnished, other, {**time("11:00"), **day("friday"), **cause("")}, by="U2")
    assert board(furnished).time == "10:00"
    assert board(furnished).weekday == "monday"
    (conflict,) = late.value.shown.conflicts
    assert (conflict.label, conflict.by, conflict.now, conflict.yours) == (
        ("Time", "Ana", "10:00", "11:00")
    )

    again = str(page_view(late.value.shown)["private_metadata"])
    save(furnished, again, {**time("11:00"), **day("friday"), **cause("ours")}, by="U2")
    stands = board(furnished)
    assert (stands.time, stands.weekday, stands.cause) == ("11:00", "friday", "ours")


def test_two_admins_who_want_the_same_do_not_hold_each_other_up(furnished: Database) -> None:
    one, other = opened(furnished), opened(furnished)
    save(furnished, one, time("10:00"), by="U1")
    assert save(furnished, other, time("10:00"), by="U2").names == ()


def test_the_log_says_who_when_from_and_to(furnished: Database) -> None:
    save(furnished, opened(furnished), day("friday"), by="U2")
    with transaction(furnished) as tx:
        (line,) = list_log(tx, rooms=FEATURES)
        last = show_hub(tx, rooms=FEATURES).last
    assert (line.label, line.by, line.before, line.after) == ("Day", "Bo", "Monday", "Friday")
    assert last == line


def test_words_of_people_neither_ping_nor_link_where_they_are_shown(furnished: Database) -> None:
    save(furnished, opened(furnished), cause("<!channel> & <https://evil.example|us>"))
    with transaction(furnished) as tx:
        (line,) = list_log(tx, rooms=FEATURES)
    assert "<!channel>" not in line.after
    assert "&lt;!channel&gt;" in line.after


def test_a_large_form_still_fits_slacks_metadata(furnished: Database) -> None:
    for page in ("scores", "channels", "nudges", "people"):
        assert len(json.dumps(opened(furnished, page))) < 3000
