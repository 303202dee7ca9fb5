"""The `markdown` block: CommonMark with tables and strikethrough, no HTML of its own."""

from markdown_it import MarkdownIt
from markupsafe import Markup

# `js-default` escapes HTML and refuses script links; Slack shows pictures as links.
_READER = MarkdownIt("js-default", {"html": False, "linkify": False}).disable("image")


def markdown_html(text: str) -> Markup:
    return Markup(_READER.render(text))  # noqa: S704 - the reader escapes all but its own tags
