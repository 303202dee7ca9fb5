"""Signed bytes read with suspicion: an event to store, an interaction to answer, or neither."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.parse import parse_qsl

from slackapp.intake.json_body import read_json
from slackapp.reading.event_text import storable
from slackapp.workspace.directory import DIRECTORY_EVENTS

# The app is removed from a workspace, or from some of an organisation's, or let in again.
LIFECYCLE_EVENTS = frozenset(
    {"app_uninstalled", "team_access_granted", "team_access_revoked", "tokens_revoked"}
)
KNOWN_EVENTS = (DIRECTORY_EVENTS | LIFECYCLE_EVENTS) | {
    "app_home_opened",
    "message",
    "reaction_added",
    "reaction_removed",
}

_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)
_MAX_FORM_FIELDS = 100
_MAX_CHALLENGE = 1_000


class BadRequest(Exception):  # noqa: N818  named after the HTTP status it becomes
    """Not what Slack sends; answered 400."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEnvelope:
    """An event to store: who it is for, which it is, and the bytes as they came."""

    workspace_id: str
    event_id: str
    kind: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Challenge:
    """Slack asks whether this address is ours."""

    words: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Genuine, and nothing for us; answered 200 and counted by its reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class EventsLeftOut(Ignored):
    """Slack sent nothing more of a workspace for a minute, given in seconds since 1970.

    https://docs.slack.dev/reference/events/app_rate_limited
    """

    workspace_id: str
    minute: int


@dataclass(frozen=True, slots=True)
class Interaction:
    """A command, click, shortcut or form, as one JSON object for Bolt."""

    body: str


def read_request(
    body: bytes, content_type: str
) -> EventEnvelope | Challenge | Ignored | Interaction:
    if content_type.startswith("application/x-www-form-urlencoded"):
        return _read_form(body)
    return read_event(load_json(body), body)


def load_json(raw: bytes | str) -> dict[str, Any]:
    """The JSON object in these bytes; BadRequest for anything else, however deep or odd."""
    try:
        value = read_json(raw)
    except (ValueError, RecursionError) as error:
        raise BadRequest("not JSON") from error
    if not isinstance(value, dict):
        raise BadRequest("not a JSON object")
    return value


def read_event(envelope: Mapping[str, Any], body: bytes) -> EventEnvelope | Challenge | Ignored:
    """`body` is the same as JSON, which is what is kept."""
    match envelope.get("type"):
        case "url_verification":
            return _read_challenge(envelope)
        case "event_callback":
            return _read_callback(envelope, body)
        case "app_rate_limited":
            return _read_gap(envelope)
        case str():
            return Ignored("unknown_envelope")
        case _:
            raise BadRequest("no envelope type")


def _read_gap(envelope: Mapping[str, Any]) -> EventsLeftOut:
    """It has no event inside, and whatever else it lacks, the gap is told."""
    team_id, minute = envelope.get("team_id"), envelope.get("minute_rate_limited")
    return EventsLeftOut(
        "app_rate_limited",
        workspace_id=team_id if isinstance(team_id, str) and _ID.fullmatch(team_id) else "",
        minute=minute if isinstance(minute, int) else 0,
    )


def _read_challenge(envelope: Mapping[str, Any]) -> Challenge:
    words = envelope.get("challenge")
    if not isinstance(words, str) or len(words) > _MAX_CHALLENGE:
        raise BadRequest("no challenge")
    return Challenge(storable(words))


def _read_callback(envelope: Mapping[str, Any], body: bytes) -> EventEnvelope | Ignored:
    event = envelope.get("event")
    event_id = envelope.get("event_id")
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise BadRequest("no event")
    if not isinstance(event_id, str) or _ID.fullmatch(event_id) is None:
        raise BadRequest("no event id")
    if event["type"] not in KNOWN_EVENTS:
        return Ignored("unknown_event")
    tenant = _tenant(envelope) or _team_it_ends_for(envelope, event)
    if tenant is None:
        return Ignored("no_authorization")
    return EventEnvelope(workspace_id=tenant, event_id=event_id, kind=event["type"], body=body)


def _tenant(envelope: Mapping[str, Any]) -> str | None:
    """The installation's team, never the envelope's own: that may be another company's."""
    first = next(iter(_as_list(envelope.get("authorizations"))), None)
    team_id = first.get("team_id") if isinstance(first, dict) else None
    return team_id if isinstance(team_id, str) and _ID.fullmatch(team_id) else None


def _team_it_ends_for(envelope: Mapping[str, Any], event: Mapping[str, Any]) -> str | None:
    """Of what is no more there may be no authorization; no other company hears of such an end.

    https://docs.slack.dev/reference/events/app_uninstalled (its team_id is who uninstalled)
    """
    if event["type"] not in LIFECYCLE_EVENTS:
        return None
    named = next(iter(_as_list(event.get("team_ids"))), None)  # an organisation's own event
    team_id = named or envelope.get("team_id")
    return team_id if _is_id(team_id) else None


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _read_form(body: bytes) -> Interaction:
    try:
        form = dict(
            parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MAX_FORM_FIELDS)
        )
    except (UnicodeDecodeError, ValueError) as error:
        raise BadRequest("not a form") from error
    if "payload" in form:
        return read_interaction(load_json(form["payload"]))
    return read_command(form)


def read_interaction(payload: dict[str, Any]) -> Interaction:
    """A click, shortcut or form; BadRequest where it does not say whose."""
    return Interaction(_storable_json(_checked_payload(payload)))


def read_command(fields: dict[str, Any]) -> Interaction:
    return Interaction(_storable_json(_checked_command(fields)))


def _checked_payload(payload: dict[str, Any]) -> dict[str, Any]:
    user, team = payload.get("user"), payload.get("team")
    if not isinstance(payload.get("type"), str):
        raise BadRequest("no interaction type")
    if not isinstance(user, dict) or not _is_id(user.get("id")):
        raise BadRequest("no user")
    if not isinstance(team, dict) or not _is_id(team.get("id")):
        raise BadRequest("no team")
    if payload["type"] == "block_actions" and not _are_actions(payload.get("actions")):
        raise BadRequest("no actions")
    return payload


def _are_actions(actions: object) -> bool:
    return bool(_as_list(actions)) and all(
        isinstance(action, dict) and isinstance(action.get("action_id"), str)
        for action in _as_list(actions)
    )


def _checked_command(form: dict[str, Any]) -> dict[str, Any]:
    if not str(form.get("command", "")).startswith("/"):
        raise BadRequest("no command")
    if not all(_is_id(form.get(name)) for name in ("team_id", "user_id", "channel_id")):
        raise BadRequest("a command without its place")
    return {**form}


def _is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _storable_json(payload: Mapping[str, Any]) -> str:
    return json.dumps(_storable(payload))


def _storable(value: Any) -> Any:  # noqa: ANN401  JSON
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return value
