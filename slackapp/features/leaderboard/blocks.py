"""The board as people see it: Block Kit and the same as plain text. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from slackapp.features.leaderboard.rules import FEWEST_GIVERS, Giver, Line, Period, Ranking
from slackapp.features.leaderboard.settings import Order
from slackapp.reading.mrkdwn import clip, escape
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _, ngettext

Block = Mapping[str, Any]

MOST_BLOCKS = 24
MOST_CHARACTERS = 13_000  # Slack refuses about 13,200 over all blocks (bolt-js issue 2509)
MOST_FIELDS = 10  # https://docs.slack.dev/reference/block-kit/blocks/section-block
_LONGEST_SECTION = 3000
_LONGEST_NAME = 32
_LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the team; `before` is the last period's, None where nothing compares.

    of: out of how many, where it is a share. is_headline: stands above the others.
    """

    count: int
    words: str
    before: int | None = None
    of: int | None = None
    of_before: int | None = None
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Another room's section: mrkdwn blocks and plain text."""

    blocks: Sequence[Block]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All a board says. The first figure, how many people gave, is the headline if none is."""

    period: Period
    finished: bool
    figures: Sequence[Figure]
    ranking: Ranking = field(default_factory=Ranking)
    parts: Sequence[Part] = ()
    order: Order = "top_five"
    cause: str | None = None
    late: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.parts and not any(figure.count for figure in self.figures)

    @property
    def is_quiet(self) -> bool:
        return self.figures[0].count < FEWEST_GIVERS


@dataclass(frozen=True, slots=True)
class Drawing:
    """A board drawn: blocks for Slack and plain, unescaped text."""

    blocks: Sequence[Block]
    text: str


def draw_board(board: Board) -> Drawing:
    own = [part for part in _own_parts(board) if part.blocks]
    shown = list(_that_fit([*own, *board.parts]))
    return Drawing(
        blocks=[block for part in shown for block in part.blocks],
        text="\n\n".join(part.text for part in shown),
    )


def board_answer(drawing: Drawing) -> dict[str, Any]:
    """For whoever asked, and nobody else."""
    return {
        "response_type": "ephemeral",
        "text": escape(drawing.text),
        "blocks": list(drawing.blocks),
    }


def nothing_yet() -> dict[str, Any]:
    return _sentence(
        _("Nothing to show for that time. A first step: answer one, or thank someone.")
    )


def unknown_period() -> dict[str, Any]:
    return _sentence(
        _("I can show the board of: `this week`, `last week`, `this month`, `last month`.")
    )


def usage() -> str:
    return _("`/we board [this|last] [week|month]`: what we gave")


def kept_back(week: Week, givers: int) -> str:
    """For admins, of a board that was not posted; in Slack's markup."""
    return ngettext(
        "The board of week %(week)d: %(count)d person gave.",
        "The board of week %(week)d: %(count)d people gave.",
        givers,
    ) % {"week": week.number, "count": givers}


def channel_needed() -> str:
    return _("Choose the board's channel first.")


def _own_parts(board: Board) -> Iterator[Part]:
    yield _head(board)
    yield _quiet(board) if board.is_quiet else _figures(board)
    yield _givers(board)
    yield _stepping_back(board.ranking.stepping_back)


def _head(board: Board) -> Part:
    title = _title(board)
    notes = []
    if board.cause:
        notes.append(_("Our cause: %(cause)s") % {"cause": clip(board.cause, 120)})
    if board.late:
        notes.append(_("This board comes late."))
    header = {"type": "header", "text": {"type": "plain_text", "text": title}}
    return Part([header, *map(_context, notes)], "\n".join([title, *notes]))


def _title(board: Board) -> str:
    first, last = board.period.weeks[0].number, board.period.weeks[-1].number
    if board.period.kind == "month":
        title = _("We, not me · weeks %(first)d to %(last)d") % {"first": first, "last": last}
    else:
        title = _("We, not me · week %(number)d") % {"number": first}
    return title if board.finished else _("%(title)s, so far") % {"title": title}


def _quiet(board: Board) -> Part:
    figures = ", ".join(_counted(figure) for figure in board.figures if figure.count)
    if not figures:
        sentence = _("A quiet week: nothing we count happened. A first step: thank someone.")
        return Part([_section(escape(sentence))], sentence)
    if not board.finished:
        words = _("Quiet so far: %(figures)s.")
    elif board.period.kind == "month":
        words = _("A quiet month: %(figures)s.")
    else:
        words = _("A quiet week: %(figures)s.")
    sentence = words % {"figures": figures}
    return Part([_section(escape(sentence))], sentence)


def _figures(board: Board) -> Part:
    headline = next((one for one in board.figures if one.is_headline), board.figures[0])
    others = [figure for figure in board.figures if figure is not headline]
    counted = _counted(headline)
    before = _before(headline, board.period)
    fields = [_with_arrow(figure) for figure in others if figure.count or figure.of]
    fields = fields[:MOST_FIELDS]
    block = _section(f"*{escape(counted)}*{before}")
    if fields:
        block["fields"] = [_mrkdwn(escape(field)) for field in fields]
    return Part([block], "\n".join(filter(None, [f"{counted}{before}", " · ".join(fields)])))


