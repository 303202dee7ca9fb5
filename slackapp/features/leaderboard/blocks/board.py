"""A whole board: what stands on it, in which order, within Slack's limits."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from slackapp.features.leaderboard.blocks.chart import chart, trend_line
from slackapp.features.leaderboard.blocks.figures import figures, quiet
from slackapp.features.leaderboard.blocks.givers import givers, since_posted, stepping_back
from slackapp.features.leaderboard.blocks.shapes import context
from slackapp.features.leaderboard.rules.periods import Period
from slackapp.features.leaderboard.rules.shown import RANKING_PLACE, Board, Drawing, Part
from slackapp.reading.display_text import clip
from slackapp.slack.blocks import actions, button, word_button
from slackapp.vocabulary.words import _

MOST_BLOCKS = 24
MOST_CHARACTERS = 13_000  # Slack refuses about 13,200 over all blocks (bolt-js issue 2509)
SHARE = "leaderboard.share"

# A channel's post; an answer to one person in a channel; one where there is no channel.
Surface = Literal["post", "answer", "form"]

_LONGEST_CAUSE = 120
_LONGEST_CHANNEL = 40


def draw_board(board: Board, surface: Surface = "post") -> Drawing:
    shown = list(_that_fit(_parts(board, surface)))
    return Drawing(
        blocks=[block for part in shown for block in part.blocks],
        text="\n\n".join(part.text for part in shown if part.text),
    )


def without_chart(drawing: Drawing) -> Drawing:
    """For a workspace whose Slack takes no charts yet; its numbers stand below it anyway."""
    blocks = [block for block in drawing.blocks if block["type"] != "data_visualization"]
    return Drawing(blocks, drawing.text)


def title(board: Board) -> str:
    said = _("We, not me · {period}").format(period=_name_of(board.wanted.period))
    if board.channel:
        said = f"{said} · #{clip(board.channel, _LONGEST_CHANNEL)}"
    return said if board.finished else _("{title}, so far").format(title=said)


def _name_of(period: Period) -> str:
    first, last = period.weeks[0].number, period.weeks[-1].number
    match period.kind:
        case "week":
            return _("week {number}").format(number=first)
        case "month":
            return _("weeks {first} to {last}").format(first=first, last=last)
        case "quarter":
            words = _("quarter {number} of {year}")
            return words.format(number=period.quarter, year=period.year)
        case "year":
            return str(period.year)


def _parts(board: Board, surface: Surface) -> list[tuple[Part, bool]]:
    """In order; and whether it is ours, which others make room for."""
    above = [part for part in board.parts if part.place < RANKING_PLACE]
    below = [part for part in board.parts if part.place >= RANKING_PLACE]
    ours = [
        _head(board),
        quiet(board) if board.is_quiet else figures(board),
        chart(board.trend) if surface == "post" else trend_line(board.trend),
    ]
    people = [givers(board), stepping_back(board.ranking.stepping_back)]
    end = [since_posted(board.since_posted), _ways_on(board, surface)]
    return [
        *((part, True) for part in ours),
        *((part, False) for part in above),
        *((part, True) for part in people),
        *((part, False) for part in below),
        *((part, True) for part in end),
    ]


def _head(board: Board) -> Part:
    notes = []
    if board.cause:
        notes.append(_("Our cause: {cause}").format(cause=clip(board.cause, _LONGEST_CAUSE)))
    if board.late:
        notes.append(_("This board comes late."))
    said = title(board)
    header = {"type": "header", "text": {"type": "plain_text", "text": said}}
    return Part([header, *map(context, notes)], "\n".join([said, *notes]))


def _ways_on(board: Board, surface: Surface) -> Part:
    """Only buttons, which plain text leaves out."""
    if surface == "form":
        return Part((), "")
    period = board.wanted.period
    week = str(period.weeks[0]) if period.kind == "week" else ""
    buttons = [word_button("me", _("My receipt"), text=week)]
    if surface == "answer":
        share = button(_("Share here"), action_id=SHARE, value=str(board.wanted))
        return Part([actions([share, *buttons])], "")
    buttons += [
        word_button("questions", _("All open questions")),
        word_button("links", _("Reading list")),
        word_button("leave", _("Leave me out of this")),
    ]
    return Part([actions(buttons)], "")


def _that_fit(parts: Sequence[tuple[Part, bool]]) -> Iterator[Part]:
    """Without those of other rooms that would push the message over Slack's limits or ours."""
    blocks, characters = _size(part for part, is_ours in parts if is_ours)
    for part, is_ours in parts:
        more, longer = _size([part])
        if is_ours:
            yield part
        elif blocks + more <= MOST_BLOCKS and characters + longer <= MOST_CHARACTERS:
            blocks, characters = blocks + more, characters + longer
            yield part


def _size(parts: Iterable[Part]) -> tuple[int, int]:
    blocks: list[Any] = [block for part in parts for block in part.blocks]
    return len(blocks), len(json.dumps(blocks, ensure_ascii=False))
