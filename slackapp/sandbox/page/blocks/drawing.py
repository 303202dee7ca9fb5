"""What the templates ask while they draw blocks for one person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from slackapp.sandbox.acts.sharing import named_file
from slackapp.sandbox.block_kit.content import with_block_ids
from slackapp.sandbox.block_kit.limits import message_problems
from slackapp.sandbox.interactions.element_states import Source
from slackapp.sandbox.interactions.elements import interactive, place_of
from slackapp.sandbox.interactions.views import View
from slackapp.sandbox.page.blocks import charts
from slackapp.sandbox.page.blocks.choices import Choice, picked_choices
from slackapp.sandbox.page.blocks.fields import field_name, shown_value
from slackapp.sandbox.page.blocks.markdown_html import markdown_html
from slackapp.sandbox.page.blocks.rich_text_html import SAFE, linked, rich_text_html
from slackapp.sandbox.page.emoji import with_emoji
from slackapp.sandbox.page.mrkdwn_html import html_of
from slackapp.sandbox.page.viewer import Viewer

Json = dict[str, Any]
_LABELS = {
    "datepicker": "Date",
    "timepicker": "Time",
    "datetimepicker": "Date and time",
    "checkboxes": "Choose any",
    "radio_buttons": "Choose one",
}


def _is_readable(block: object) -> bool:
    """Has what its type must have; what Slack itself adds does no harm."""
    return all("additional property" in one for one in message_problems([block]))


def _unreadable(block: object) -> Json:
    kind = block.get("type") if isinstance(block, dict) else None
    return {"type": "unreadable", "was": str(kind)}


@dataclass(frozen=True)
class Drawing:
    """Blocks on a message or view as one person sees them.

    `place` keeps ids apart where the same message stands on the page twice; `here` is the
    channel somebody came from.
    """

    viewer: Viewer
    source: Source
    source_id: str
    errors: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    here: str | None = None
    charts = charts

    @property
    def base(self) -> str:
        return self.viewer.address

    @property
    def is_view(self) -> bool:
        return isinstance(self.source, View)

    @property
    def is_modal(self) -> bool:
        return isinstance(self.source, View) and self.source.content["type"] == "modal"

    def is_interactive(self, blocks: list[Json]) -> bool:
        return any(interactive(blocks))

    def ready(self, blocks: list[Json]) -> list[Json]:
        """With every name a control needs; what an export left broken is `unreadable`."""
        if self.is_view:
            return blocks
        readable = [one if _is_readable(one) else _unreadable(one) for one in blocks]
        return with_block_ids(readable, "") or []

    def text(self, text: Json) -> Markup:
        if text["type"] == "mrkdwn":
            return html_of(text["text"], self.viewer.team, self.viewer)
        return escape(self.plain(text))

    def plain(self, text: Json) -> str:
        """In an attribute or where Slack takes no mrkdwn."""
        return with_emoji(text["text"])

    def rich_text(self, block: Json) -> Markup:
        return rich_text_html(block, self.viewer)

    def markdown(self, text: str) -> Markup:
        return markdown_html(text)

    def link(self, url: str, shown: Markup) -> Markup:
        return linked(url, shown)

    def picture(self, image: Json) -> str | None:
        """The address of an image block or element; None for what is not there any more."""
        if "image_url" in image:
            return str(image["image_url"])
        team = self.viewer.team
        file = named_file(team, image.get("slack_file", {}))
        if file is None:
            return None
        return f"/{team.domain}/files/{file.user}/{file.id}/{quote(file.name)}"

    def is_safe(self, url: str) -> bool:
        return url.startswith(SAFE)

    def column_class(self, block: Json, index: int, cell: Json) -> str:
        """A column's own setting, or numbers to the right."""
        settings = block.get("column_settings") or []
        own = (settings[index] or {}).get("align") if index < len(settings) else None
        align = own or ("right" if cell["type"] == "raw_number" else "left")
        return f"align-{align if align in {'left', 'center', 'right'} else 'left'}"

    def id(self, *parts: str) -> str:
        """Names of an app's making, put so that an id may hold them."""
        return "-".join(quote(part, safe="") for part in (self.place, self.source_id, *parts))

    def name(self, block: Json, element: Json) -> str:
        return field_name(block, element)

    def vals(self, block: Json, element: Json, value: str | None = None) -> str:
        """What a click on it sends beside the form's fields."""
        given = element.get("value") if value is None else value
        sent = {"used": field_name(block, element)}
        return json.dumps(sent if given is None else sent | {"value": given})

    def label(self, block: Json, element: Json) -> str:
        """What an element is called where no input block names it."""
        if block["type"] == "input":
            return self.plain(block["label"])
        placeholder = element.get("placeholder")
        if placeholder:
            return self.plain(placeholder)
        return _LABELS.get(element["type"], "Choose")

    def error(self, block: Json) -> str | None:
        return self.errors.get(block.get("block_id", ""))

    def described_by(self, block: Json) -> str:
        said = [("error", self.error(block)), ("hint", block.get("hint"))]
        return " ".join(self.id(block.get("block_id", ""), name) for name, there in said if there)

    def sends_on(self, element: Json, moment: str) -> bool:
        """Whether an input that sends does so at this moment; Enter unless it says otherwise."""
        config = element.get("dispatch_action_config") or {}
        return moment in config.get("trigger_actions_on", ["on_enter_pressed"])

    def value(self, block: Json, element: Json) -> object:
        states = self.viewer.site.floor.interactions.states
        value = states.value(self.viewer.id, self.source, block, element)
        if value in (None, []) and self.here and element.get("default_to_current_conversation"):
            return [self.here] if element["type"].startswith("multi_") else self.here
        return value

    def shown_value(self, block: Json, element: Json) -> str:
        return shown_value(self.value(block, element), self.viewer.zone)

    def values(self, block: Json, element: Json) -> list[str]:
        value = self.value(block, element)
        if isinstance(value, list):
            return value
        return [] if value is None else [str(value)]

    def picked(self, block: Json, element: Json) -> list[Choice]:
        """What a menu holds now, with its labels; those an app offered before among them."""
        states = self.viewer.site.floor.interactions.states
        block_id, action_id = place_of(block, element)
        known = states.find(self.source, action_id, block_id=block_id)[1]
        return picked_choices(self.viewer, known, self.values(block, element))

    def options_address(self, block: Json, element: Json) -> str:
        about = {"source": self.source_id, "used": field_name(block, element)}
        return f"{self.base}/blocks/options?{urlencode(about)}"


def drawing_of(viewer: Viewer, source: Source, source_id: str, *, place: str = "") -> Drawing:
    return Drawing(viewer, source, source_id, place=place)
