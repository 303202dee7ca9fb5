"""What an app sends over HTTP: arguments, its token, and files."""

import base64
import json
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from slackapp.sandbox.web_api.call import SlackError

Json = dict[str, Any]


async def arguments(request: Request) -> Json:
    """From JSON or a form, and the app's id and secret from a header; SlackError for neither."""
    return {**await _sent(request), **_basic(request)}


async def form_of(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))


def _basic(request: Request) -> Json:
    """As `oauth.v2.access` likes it: https://docs.slack.dev/reference/methods/oauth.v2.access."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": secret}


async def _sent(request: Request) -> Json:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if kind == "application/json":
        return _json_object(body)
    if body and kind != "application/x-www-form-urlencoded":
        raise SlackError("invalid_post_type" if kind else "missing_post_type")
    try:
        form = parse_qsl(body.decode(), keep_blank_values=True)
    except UnicodeDecodeError:
        raise SlackError("invalid_form_data") from None
    return {**request.query_params, **dict(form)}


def _json_object(body: bytes) -> Json:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(values, dict):
        raise SlackError("json_not_object")
    return values


def token_of(request: Request, values: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else str(values.get("token") or "")


def uploaded(content_type: str, body: bytes) -> bytes:
    """The bytes alone, or the first file of a form: Slack takes both."""
    if not content_type.startswith("multipart/form-data"):
        return body
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    parts = message_from_bytes(head + body, policy=HTTP).iter_parts()
    files = [part for part in parts if part.get_filename()]
    content = files[0].get_payload(decode=True) if files else b""
    return content if isinstance(content, bytes) else b""
