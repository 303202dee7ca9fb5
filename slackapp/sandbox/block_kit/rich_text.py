"""What may stand in a `rich_text` block."""

from slackapp.sandbox.block_kit.checks import (
    boolean,
    by_type,
    integer,
    list_of,
    one_of_words,
    shape,
    string,
    url,
)

_STYLES = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
)
_STYLES = (
    "bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink",
)  # fmt: skip
_STYLE = {"style": shape({}, dict.fromkeys(_STYLES, boolean))}
_INLINE = by_type(
    {
        "text": shape({"text": string(40_000, 1)}, _STYLE),
        "link": shape({"url": url}, {**_STYLE, "text": string(40_000), "unsafe": boolean}),
        "user": shape({"user_id": string(255, 1)}, _STYLE),
        "usergroup": shape({"usergroup_id": string(255, 1)}, _STYLE),
        "channel": shape({"channel_id": string(255, 1)}, _STYLE),
        "team": shape({"team_id": string(255, 1)}, _STYLE),
        "broadcast": shape({"range": one_of_words("here", "channel", "everyone")}, _STYLE),
        "emoji": shape(
            {"name": string(255, 1)}, {**_STYLE, "unicode": string(255), "skin_tone": integer}
        ),
        "date": shape(
            {"timestamp": integer, "format": string(255, 1)},
            {**_STYLE, "url": url, "fallback": string(255)},
        ),
        "color": shape({"value": string(20, 1)}, _STYLE),
    }
)
_WORDS = list_of(_INLINE, 10_000, 0)
_SECTION = shape({"elements": _WORDS})
_EDGED = shape({"elements": _WORDS}, {"border": integer})
_PARTS = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": shape(
            {
                "elements": list_of(by_type({"rich_text_section": _SECTION}), 10_000, 0),
                "style": one_of_words("bullet", "ordered"),
            },
            {"indent": integer, "offset": integer, "border": integer},
        ),
        "rich_text_quote": _EDGED,
        "rich_text_preformatted": shape(
            {"elements": _WORDS}, {"border": integer, "language": string(100)}
        ),
    }
)
rich_text = shape({"elements": list_of(_PARTS, 10_000, 0)}, {"block_id": string(255)})
