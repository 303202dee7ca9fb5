"""Payloads key by key against samples nobody here wrote."""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from slackapp.sandbox.web_api.dispatch import METHODS
from tests.sandbox.calls import answers
from tests.sandbox.left_out import LEFT_OUT, OPAQUE, WITHOUT_SAMPLES, reason_for
from tests.sandbox.lively import live
from tests.sandbox.stage import Stage

Json = dict[str, Any]
EVENTS = {
    "message": "Message",
    "message_changed": "MessageChanged",
    "message_deleted": "MessageDeleted",
    "thread_broadcast": "MessageThreadBroadcast",
    "file_share": "MessageFileShare",
    "bot_message": "MessageBot",
    "channel_join": "MessageChannelJoin",
    "channel_leave": "MessageChannelLeave",
    "app_mention": "AppMention",
    "reaction_added": "ReactionAdded",
    "reaction_removed": "ReactionRemoved",
    "member_joined_channel": "MemberJoinedChannel",
    "member_left_channel": "MemberLeftChannel",
    "team_join": "TeamJoin",
    "user_change": "UserChange",
    "channel_created": "ChannelCreated",
    "channel_rename": "ChannelRename",
    "channel_archive": "ChannelArchive",
    "channel_unarchive": "ChannelUnarchive",
    "me_message": "MessageMe",
    "channel_name": "MessageChannelName",
    "message channel_archive": "MessageChannelArchive",
    "channel_id_changed": "ChannelIdChanged",
    "channel_deleted": "ChannelDeleted",
    "channel_left": "ChannelLeft",
    "group_rename": "GroupRename",
    "group_archive": "GroupArchive",
    "group_unarchive": "GroupUnarchive",
    "group_deleted": "GroupDeleted",
    "group_left": "GroupLeft",
    "dnd_updated_user": "DndUpdatedUser",
    "file_shared": "FileShared",
    "app_home_opened": "AppHomeOpened",
    "subteam_created": "SubteamCreated",
    "subteam_updated": "SubteamUpdated",
    "subteam_members_changed": "SubteamMembersChanged",
}
ID = re.compile(r"[UWCX](?=.*\d)[0-9A-Z]+")
EVENTS_TOO = {"channel_archive", "channel_unarchive", "group_archive", "group_unarchive"}
INTERACTIONS = {
    "command": "slash-commands/SlashCommand",
    "block_actions": "interactive-components/BlockAction",
    "message_action": "interactive-components/MessageShortcut",
    "view_submission": "views/ViewSubmission",
    "view_closed": "views/ViewClosed",
}


def keys(value: object, at: str = "") -> Iterator[str]:
    """The path of every key, lists as `[]`, ids as `<id>`; opaque values are not entered."""
    if isinstance(value, dict):
        for name, inner in value.items():
            shown = "<id>" if ID.fullmatch(name) else name
            path = f"{at}.{shown}" if at else shown
            yield path
            if name not in OPAQUE:
                yield from keys(inner, path)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, f"{at}[]")


def missing(sample: Json, ours: Iterable[Json]) -> list[str]:
    """Keys of the sample that apply and that none of ours has."""
    wanted = {path for path in keys(sample) if reason_for(path) is None}
    return sorted(wanted.difference(*(keys(one) for one in ours)))


def sample_at(folder: Path, name: str) -> Json:
    plain = folder / "java-slack-sdk" / f"{name}.json"
    text = plain.read_bytes() if plain.exists() else gzip.decompress(_zipped(plain).read_bytes())
    shown: Json = json.loads(text)
    return shown


def _zipped(plain: Path) -> Path:
    return plain.with_name(plain.name + ".gz")


def sent_by_kind(stage: Stage) -> dict[str, list[Json]]:
    """Everything the app was sent, under the kind the samples use."""
    found: dict[str, list[Json]] = {}
    for request in stage.receiver.requests:
        if request.headers["content-type"] == "application/json":
            kind, shown = _kind(request.json["event"]), request.json
        elif "payload" in request.form:
            kind, shown = request.json["type"], request.json
        else:
            kind, shown = "command", dict(request.form)
        found.setdefault(kind, []).append(shown)
    return found


