"""Buttons on the post of a kudos through a real Bolt app, pressed the way Slack sends them."""

import json
from urllib.parse import urlencode

import pytest

from slackapp.features.kudos.blocks import additions, answers, post, sentences
from slackapp.features.kudos.jobs import explain_reaction
from slackapp.features.kudos.use_cases.reactions import EXPLAIN_REACTION
from slackapp.features.kudos.use_cases.reading import read_reaction
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.jobs.queue import unfinished_payloads
from slackapp.sandbox import Message, Person
from slackapp.slack.bolt_app import dispatch
from tests.features.kudos.builders import reaction, stands
from tests.features.kudos.conftest import Stage

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
GIVEN = {("kudos", "Cy", "Ana"), ("kudos", "Cy", "Bo")}


@pytest.fixture
def kudos(stage: Stage) -> Message:
    return stage.posted()


def acts(stage: Stage) -> set[tuple[str, str, str]]:
    return stage.toolbox.run(stands, "T1")


def source(kudos: Message) -> str:
    join = (kudos.blocks or [])[-1]["elements"][0]
    return str(join["value"])


def pick(person: Person, kudos: Message, choice: str) -> None:
    person.click(kudos, post.MORE, f"{choice}:{source(kudos)}")


def test_add_my_thanks_twice_is_once_and_undo_takes_it_away(stage: Stage, kudos: Message) -> None:
    for _ in range(2):
        stage.ana.click(kudos, post.JOIN)
    assert acts(stage) == GIVEN | {("acknowledgement", "Ana", "Bo")}
    for answer in stage.workspace.ephemerals(to=stage.ana):
        assert answer.text == "Your thanks are added: Bo will see them here."
        stage.ana.click(answer, additions.UNDO_JOINED)
        assert acts(stage) == GIVEN


def test_an_answer_that_does_not_arrive_undoes_nothing(stage: Stage, kudos: Message) -> None:
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "UANA"},
        "channel": {"id": "C1"},
        "response_url": "http://127.0.0.1:9/never",
        "actions": [{"type": "button", "action_id": post.JOIN, "value": source(kudos)}],
    }
    status, _, _ = dispatch(stage.app, urlencode({"payload": json.dumps(payload)}), FORM)

    assert status == 200
    assert ("acknowledgement", "Ana", "Bo") in acts(stage)


def test_the_receiver_passes_credit_on_and_takes_it_back(stage: Stage, kudos: Message) -> None:
    stage.workspace.add_person("UGUS", name="Gus", username="gus")
    pick(stage.ana, kudos, post.PASS_ON)
    stage.ana.submit({"who": ["UCY"], "what": None})
    assert stage.ana.modal is not None, "an error keeps the form open"
    assert acts(stage) == GIVEN

    stage.ana.submit({"who": ["UGUS"], "what": "wrote the tests"})
    assert acts(stage) == GIVEN | {("credit", "Ana", "Gus")}
    answer = stage.shown(stage.ana)
    assert answer.text == "Credit passed on to Gus."
    stage.ana.click(answer, additions.UNDO_CREDIT)
    assert acts(stage) == GIVEN


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [(post.TAKE_BACK, sentences.not_yours()), (post.PASS_ON, sentences.only_thanked_pass_on())],
)
def test_a_stranger_s_pick_is_refused(
    stage: Stage, kudos: Message, choice: str, sentence: str
) -> None:
    gus = stage.workspace.add_person("UGUS", name="Gus", username="gus")
    gus.join(stage.general)
    pick(gus, kudos, choice)

    assert stage.told(gus) == [sentence]
    assert gus.modal is None
    assert acts(stage) == GIVEN


@pytest.mark.parametrize("choice", [post.TAKE_BACK, post.PASS_ON])
def test_on_a_kudos_that_is_gone_every_pick_says_so(
    stage: Stage, kudos: Message, choice: str
) -> None:
    stage.toolbox.run(undo, "T1", source=source(kudos), person_id="UCY")
    pick(stage.ana, kudos, choice)
    stage.ana.click(kudos, post.JOIN)

    assert sentences.were_taken_back() in stage.told(stage.ana)
    assert stage.ana.modal is None
    assert acts(stage) == set()


def test_the_giver_takes_it_back_twice(stage: Stage, kudos: Message) -> None:
    for _ in range(2):
        pick(stage.cy, kudos, post.TAKE_BACK)

    assert acts(stage) == set()
    assert stage.told(stage.cy)[-1].startswith(("Taken back.", "Already taken back."))


def test_a_report_is_asked_about_then_made_or_not(stage: Stage, kudos: Message) -> None:
    pick(stage.ana, kudos, post.REPORT)
    asked = stage.shown(stage.ana)
    assert "(Vera)" in asked.text
    stage.ana.click(asked, additions.REPORT_NOW)
    assert stage.shown(stage.ana).text == "Thank you. The admins have it."

    pick(stage.bo, kudos, post.REPORT)
    stage.bo.click(stage.shown(stage.bo), answers.CANCEL)
    assert stage.shown(stage.bo).text == "All right, nothing was sent."


def test_a_pick_of_another_version_is_an_old_button(stage: Stage, kudos: Message) -> None:
    for option in (kudos.blocks or [])[-1]["elements"][1]["options"]:
        option["value"] = option["value"].replace(post.REPORT, "pin")
    stage.ana.click(kudos, post.MORE, f"pin:{source(kudos)}")

    assert stage.told(stage.ana) == [sentences.old_button()]


def test_the_first_reaction_s_buttons_go_round(stage: Stage) -> None:
    stage.toolbox.run(lambda tx: read_reaction(tx, reaction(tx)), "T1")
    (payload,) = stage.toolbox.run(lambda tx: unfinished_payloads(tx, kind=EXPLAIN_REACTION), "T1")
    explain_reaction(stage.toolbox, "T1", payload)
    assert stage.shown(stage.cy).text == "Your :handshake: counted as thanks to Ana."

    stage.cy.click(stage.shown(stage.cy), additions.REFUSE_REACTIONS)
    assert acts(stage) == set()
    stage.cy.click(stage.shown(stage.cy), additions.ALLOW_REACTIONS)
    assert acts(stage) == {("kudos", "Cy", "Ana")}
    assert stage.shown(stage.cy).text == "Your reactions count as thanks again."
