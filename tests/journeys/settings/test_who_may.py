"""Every way to change what holds for everybody, tried by everybody who may not.

The routes are read off what the rooms register: one that is new and stands in neither list fails.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import select

from slackapp.catalogue import FEATURES
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.models import KudosReportRow
from slackapp.features.nudges.models import NudgeRow
from slackapp.features.nudges.rules.shown import CHANNEL
from slackapp.features.settings.rules import Opened, metadata_of
from slackapp.features.settings.use_cases.pages import show_page
from slackapp.sandbox.world.people import Role
from slackapp.toolbox import AppToolbox
from slackapp.workspace.models import SettingChangeRow, WorkspaceSettingRow
from tests.builders.slack_events import signed
from tests.journeys.conftest import SECRET
from tests.journeys.preferences.hamlet import Hamlet, texts

Json = dict[str, Any]
FORM = {"content-type": "application/x-www-form-urlencoded"}

# What only admins may: each is sent below as Slack would send it.
FOR_ADMINS = {
    "home.failed",
    "home.pause_all",
    "home.resume_all",
    "kudos.keep_reported",
    "kudos.remove_reported",
    "kudos.more",  # its Take back, of what others gave
    r"nudges\.again(\.\d+)?\Z",  # of a post for everybody
    r"nudges\.more(\.\d+)?\Z",
    "settings.change",
    "settings.listen_first",
    "settings.log",
    "settings.page",
    "settings.pause_all",
    "settings.preview",
    "settings.resume_all",
    "settings.start",
    "settings.start_now",
}
# What is anybody's own, or what whoever was asked may answer.
FOR_EVERYBODY = {
    "/kudos",
    r"company\.say_hello\.\d\Z",
    "home.mirror",
    r"home\.word\.\w+",  # /we settings is one of these words: asked below
    "kudos.allow_notices",
    "kudos.allow_reactions",
    "kudos.cancel",
    "kudos.credit_form",
    "kudos.edit_given",
    "kudos.give_again",
    "kudos.give_form",
    "kudos.give_shortcut",
    "kudos.join",
    "kudos.refuse_reactions",
    "kudos.report_now",
    "kudos.say_thanks",
    "kudos.stop_notices",
    "kudos.undo_credit",
    "kudos.undo_given",
    "kudos.undo_joined",
    "kudos.undo_reaction",
    "leaderboard.how_it_counts",
    "leaderboard.share",
    r"links\.not_useful(\.\w+)?\Z",
    "links.save_shortcut",
    r"links\.turn_page(\.\w+)?\Z",
    r"links\.unsave(\.\w+)?\Z",
    r"links\.useful(\.\w+)?\Z",
    r"nudges\.choose(\.\d+)?\Z",
    r"nudges\.undo(\.\d+)?\Z",
    "preferences.come_back",
    "preferences.form",
    "preferences.leave",
    "preferences.resume",
    "preferences.stay",
    "privacy.forget_me",
    "privacy.forget_me_and_leave_me_out",
    r"questions\.accept(\..+)?\Z",
    "questions.ask_form",
    "questions.helped_shortcut",
    r"questions\.home_not_my_topic\..+",
    r"questions\.home_take\..+",
    "questions.let_go_asked",
    "questions.open_ask",
    r"questions\.pick(\..+)?\Z",
    r"questions\.press(\..+)?\Z",
    r"questions\.similar_helped\.\d+\Z",
    "questions.take_asked",
    "questions.take_back_asked",
    "questions.track_shortcut",
    r"questions\.turn_page(\..+)?\Z",
    r"questions\.unaccept(\..+)?\Z",
    r"questions\.undo(\..+)?\Z",
    "questions.undo_helped",
    "questions.untrack",
    "questions.who_helped_asked",
    "receipts.note",
    r"receipts\.show\.\w+",
    "receipts.something_wrong",
    "settings.first_choice",  # nothing comes of it before settings.start
    r"settings\.notice\.\w+",  # whoever invited the app: test_invited.py
    "settings.sample",
    "settings.what_i_do",
}


# Not an admin; Slack does not say; the app is another company's.
REFUSED = ("Yours:", "right now", "another company")


class Registered:
    """Stands where Bolt's app does, and notes what rooms listen to."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def __getattr__(self, _kind: str) -> Callable[..., Callable[[object], object]]:
        def take(what: Any) -> Callable[[object], object]:  # noqa: ANN401  text or a pattern
            self.found.add(getattr(what, "pattern", what))
            return lambda listener: listener

        return take


