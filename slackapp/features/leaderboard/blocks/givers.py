"""Who gave most, in words; who steps back; what became different since."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from slackapp.features.leaderboard.blocks.deeds import did, more
from slackapp.features.leaderboard.blocks.shapes import NOTHING, context, section
from slackapp.features.leaderboard.rules.corrections import Correction
from slackapp.features.leaderboard.rules.ranking import Giver, Line
from slackapp.features.leaderboard.rules.shown import LONGEST_NAME, Board, Part
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import button
from slackapp.vocabulary.words import _, ngettext

HOW = "leaderboard.how_it_counts"
_LONGEST_SECTION = 3000
_MOST_CORRECTIONS = 5


def givers(board: Board) -> Part:
    lines = board.ranking.lines
    if not lines:
        return NOTHING
    if board.order == "alphabetical":
        name, note, shown = _("Who gave most, by name"), "", [_by_name(lines)]
    else:
        scored = board.order == "with_scores"
        name, note = _("Who gave most"), _("by giving score: helping counts most")
        shown = [
            f"{place}. {_line(line)}{_score(line) if scored else ''}"
            for place, line in enumerate(lines, start=1)
        ]
    title = f"*{name}*" + (f" · {note}" if note else "")
    first, *others = _packed([title, *map(escape, shown)])
    how = button(_("How it counts"), action_id=HOW, value="board")
    plain = f"{name} · {note}" if note else name
    return Part([section(first, how), *map(section, others)], "\n".join([plain, *shown]))


def stepping_back(people: Sequence[Giver]) -> Part:
    if not people:
        return NOTHING
    sentence = ngettext(
        "{names} steps back this week, to leave room.",
        "{names} step back this week, to leave room.",
        len(people),
    ).format(names=_names(people))
    return Part([context(sentence)], sentence)


def since_posted(found: Sequence[Correction]) -> Part:
    """Like "Since it was posted: Bo 2 more answers"."""
    if not found:
        return NOTHING
    by_name = [
        _("{name} {changes}").format(
            name=clip(name, LONGEST_NAME),
            changes=", ".join(more(one.deed, one.more) for one in changes),
        )
        for name, changes in groupby(found, key=lambda one: one.name)
    ]
    said = _("Since it was posted: {changes}").format(
        changes=" · ".join(by_name[:_MOST_CORRECTIONS])
    )
    return Part([context(said)], said)


def somebody_who_left() -> str:
    """On boards that were posted, instead of a name."""
    return _("somebody who left")


def _by_name(lines: Iterable[Line]) -> str:
    lines = list(lines)
    people = [giver for line in lines for giver in line.people]
    people.sort(key=lambda giver: giver.name.casefold())
    return _line(Line(tuple(people), more=sum(line.more for line in lines)))


def _line(line: Line) -> str:
    """Neighbours who did the same share the words: "Cy and Di: thanked 3 · Eva: answered 1"."""
    groups = [
        _("{names}: {deeds}").format(names=_names(list(people)), deeds=deeds)
        for deeds, people in groupby(line.people, key=lambda giver: did(giver.deeds))
    ]
    more = ngettext("and {count} more", "and {count} more", line.more).format(count=line.more)
    others = [more] if line.more else []
    return " · ".join([*groups, *others])


def _score(line: Line) -> str:
    return _(" (score {score})").format(score=_number(line.people[0].score))


def _number(score: Decimal) -> str:
    return format(score.normalize(), "f")


def _names(people: Sequence[Giver]) -> str:
    names = [clip(giver.name, LONGEST_NAME) for giver in people]
    if len(names) == 1:
        return names[0]
    return _("{some} and {last}").format(some=", ".join(names[:-1]), last=names[-1])


def _packed(lines: Iterable[str]) -> Iterator[str]:
    """The lines in as few texts as a section's limit allows."""
    packed = ""
    for line in lines:
        if packed and len(packed) + 1 + len(line) > _LONGEST_SECTION:
            yield packed
            packed = ""
        packed = f"{packed}\n{line}" if packed else line
    yield packed