def _before(figure: Figure, period: Period) -> str:
    if figure.before is None:
        return ""
    words = _(" (last week %(count)s)") if period.kind == "week" else _(" (last month %(count)s)")
    return words % {"count": _share(figure.before, figure.of_before)}


def _counted(figure: Figure) -> str:
    return f"{_share(figure.count, figure.of)} {clip(figure.words, _LONGEST_WORDS)}"


def _share(count: int, of: int | None) -> str:
    return str(count) if of is None else _("%(count)d of %(all)d") % {"count": count, "all": of}


def _with_arrow(figure: Figure) -> str:
    change = 0 if figure.before is None else figure.count - figure.before
    if not change:
        return _counted(figure)
    return f"{_counted(figure)} {'▲' if change > 0 else '▼'}{abs(change)}"


def _givers(board: Board) -> Part:
    lines = board.ranking.lines
    if not lines:
        return Part((), "")
    if board.order == "alphabetical":
        title, shown = _("Who gave most, by name"), [_by_name(lines)]
    else:
        scored = board.order == "with_scores"
        title = _("Who gave most")
        shown = [
            f"{place}. {_line(line)}{_score(line) if scored else ''}"
            for place, line in enumerate(lines, start=1)
        ]
    blocks = [_section(text) for text in _packed([f"*{title}*", *map(escape, shown)])]
    return Part(blocks, "\n".join([title, *shown]))


def _by_name(lines: Iterable[Line]) -> str:
    people = [giver for line in lines for giver in line.people]
    people.sort(key=lambda giver: giver.name.casefold())
    return _line(Line(tuple(people), more=sum(line.more for line in lines)))


def _line(line: Line) -> str:
    """Neighbours who did the same share the words: "Cy and Di: thanked 3 · Eva: answered 1"."""
    groups = [
        _("%(names)s: %(deeds)s") % {"names": _names(list(people)), "deeds": deeds}
        for deeds, people in groupby(line.people, key=lambda giver: _deeds(giver.deeds))
    ]
    more = [_("and %(count)d more") % {"count": line.more}] if line.more else []
    return " · ".join([*groups, *more])


def _score(line: Line) -> str:
    return _(" (score %(score)s)") % {"score": _number(line.people[0].score)}


def _number(score: Decimal) -> str:
    return format(score.normalize(), "f")


def _deeds(counts: Mapping[str, int]) -> str:
    helped, thanked = counts.get("helped_me_too", 0), counts.get("kudos", 0)
    thanked += counts.get("acknowledgement", 0)
    links = counts.get("link", 0)
    worded = [
        (counts.get("answer", 0), _("answered %(count)d")),
        (helped, _("helped %(count)d more")),
        (links, ngettext("shared %(count)d useful link", "shared %(count)d useful links", links)),
        (counts.get("promotion", 0), _("passed on %(count)d")),
        (counts.get("credit", 0), _("credited %(count)d")),
        (thanked, _("thanked %(count)d")),
    ]
    return ", ".join(words % {"count": count} for count, words in worded if count)


def _stepping_back(givers: Sequence[Giver]) -> Part:
    if not givers:
        return Part((), "")
    sentence = ngettext(
        "%(names)s steps back this week, to leave room.",
        "%(names)s step back this week, to leave room.",
        len(givers),
    ) % {"names": _names(givers)}
    return Part([_context(sentence)], sentence)


def _names(givers: Sequence[Giver]) -> str:
    names = [clip(giver.name, _LONGEST_NAME) for giver in givers]
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def _packed(lines: Iterable[str]) -> Iterator[str]:
    """The lines in as few texts as a section's limit allows."""
    packed = ""
    for line in lines:
        if packed and len(packed) + 1 + len(line) > _LONGEST_SECTION:
            yield packed
            packed = ""
        packed = f"{packed}\n{line}" if packed else line
    yield packed


def _that_fit(parts: Iterable[Part]) -> Iterator[Part]:
    """In order, without those that would push the message over Slack's limits or ours."""
    blocks, characters = 0, 0
    for part in parts:
        length = len(json.dumps(list(part.blocks), ensure_ascii=False))
        if blocks + len(part.blocks) <= MOST_BLOCKS and characters + length <= MOST_CHARACTERS:
            blocks, characters = blocks + len(part.blocks), characters + length
            yield part


def _sentence(words: str) -> dict[str, Any]:
    return {"response_type": "ephemeral", "text": words}


def _section(mrkdwn: str) -> dict[str, Any]:
    return {"type": "section", "text": _mrkdwn(mrkdwn)}


def _context(plain: str) -> dict[str, Any]:
    return {"type": "context", "elements": [_mrkdwn(escape(plain))]}


def _mrkdwn(text: str) -> dict[str, Any]:
    """`verbatim`: a name like "#general" or an address in it must not become a link."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}