def test_every_route_is_known_as_for_admins_or_for_everybody() -> None:
    registered = Registered()
    for room in FEATURES:
        if room.register_listeners is not None:
            room.register_listeners(registered, None)  # type: ignore[arg-type]
    assert registered.found == FOR_ADMINS | FOR_EVERYBODY
    assert not FOR_ADMINS & FOR_EVERYBODY


@dataclass
class Office:
    """A hamlet with something for admins to decide about, and every way to do it."""

    hamlet: Hamlet
    source: str
    shown: list[str] = field(default_factory=list)

    def requests(self) -> Iterator[tuple[str, Json]]:
        """Of each route of admins, by its name, and of the words that lead there."""
        metadata, states = self._form()
        modal = {"id": "V1", "root_view_id": "V1", "type": "modal", "callback_id": "settings.page"}
        view = {**modal, "private_metadata": metadata, "state": {"values": states}}
        changed = {"leaderboard.time": {"x": {"type": "timepicker", "selected_time": "11:00"}}}
        for name, value in (
            ("settings.change", "board"),
            ("settings.log", ""),
            ("settings.preview", ""),
            ("settings.start", ""),
            ("settings.start_now", ""),
            ("settings.listen_first", ""),
            ("settings.pause_all", ""),
            ("settings.resume_all", ""),
            ("home.failed", ""),
            ("home.pause_all", ""),
            ("home.resume_all", ""),
            ("home.word.settings", "settings"),
            ("we.word.settings", "settings"),
            ("kudos.keep_reported", self.source),
            ("kudos.remove_reported", self.source),
            ("kudos.more", f"take_back:{self.source}"),
            ("nudges.more", f"n1|{CHANNEL}"),
            ("nudges.again", f"n1|{CHANNEL}"),
        ):
            action = {"action_id": name, "block_id": "b", "type": "button", "value": value}
            pressed: Json = {"type": "block_actions", "actions": [action]}
            if name.startswith("settings.") and name != "settings.start":
                pressed["view"] = view
            else:
                pressed["response_url"] = ""
            yield name, pressed
        sent = {**view, "state": {"values": changed}}
        yield "settings.page", {"type": "view_submission", "view": sent}

    def send(self, who: str, payload: Json) -> httpx.Response:
        self.hamlet.later(seconds=1)
        about = {"team": {"id": "T1"}, "user": {"id": who}, "trigger_id": "1.2.3"}
        body = urlencode({"payload": json.dumps({**about, **payload})}).encode()
        url = str(self.hamlet.journey.sandbox.request_url)
        return httpx.post(url, content=body, headers=signed(body, secret=SECRET) | FORM)

    def state(self) -> list[object]:
        """Everything that these routes could change."""

        def read(tx: Transaction) -> list[object]:
            models = (WorkspaceSettingRow, SettingChangeRow, KudosReportRow)
            rows = [row for model in models for row in tx.session.scalars(
                select(model).where(model.workspace_id == "T1"))]  # fmt: skip
            return [{k: str(v) for k, v in vars(row).items() if k[0] != "_"} for row in rows]

        found = self.hamlet.journey.app.toolbox.read(read, "T1")
        return [found, self.hamlet.journey.live_kudos()]

    def _form(self) -> tuple[str, Json]:
        toolbox = self.hamlet.journey.app.toolbox
        page = toolbox.read(show_page, "T1", name="board", rooms=FEATURES)
        opened = Opened(workspace_id="T1", page="board", marks=page.marks)
        return metadata_of(opened), {}


