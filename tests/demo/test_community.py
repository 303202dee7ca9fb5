"""An export of any age becomes a workspace that people can be shown."""

from collections.abc import Sequence
from typing import Any

from slackapp.demo.community import board_channel, first_moment, move_in
from slackapp.intake.slack_export import SlackExport
from slackapp.sandbox import Role, Sandbox, Workspace
from tests.demo.conftest import WriteExport

Json = dict[str, Any]
ANA: Json = {"id": "U1", "name": "ana", "profile": {"display_name": "Ana"}}


def moved_in(
    write_export: WriteExport, users: Sequence[Json], **posts: Sequence[Json]
) -> Workspace:
    workspace = Sandbox().add_workspace("T1")
    with SlackExport(write_export(users, posts)) as export:
        move_in(workspace, export)
    return workspace


def said(text: str, *, by: str = "U1", second: int = 0, **more: object) -> Json:
    return {
        "type": "message",
        "user": by,
        "text": text,
        "ts": f"{1762700000 + second}.0001",
        **more,
    }


def test_everybody_keeps_who_they_are(write_export: WriteExport) -> None:
    users = [
        {**ANA, "team_id": "T9", "tz": "Europe/Lisbon"},
        {"id": "U2", "name": "bo", "team_id": "T9", "real_name": "Bo Ek", "deleted": True},
        {"id": "U3", "name": "robot", "team_id": "T9", "is_bot": True},
        {"id": "U4", "name": "guest", "team_id": "T9", "is_restricted": True},
        {"id": "U5", "name": "neighbour", "team_id": "T8", "profile": None},
    ]
    people = moved_in(write_export, users, general=[]).people
    profiles = {each.id: each.profile for each in people.values()}
    assert [profiles[each].shown_name for each in ("U1", "U2", "U5")] == [
        "Ana", "Bo Ek", "neighbour",
    ]  # fmt: skip
    assert profiles["U1"].tz == "Europe/Lisbon"
    assert profiles["U2"].deleted
    assert [profiles[each].role for each in ("U1", "U3", "U4")] == [
        Role.MEMBER, Role.BOT, Role.GUEST,
    ]  # fmt: skip
    assert [profiles[each].team_id for each in ("U1", "U5")] == ["T1", "T8"]


def test_whoever_talked_but_is_in_no_list_has_left(write_export: WriteExport) -> None:
    post = said("bye", by="U7", user_profile={"display_name": "Gil"})
    workspace = moved_in(write_export, [ANA], general=[post])
    assert workspace.people["U7"].profile.deleted
    assert workspace.people["U7"].profile.shown_name == "Gil"


def test_broken_posts_do_not_keep_the_others_out(write_export: WriteExport) -> None:
    reactions = [5, {"name": "clap"}, {"name": "eyes", "users": ["U1", 5]}]
    posts = [
        {"user": "U1", "text": "no ts"},
        said("twice"),
        said("twice"),
        said("reacted", second=1, reactions=reactions),
        {"subtype": "bot_message", "bot_id": "B1", "ts": "1762700002.0001", "text": None},
    ]
    general = moved_in(write_export, [ANA], general=posts).channels["C-general"]
    assert [one.text for one in general.messages] == ["twice", "reacted", ""]
    assert general.messages[1].reactions == {"clap": [], "eyes": ["U1"]}


def test_the_board_goes_to_general(write_export: WriteExport) -> None:
    busy = [said(str(second), second=second) for second in range(3)]
    workspace = moved_in(write_export, [ANA], general=[], busy=busy, calm=busy[:1])
    chosen = board_channel(workspace)
    assert chosen is not None
    assert chosen.name == "general"


def test_without_general_it_goes_where_people_talk_most(write_export: WriteExport) -> None:
    joins = [said("joined", second=second, subtype="channel_join") for second in range(9)]
    busy = [said(str(second), second=second) for second in range(3)]
    workspace = moved_in(write_export, [ANA], lobby=joins, busy=busy, calm=busy[:1])
    chosen = board_channel(workspace)
    assert chosen is not None
    assert chosen.name == "busy"


def test_the_story_begins_with_the_first_post(write_export: WriteExport) -> None:
    workspace = moved_in(write_export, [ANA], one=[said("b", second=9)], two=[said("a")])
    first = first_moment(workspace)
    assert first is not None
    assert first.timestamp() == 1762700000.0001
    assert first_moment(Sandbox().add_workspace("T2")) is None
