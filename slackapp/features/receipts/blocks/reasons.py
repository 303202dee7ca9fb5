"""What was given and what made it count more or less, in words. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from slackapp.features.receipts.rules import FactorShown, LineShown
from slackapp.ledger.receipts import LineKind, LinePot
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.words import _, ngettext

_LONGEST_NAME = 40
_NAMES_SHOWN = 5
_FRACTIONS = {"0.5": "½", "0.25": "¼", "0.75": "¾", "0.125": "⅛"}
_SECOND, _THIRD = 2, 3


def points(value: Decimal) -> str:
    """Read "2½"; what is no simple fraction has at most three digits."""
    whole, part = divmod(value, 1)
    if not part:
        return f"{whole:f}"
    if fraction := _FRACTIONS.get(f"{part.normalize():f}"):
        return f"{whole:f}{fraction}" if whole else fraction
    return f"{value:.3f}".rstrip("0").rstrip(".")


def pot_name(pot: LinePot) -> str:
    names = {
        "helping": _("Helping"),
        "sharing": _("Sharing"),
        "thanking": _("Thanking"),
        "connections": _("New connections"),
    }
    return names[pot]


def somebody_who_left() -> str:
    """Who was forgotten."""
    return _("somebody who left")


def deed(kind: LineKind, people: Sequence[str]) -> str:
    deeds = {
        "answer": _("you answered {names}"),
        "helped_me_too": _("your answer helped {names} too"),
        "link": _("your link was useful to {names}"),
        "promotion": _("you passed on what {names} made"),
        "credit": _("you gave credit to {names}"),
        "kudos": _("kudos to {names}"),
        "acknowledgement": _("thanks to {names}"),
        "new_connection": _("new connection with {names}"),
    }
    return deeds[kind].format(names=plain_names(people))


def why(line: LineShown, factor: FactorShown) -> str:
    """What made it count more or less, as plain text."""
    if factor.kind in {"bare", "group", "more_people", "earlier", "again"}:
        return _weighed(line, factor)
    return _limited(factor)


def _weighed(line: LineShown, factor: FactorShown) -> str:
    count, worth = factor.count, points(factor.points)
    match factor.kind:
        case "bare" if line.kind == "link":
            return _("without words of your own: half")
        case "bare":
            return _("without words: half")
        case "group":
            return _("group of {count}: one act").format(count=count)
        case "more_people":
            return _("{count} people found it useful: +{points}").format(count=count, points=worth)
        case "earlier":
            return _("it counted in an earlier week: {points} for more people").format(points=worth)
    return _again(line.pot, count, factor.name)


def _limited(factor: FactorShown) -> str:
    match factor.kind:
        case "past_cap":
            return _("past {points} a week: doesn't count").format(points=points(factor.points))
        case "cut_by_cap":
            reached = _("{points} a week are reached: counts in part")
            return reached.format(points=points(factor.points))
        case "past_connections":
            return _("past {count} a week: doesn't count").format(count=factor.count)
        case "private":
            return _("from a private channel: not on the public board")
    return _("doesn't count in this workspace")


def _again(pot: LinePot, count: int, name: str) -> str:
    """What is weightier comes first, so the second need not be the later."""
    who = plain_name(name)
    if pot == "thanking" and count == _SECOND:
        return _("second thanks to {name} this week: half").format(name=who)
    if pot == "thanking" and count == _THIRD:
        return _("third thanks to {name} this week: a quarter").format(name=who)
    if count == _SECOND:
        return _("second for {name} this week: half").format(name=who)
    if count == _THIRD:
        return _("third for {name} this week: a quarter").format(name=who)
    return _("number {count} for {name} this week: 1/{part}").format(
        count=count, name=who, part=2 ** (count - 1)
    )


def names(people: Sequence[str]) -> str:
    """As markup: no name can ping."""
    return escape(plain_names(people))


def name(person: str) -> str:
    return escape(plain_name(person))


def plain_names(people: Sequence[str]) -> str:
    """Read "Ana, Bo and 5 others" where there are more than a few."""
    shown, others = [plain_name(one) for one in people[:_NAMES_SHOWN]], len(people[_NAMES_SHOWN:])
    if others:
        shown.append(ngettext("{count} other", "{count} others", others).format(count=others))
    if len(shown) == 1:
        return shown[0]
    return _("{some} and {last}").format(some=", ".join(shown[:-1]), last=shown[-1])


def plain_name(person: str) -> str:
    return clip(person, _LONGEST_NAME) or _("somebody")
