"""The team's numbers, and the sentence that stands for them in a quiet time."""

from slackapp.features.leaderboard.blocks.deeds import counted
from slackapp.features.leaderboard.blocks.shapes import markup, section
from slackapp.features.leaderboard.rules.figures import Figure, Goal, below, headline
from slackapp.features.leaderboard.rules.periods import Period
from slackapp.features.leaderboard.rules.shown import Board, Part
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.words import _

MOST_FIELDS = 10  # https://docs.slack.dev/reference/block-kit/blocks/section-block
_LONGEST_WORDS = 40


def figures(board: Board) -> Part:
    top = headline(board.figures)
    fields = [_with_arrow(one, board.goal) for one in below(board.figures)][:MOST_FIELDS]
    if top is None:
        return Part((), "")
    said, before = _said(top), _before(top, board.wanted.period) + _goal_of(top, board.goal)
    block = section(f"*{escape(said)}*{before}")
    if fields:
        block["fields"] = [markup(escape(field)) for field in fields]
    return Part([block], "\n".join(filter(None, [f"{said}{before}", " · ".join(fields)])))


def quiet(board: Board) -> Part:
    """Like "A quiet week: 3 thanks, 1 answer. 2 questions still wait"."""
    given = ", ".join([*counted(board.given), *_others(board)])
    if not given:
        said = _("A quiet week: nothing we count happened. A first step: thank someone.")
    elif not board.finished:
        said = _("Quiet so far: {given}.").format(given=given)
    else:
        said = _quiet_time(board.wanted.period).format(given=given)
    said = " ".join([said, *(part.when_quiet for part in board.parts if part.when_quiet)])
    return Part([section(escape(said))], said)


def _others(board: Board) -> list[str]:
    """What no member gave, and still tells what happened."""
    if not board.given:
        return [_said(one) for one in below(board.figures) if one.count and one.kind != "median"]
    return [_said(one) for one in board.figures if one.name == "links" and one.count]


def _quiet_time(period: Period) -> str:
    match period.kind:
        case "week":
            return _("A quiet week: {given}.")
        case "month":
            return _("A quiet month: {given}.")
        case "quarter":
            return _("A quiet quarter: {given}.")
        case "year":
            return _("A quiet year: {given}.")


def _before(figure: Figure, period: Period) -> str:
    if figure.before is None:
        return ""
    match period.kind:
        case "week":
            words = _(" (last week {count})")
        case "month":
            words = _(" (last month {count})")
        case "quarter":
            words = _(" (last quarter {count})")
        case "year":
            words = _(" (last year {count})")
    return words.format(count=_share(figure.before, figure.of_before))


def _with_arrow(figure: Figure, goal: Goal | None) -> str:
    change = 0 if figure.before is None else figure.count - figure.before
    said = _said(figure)
    if change:
        by = "" if figure.kind == "median" else str(abs(change))
        said = f"{said} {'▲' if change > 0 else '▼'}{by}"
    return said + _goal_of(figure, goal)


def _goal_of(figure: Figure, goal: Goal | None) -> str:
    if goal is None or figure.name != goal.figure or figure.of is None:
        return ""
    return _(" (goal {percent} %)").format(percent=goal.percent)


def _said(figure: Figure) -> str:
    words = clip(figure.words, _LONGEST_WORDS)
    if "{count}" in words:
        return words.replace("{count}", str(figure.count))
    return f"{_share(figure.count, figure.of)} {words}"


def _share(count: int, of: int | None) -> str:
    return str(count) if of is None else _("{count} of {all}").format(count=count, all=of)
