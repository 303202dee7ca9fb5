"""The frame of our own pages: a title, some sentences, a button that is a link. No scripts."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

_STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;color:#1d1c1d;background:#f6f5f1;margin:0}"
    "main{max-width:34rem;margin:12vh auto;padding:2rem;background:#fff;border-radius:.75rem}"
    "h1{font-size:1.5rem;line-height:1.25;margin-top:0;overflow-wrap:anywhere}"
    "p{overflow-wrap:anywhere}"
    ".button{display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#2f4858;"
    "color:#fff;text-decoration:none}.button:focus{outline:3px solid #f2a33a}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # its address may hold a code
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Link:
    """Where the page's one button leads."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """What somebody reads in a browser; plain text, whoever wrote it."""

    title: str
    sentences: Sequence[str]
    link: Link | None = None
    status: int = 200


def page_response(page: Page, *, language: str) -> HTMLResponse:
    shown = _TEMPLATES.get_template("page.html").render(
        title=page.title,
        sentences=page.sentences,
        link=page.link,
        language=language,
        style=Markup(_STYLE),  # noqa: S704  our own, and its hash is in the policy
    )
    return HTMLResponse(shown, page.status, _HEADERS)
