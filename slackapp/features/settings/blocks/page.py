"""A page of the settings, its preview, and what is said where it was not saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from slackapp.features.settings.blocks.hub import not_for_reviews, page_label
from slackapp.features.settings.blocks.inputs import draw_input
from slackapp.features.settings.rules import Conflict, Opened, PageShown, metadata_of
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, context, section
from slackapp.slack.forms import modal
from slackapp.vocabulary.words import _

FORM = "settings.page"
PREVIEW = "settings.preview"

_MOST_BLOCKS = 100
_FOR_REVIEWS = frozenset({"scores"})


def page_view(shown: PageShown) -> Block:
    blocks = [section(_conflict(one)) for one in shown.conflicts]
    blocks += [draw_input(one, shown.values[one.name]) for one in shown.fields]
    blocks += [section(note) for note in shown.notes]
    if shown.page in _FOR_REVIEWS:
        blocks.append(context(not_for_reviews()))
    if shown.has_preview:
        blocks.append(actions([button(_("Preview last week"), action_id=PREVIEW)]))
    opened = Opened(workspace_id=shown.workspace_id, page=shown.page, marks=shown.marks)
    return modal(
        page_label(shown.page),
        blocks,
        callback_id=FORM,
        private_metadata=metadata_of(opened),
        submit=_("Save"),
        close=_("Back"),
    )


def preview_view(blocks: Sequence[Mapping[str, Any]]) -> Block:
    return modal(_("Last week"), [dict(one) for one in blocks[:_MOST_BLOCKS]], close=_("Back"))


def sample_view(blocks: Sequence[Mapping[str, Any]]) -> Block:
    told = context(_("Invented: this is how a board looks."))
    return modal(
        _("A sample board"), [told, *map(dict, blocks[: _MOST_BLOCKS - 1])], close=_("Close")
    )


def nothing_to_preview() -> str:
    return _("There is nothing to look at here.")


def cannot_be() -> str:
    return _("This can't be used as it stands.")


def mend_first(labels: Sequence[str]) -> str:
    return _("Mend this first: {fields}.").format(fields=", ".join(labels))


def _conflict(one: Conflict) -> str:
    who = escape(one.by) if one.by else _("whoever runs the app")
    return _(
        ":warning: *{label}* was changed meanwhile by {who}: now {now}, yours {yours}. "
        "Nothing was saved. Save again to replace it."
    ).format(label=escape(one.label), who=who, now=one.now, yours=one.yours)