@pytest.fixture
def office(hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Bo thanked Ana, and Ana reported it; a nudge stands in #general for everybody."""
    hamlet.kudos(hamlet.bo, "@ana.lopez for staying late so the migration landed")
    hamlet.rest()
    post = hamlet.general.messages[-1]
    source = str(next(
        one["value"] for block in post.blocks or [] for one in block.get("elements", [])
        if one.get("action_id") == "kudos.join"
    ))  # fmt: skip
    reporting = {"action_id": "kudos.report_now", "block_id": "b", "type": "button"}
    found = Office(hamlet, source)
    pressed = {"type": "block_actions", "actions": [{**reporting, "value": source}]}
    assert found.send("U1", {**pressed, "response_url": ""}).status_code == 200
    hamlet.journey.app.toolbox.run(_add_nudge, "T1")
    hamlet.rest()

    def note(_self: object, _workspace_id: str, _id: str, view: Json) -> bool:
        found.shown.append(texts(view["blocks"]))
        return True

    for name in ("open_modal", "push_modal", "change_modal"):
        monkeypatch.setattr(AppToolbox, name, note)
    return found


def _add_nudge(tx: Transaction) -> None:
    columns: Json = dict.fromkeys(
        ("subject", "thread_ts", "reason", "seen_channel_id", "seen_thread_ts", "post_id", "said",
         "choice", "outcome"), ""
    )  # fmt: skip
    tx.session.add(
        NudgeRow(
            **columns,
            workspace_id="T1",
            nudge_id="n1",
            kind="open_questions",
            way="channel",
            person=0,
            people=[],
            channel_id="C1",
            audience="public",
            not_before=tx.now,
            until=tx.now,
            state="sent",
            undoable=False,
        )
    )


def as_member(office: Office) -> str:
    assert office.hamlet.cy.profile.role == "member"
    return "U3"


def as_guest(office: Office) -> str:
    """Who was named an admin while still a member."""
    office.hamlet.journey.app.toolbox.run(_name_admin, "T1", "U3")
    office.hamlet.cy.profile.role = Role.GUEST
    return "U3"


def as_somebody_of_another_company(office: Office) -> str:
    office.hamlet.workspace.add_person("UEXT", name="Xi", role="admin", team_id="T9")
    return "UEXT"


def as_somebody_deactivated(office: Office) -> str:
    office.hamlet.journey.app.toolbox.run(_name_admin, "T1", "U6")
    office.hamlet.ada.profile.deleted = True
    return "U6"


def as_somebody_demoted_in_between(office: Office) -> str:
    """Slack knows; its event is still on the way."""
    office.hamlet.ada.profile.role = Role.MEMBER
    return "U6"


def as_an_admin_while_slack_is_silent(office: Office) -> str:
    faults = office.hamlet.journey.sandbox.faults
    faults.add(method="users.info", drop="before", times=None)
    return "U6"


def as_nobody(_office: Office) -> str:
    return "U404"


def _name_admin(tx: Transaction, slack_id: str) -> None:
    row = WorkspaceSettingRow(workspace_id=tx.workspace_id, name="people.admins", value=[slack_id])
    tx.session.add(row)


@pytest.mark.parametrize(
    "become",
    [
        as_member,
        as_guest,
        as_somebody_of_another_company,
        as_somebody_deactivated,
        as_somebody_demoted_in_between,
        as_an_admin_while_slack_is_silent,
        as_nobody,
    ],
)
def test_none_of_them_changes_or_sees_anything(
    office: Office, become: Callable[[Office], str]
) -> None:
    who = become(office)
    before = office.state()
    for name, payload in office.requests():
        office.shown.clear()
        answered = office.send(who, payload)
        assert answered.status_code == 200, name
        assert office.state() == before, name
        seen = "\n".join(office.shown) + answered.text
        assert not seen or any(why in seen for why in REFUSED), f"{name}: {seen}"
    assert office.hamlet.we(office.hamlet.cy, "settings").text.startswith(("Only admins", "Slack"))


def test_an_admin_changes_or_sees_something_by_each(office: Office) -> None:
    """Or the refusals above would prove nothing."""
    asked_for = set()
    for name, payload in office.requests():
        office.shown.clear()
        before = office.state()
        office.send("U6", payload)
        is_idle = name in {"settings.start", "settings.start_now", "settings.listen_first"}
        is_done = name in {"kudos.remove_reported", "kudos.more", "home.resume_all", "nudges.again"}
        if not (is_idle or is_done):  # started before; settled before
            assert office.state() != before or office.shown, name
            assert "Yours:" not in str(office.shown), name
        asked_for.add(name)
    plain = {one.replace("\\", "").split("(")[0] for one in FOR_ADMINS}
    assert plain <= asked_for
