"""`/we links`, and what is told at a click: useful, saved."""

from collections.abc import Iterator
from typing import Any

from slackapp.features.links.blocks.board import line_of_link
from slackapp.features.links.rules.shown import PAGE as PAGE_SIZE
from slackapp.features.links.rules.shown import FoundUseful, Listing, Saved, WorthReading
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, context, section
from slackapp.vocabulary.words import _, ngettext

Json = dict[str, Any]

USEFUL = "links.useful"
NOT_USEFUL = "links.not_useful"
TURN_PAGE = "links.turn_page"
UNSAVE = "links.unsave"

_LONGEST_WORDS = 60
_LONGEST_VALUE = 150
_MOST_UNDONE = 40


def usage() -> str:
    return _("`/we links [week|month] [#channel] [@who] [word]`: what was worth reading")


def label() -> str:
    return _("Reading list")


def listing(shown: Listing) -> Json:
    title = _title(shown)
    blocks: list[Block] = [section(f"*{title}*")]
    blocks += [_line(shown, line) for line in shown.lines]
    if not shown.lines:
        blocks.append(context(_empty(shown)))
    pages = [*_pages(shown)]
    if pages:
        blocks.append(actions(pages))
    return _private(title, blocks)


def found_useful(found: FoundUseful) -> Json:
    """Seen at the click: what it was good for."""
    if found.is_own:
        text = _("Noted. Its maker will be glad.")
    elif found.count > 1:
        text = ngettext(
            "{count} person found this useful by now; it goes into Monday's list.",
            "{count} people found this useful by now; it goes into Monday's list.",
            found.count,
        ).format(count=found.count)
    elif found.finder:
        text = _("You're the first to say so. {name} will be glad.").format(
            name=escape(clip(found.finder, 40))
        )
    else:
        text = _("You're the first to say so.")
    undo = button(_("Undo"), action_id=NOT_USEFUL, value=found.key)
    return _private(text, [section(text, accessory=undo)])


def not_useful() -> Json:
    return _private(_("Taken back."), [section(_("Taken back."))])


def saved(done: Saved, channel_id: str, ts: str) -> Json:
    text = ngettext(
        "Saved. `/we links saved` shows your list.",
        "{count} links saved. `/we links saved` shows your list.",
        len(done.keys),
    ).format(count=len(done.keys))
    if done.useful:
        text += " " + _("Who shared it will be glad: it counts as found useful.")
    value = "|".join([channel_id, ts, *done.keys[:_MOST_UNDONE]])
    return _private(text, [section(text, accessory=_undo_saved(value))])


def unsaved() -> Json:
    return _private(_("Off your list."), [section(_("Off your list."))])


def _undo_saved(value: str) -> Block:
    return button(_("Undo"), action_id=UNSAVE, value=value)


def _title(shown: Listing) -> str:
    if shown.is_saved:
        return _("Saved by you")
    if not shown.words:
        return _("Worth reading, the last month")
    words = escape(clip(_readable(shown.words), _LONGEST_WORDS))
    return _("Worth reading: {words}").format(words=words)


def _readable(words: str) -> str:
    """Without the ids that Slack writes for people and channels."""
    parts = (part.partition("|")[2].rstrip(">") or part for part in words.split())
    return " ".join(part for part in parts if not part.startswith("<"))


def _empty(shown: Listing) -> str:
    if shown.is_saved:
        return _("Nothing saved yet: ⋯ → Save this link on a message puts it here.")
    return _("Nothing here yet. Share what others made, with a word why.")


def _line(shown: Listing, line: WorthReading) -> Block:
    text = line_of_link(line)
    if shown.is_saved:
        return section(text)
    useful = button(_("Useful"), action_id=f"{USEFUL}.{line.key[:8]}", value=line.key)
    return section(text, accessory=useful)


def _pages(shown: Listing) -> Iterator[Block]:
    words = shown.words[:_LONGEST_VALUE]
    if shown.offset:
        offset = max(shown.offset - PAGE_SIZE, 0)
        yield button(_("Back"), action_id=f"{TURN_PAGE}.back", value=f"{offset}|{words}")
    if shown.has_more:
        offset = shown.offset + PAGE_SIZE
        yield button(_("More"), action_id=f"{TURN_PAGE}.more", value=f"{offset}|{words}")


def _private(text: str, blocks: list[Block]) -> Json:
    return {"response_type": "ephemeral", "text": text, "blocks": blocks}
