"""Behind the scenes: the clock is moved, traffic shown, trouble switched on, the tour followed."""

from datetime import UTC, datetime

import pytest
from slack_sdk.errors import SlackApiError

from slackapp.sandbox.page.backstage import next_monday
from slackapp.sandbox.world.tour import Step
from slackapp.sandbox.world.world import World
from tests.sandbox.page.blocks.browsing import Window
from tests.sandbox.page.visiting import act, ask
from tests.sandbox.stage import Stage


def look(stage: Stage, path: str) -> str:
    return ask(Window(stage).address + path).text


def world_of(stage: Stage) -> World:
    return stage.sandbox.world


def test_the_clock_goes_where_it_is_told_and_the_app_is_told(stage: Stage) -> None:
    told: list[datetime] = []
    world_of(stage).when_clock_moves.append(lambda: told.append(stage.sandbox.clock.now()))
    monday = next_monday(world_of(stage))
    assert (monday.isoweekday(), monday.hour, monday.minute) == (1, 9, 0)

    assert monday.isoformat() in look(stage, "/backstage/time")
    assert act(Window(stage), "/clock", moment=monday.isoformat()).status == 204
    assert told == [monday]
    assert act(Window(stage), "/clock", seconds="3600").status == 204
    assert (told[-1] - monday).total_seconds() == 3600
    assert next_monday(world_of(stage)) > monday


@pytest.mark.parametrize(
    "form",
    [{}, {"moment": "soon"}, {"moment": "0001-01-01"}, {"seconds": "nan"}, {"seconds": "1e99"}],
)
def test_a_time_that_is_none_changes_nothing(stage: Stage, form: dict[str, str]) -> None:
    before = stage.sandbox.clock.now()
    assert act(Window(stage), "/clock", **form).status == 422
    assert (stage.sandbox.clock.now() - before).total_seconds() < 60


def test_each_exchange_can_be_looked_into_and_its_words_stay_text(stage: Stage) -> None:
    stage.ana.command("/kudos", "<script>alert(1)</script>", channel=stage.general)
    stage.client.chat_postMessage(channel="C1", text="thank you")

    listed = look(stage, "/backstage/traffic")
    assert "chat.postMessage" in listed
    assert "<script>alert" not in listed
    kept = world_of(stage).traffic.all()
    assert any(one.title.startswith("/kudos") for one in kept)
    [called] = [one for one in kept if one.name == "chat.postMessage"]
    shown = look(stage, f"/backstage/traffic/{called.number}")
    assert "thank you" in shown
    assert "xoxb" not in shown
    assert act(Window(stage), "/traffic/clear").status == 204
    assert "Nothing yet" in look(stage, "/backstage/traffic/now")
    assert "no longer kept" in look(stage, f"/backstage/traffic/{called.number}")


def test_trouble_is_switched_on_happens_and_is_taken_out(stage: Stage) -> None:
    switched = act(
        Window(stage), "/faults", method="chat.postMessage", trouble="error", value="", times="1"
    )
    assert switched.status == 204
    with pytest.raises(SlackApiError, match="fatal_error"):
        stage.client.chat_postMessage(channel="C1", text="hello")
    assert stage.client.chat_postMessage(channel="C1", text="hello")["ok"]

    assert "happened 1 time, over" in look(stage, "/backstage/trouble")
    [fault] = world_of(stage).faults.all()
    assert act(Window(stage), f"/faults/{fault.number}/remove").status == 204
    assert "Slack behaves" in look(stage, "/backstage/trouble/now")


@pytest.mark.parametrize(
    "form",
    [
        {"method": "chat.postMessage", "trouble": "none"},
        {"method": "chat.postMessage", "trouble": "status", "value": "many"},
        {"method": "chat.postMessage", "trouble": "status", "value": "999999"},
        {"method": "chat.postMessage", "trouble": "status", "value": "101"},
        {"method": "chat.postMessage", "trouble": "limit", "value": "-1"},
        {"method": "chat.postMessage", "trouble": "delay", "value": "nan"},
        {"method": "chat.postMessage", "trouble": "delay", "value": "inf"},
        {"method": "chat.postMessage", "trouble": "delay", "value": "-1"},
        {"method": "chat.postMessage", "trouble": "hang", "times": "0"},
        {"method": "rm", "trouble": "hang"},
        {"method": "*", "trouble": "hang", "times": "often"},
    ],
)
def test_trouble_that_is_none_is_refused(stage: Stage, form: dict[str, str]) -> None:
    assert act(Window(stage), "/faults", **form).status == 422
    assert world_of(stage).faults.all() == []


def test_the_tour_shows_the_next_step_until_all_are_done(stage: Stage) -> None:
    done = {"thank": False}
    world_of(stage).tour += [
        Step(
            title="Thank",
            words="Say what for.",
            button="Begin",
            typed="/kudos @ben",
            channel_id="C1",
            is_done=lambda: done["thank"],
        ),
        Step(
            title="Wait",
            words="For Monday.",
            button="Jump",
            moment=datetime(2026, 11, 23, 9, tzinfo=UTC),
            channel_id="C1",
            is_done=lambda: False,
        ),
    ]
    first = look(stage, "/tour")
    assert "Say what for." in first
    assert "For Monday." not in first
    done["thank"] = True
    assert "2026-11-23T09:00:00+00:00" in look(stage, "/tour")
    done["thank"] = False
    assert "Say what for." not in look(stage, "/tour"), "what was done stays done"
    assert ">Tour<" in look(stage, "/archives/C1")


def test_what_is_not_there_is_not_found(stage: Stage) -> None:
    assert ask(Window(stage).address + "/backstage/elsewhere").status == 404
    assert ask(f"{stage.url}/acme/as/U404/backstage/time").status == 404
