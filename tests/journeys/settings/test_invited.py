"""Somebody invites the app into a channel."""

import json
from typing import Any
from urllib.parse import urlencode

import httpx

from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.links.settings import LinksSettings
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.sandbox import Channel, Ephemeral
from slackapp.workspace.setting_changes import list_changes
from slackapp.workspace.settings import load_settings
from tests.builders.slack_events import signed
from tests.journeys.conftest import SECRET
from tests.journeys.preferences.hamlet import THANKS, Hamlet, texts


def invite(hamlet: Hamlet, channel_id: str = "C7", *, is_ext_shared: bool = False) -> Channel:
    members = [hamlet.ana, hamlet.bo, hamlet.cy]
    channel = hamlet.workspace.channels.get(channel_id) or hamlet.workspace.add_channel(
        channel_id, "new", members=members, is_ext_shared=is_ext_shared
    )
    hamlet.later(seconds=1)
    hamlet.workspace.invite_app(channel, by=hamlet.cy)
    hamlet.rest()
    return channel


def lines(channel: Channel) -> list[str]:
    return [one.text for one in channel.messages if one.is_by_app]


def noticed(hamlet: Hamlet) -> tuple[bool, bool, bool]:
    read = hamlet.journey.app.toolbox.read
    return (
        "C7" not in read(load_settings, "T1", KudosSettings).channels_off,
        "C7" not in read(load_settings, "T1", LinksSettings).channels_off,
        "C7" in read(load_settings, "T1", QuestionsSettings).channels,
    )


def test_it_says_once_in_public_what_it_does_there(hamlet: Hamlet) -> None:
    channel = invite(hamlet)
    (line,) = lines(channel)
    assert line.startswith("Cy Chen added me. I notice thanks, shared links and open questions")
    message = next(one for one in channel.messages if one.is_by_app)
    hamlet.press(hamlet.bo, message, "settings.what_i_do")
    assert "People thank each other" in hamlet.whisper(hamlet.bo).text
    hamlet.press(hamlet.bo, message, "we.word.leave")
    assert "Leave me out" in texts(hamlet.whisper(hamlet.bo).blocks)

    hamlet.workspace.remove_from(channel, "UBOT", by=hamlet.cy)
    hamlet.rest()
    invite(hamlet)
    assert len(lines(channel)) == 1


def test_nothing_is_said_where_other_companies_read_along(hamlet: Hamlet) -> None:
    assert lines(invite(hamlet, is_ext_shared=True)) == []


def test_who_invited_chooses_what_is_noticed_there(hamlet: Hamlet) -> None:
    channel = invite(hamlet)
    asked = hamlet.whisper(hamlet.cy)
    assert "In <#C7> I notice: Thanks, Links. Your choice:" in texts(asked.blocks)
    assert noticed(hamlet) == (True, True, False)

    press(hamlet, asked, "questions")
    press(hamlet, asked, "thanks")
    assert noticed(hamlet) == (False, True, True)
    assert "I notice: Links, Questions." in texts(asked.blocks)
    hamlet.ana.post(channel, THANKS.format(id="U2"))
    hamlet.ana.post(hamlet.general, THANKS.format(id="U3"))
    hamlet.rest()
    assert [one[:2] for one in hamlet.journey.live_kudos()] == [("U1", "U3")]

    press(hamlet, asked, "all")
    assert noticed(hamlet) == (True, True, True)
    changes = hamlet.journey.app.toolbox.read(list_changes, "T1", most=9)
    assert {one.name for one in changes if one.person is not None} == {
        "questions.channels",
        "kudos.channels_off",
    }


def press(hamlet: Hamlet, asked: Ephemeral, kind: str) -> None:
    hamlet.press(hamlet.cy, asked, f"settings.notice.{kind}")


def test_who_did_not_invite_it_there_chooses_nothing_with_a_forged_button(hamlet: Hamlet) -> None:
    invite(hamlet)
    for value in ("C7:U2:thanks:off", "C7:U3:thanks:off", "C1:U2:all:off"):
        action = {"action_id": "settings.notice.thanks", "block_id": "b", "value": value}
        press: dict[str, Any] = {"type": "block_actions", "actions": [{**action, "type": "button"}]}
        press |= {"team": {"id": "T1"}, "user": {"id": "U2"}, "response_url": ""}
        body = urlencode({"payload": json.dumps(press)}).encode()
        headers = signed(body, secret=SECRET) | {
            "content-type": "application/x-www-form-urlencoded"
        }
        httpx.post(str(hamlet.journey.sandbox.request_url), content=body, headers=headers)
    assert noticed(hamlet) == (True, True, False)
    changes = hamlet.journey.app.toolbox.read(list_changes, "T1", most=9)
    assert [one for one in changes if one.person is not None] == []


def test_a_guest_who_invited_chooses_nothing(hamlet: Hamlet) -> None:
    gus = hamlet.workspace.add_person("UGUS", name="Gus", role="guest")
    channel = hamlet.workspace.add_channel("C7", "new", members=[gus])
    hamlet.workspace.invite_app(channel, by=gus)
    hamlet.rest()
    assert lines(channel)[0].startswith("I notice thanks")
    assert hamlet.workspace.ephemerals(to=gus) == []