def _kind(event: Json) -> str:
    """A message's subtype, but where an event is called the same."""
    subtype = event.get("subtype")
    name = f"message {subtype}" if subtype in EVENTS_TOO else subtype
    return name or str(event["type"])


def test_events_have_the_keys_of_slacks_samples(stage: Stage, slack_fixtures: Path) -> None:
    stage.sandbox.rate_limits.enabled = False
    live(stage)
    sent = sent_by_kind(stage)

    lacking = {
        kind: missing(sample_at(slack_fixtures, f"events/{name}Payload"), sent[kind])
        for kind, name in EVENTS.items()
    }

    assert {kind: paths for kind, paths in lacking.items() if paths} == {}


def test_interactions_have_the_keys_of_slacks_samples(stage: Stage, slack_fixtures: Path) -> None:
    stage.sandbox.rate_limits.enabled = False
    live(stage)
    sent = sent_by_kind(stage)

    lacking = {
        kind: missing(sample_at(slack_fixtures, f"app-backend/{name}Payload"), sent[kind])
        for kind, name in INTERACTIONS.items()
    }

    assert {kind: paths for kind, paths in lacking.items() if paths} == {}


def test_answers_have_the_keys_of_slacks_samples(stage: Stage, slack_fixtures: Path) -> None:
    stage.sandbox.rate_limits.enabled = False
    live(stage)
    ours = answers(stage)

    lacking = {
        method: missing(sample, ours[method])
        for method, sample in samples_of_answers(slack_fixtures).items()
    }

    assert {method: paths for method, paths in lacking.items() if paths} == {}


def test_every_method_has_a_sample_or_says_why_not(slack_fixtures: Path) -> None:
    compared = samples_of_answers(slack_fixtures).keys()

    assert METHODS.keys() - compared == WITHOUT_SAMPLES.keys()


def samples_of_answers(folder: Path) -> dict[str, Json]:
    """The SDK's skeletons, and of newer methods the examples in Slack's OpenAPI."""
    api = folder / "java-slack-sdk/api"
    skeletons = {path.name.partition(".json")[0] for path in api.iterdir()}
    found = {m: sample_at(folder, f"api/{m}") for m in METHODS if m in skeletons}
    openapi = json.loads((folder / "schemas/slack_web_openapi_v2.json").read_bytes())
    for method in METHODS.keys() - skeletons - WITHOUT_SAMPLES.keys():
        [operation] = openapi["paths"][f"/{method}"].values()
        found[method] = operation["responses"]["200"]["examples"]["application/json"]
    return found


def test_requests_of_slacks_own_tests_have_no_key_we_lack(
    stage: Stage, slack_fixtures: Path
) -> None:
    stage.sandbox.rate_limits.enabled = False
    live(stage)
    sent = sent_by_kind(stage)
    lacking: dict[str, list[str]] = {}
    compared = 0
    for one in json.loads((slack_fixtures / "bolt_python_test_payloads.json").read_bytes()):
        payload = one["payload"]
        event = payload.get("event", {})
        kind = _kind(event) if event else payload.get("type")
        kind = "command" if "command" in payload else kind
        if kind in sent and "filtered" not in one["name"]:
            compared += 1
            if paths := missing(payload, sent[kind]):
                lacking[f"{one['source']} {one['name']}"] = paths

    assert lacking == {}
    assert compared > 40


def test_each_reason_to_leave_a_key_out_is_still_needed(slack_fixtures: Path) -> None:
    names = [f"events/{name}Payload" for name in EVENTS.values()]
    names += [f"app-backend/{name}Payload" for name in INTERACTIONS.values()]
    samples: list[object] = [sample_at(slack_fixtures, name) for name in names]
    samples += samples_of_answers(slack_fixtures).values()
    bolt = json.loads((slack_fixtures / "bolt_python_test_payloads.json").read_bytes())
    samples += [one["payload"] for one in bolt]
    everything = {path for sample in samples for path in keys(sample)}

    stale = [p for p in LEFT_OUT if not any(re.match(p, path) for path in everything)]
    assert stale == []
