"""What an app sends over HTTP: arguments, its token, and files."""

import json
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from slackapp.sandbox.web_api.call import SlackError

Json = dict[str, Any]


async def arguments(request: Request) -> Json:
    """From JSON or a form; raises SlackError for what is neither."""
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
