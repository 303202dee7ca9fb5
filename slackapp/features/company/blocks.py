"""What is said of long talks, first contributions, new connections and impact."""

from collections.abc import Sequence

from slackapp.features.company.rules import BY_THEMSELVES, FirstShown, Impact, Welcomes
from slackapp.ledger.acts import ActKind
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, context, section
from slackapp.slack.lines import line_of
from slackapp.vocabulary.nudges import NudgeAsk
from slackapp.vocabulary.settings_form import SettingsField
from slackapp.vocabulary.words import _, ngettext

_LONGEST_NAME = 40
_MOST_FIRSTS = 3
_MOST_JOINED = 5
_MOST_HELLOS = 3

SAY_HELLO = "company.say_hello"


def talk_label() -> str:
    return _("In a long back and forth: quicker by voice?")


def quicker_by_voice() -> NudgeAsk:
    return NudgeAsk(markup=_("Quicker by voice? A huddle may help."))


def setting_fields() -> list[SettingsField]:
    label = _("A newcomer's first contribution is welcomed in its thread, too")
    return [SettingsField(name="company.public_welcome", kind="switch", label=label)]


def welcome_label() -> str:
    return _("My first contribution here: a word of thanks")


def first_here(kind: ActKind, receiver: str) -> NudgeAsk:
    """receiver: "" for nobody to be named."""
    return NudgeAsk(markup=_of_kind(kind, receiver) if receiver else _unnamed())


def connection_label() -> str:
    return _("The first between me and somebody: a new connection")


def new_connection(kind: ActKind, other: str) -> NudgeAsk:
    """What others say of an answer or a link is told later, so it says which it was."""
    words = _("It counts for you both.")
    if kind in BY_THEMSELVES:
        text = _("That was the first between you and {name}: a new connection.")
    elif kind == "link":
        text = _("{name} found your link useful, the first between you: a new connection.")
    else:
        text = _("You helped {name}, the first between you: a new connection.")
    return NudgeAsk(markup=f"{text.format(name=_name(other))} {words}")


def impact_label() -> str:
    return _("Now and then, to me: what I gave went on helping")


def impact(shown: Impact) -> NudgeAsk:
    many, line = shown.people, _line(shown)
    if shown.kind == "link":
        text = ngettext(
            "{count} person found your link useful: {link}",
            "{count} people found your link useful: {link}",
            many,
        )
        return NudgeAsk(markup=text.format(count=many, link=line))
    if not shown.is_question:
        text = ngettext(
            "Your answer {answer} helped {count} more person since.",
            "Your answer {answer} helped {count} more people since.",
            many,
        )
        return NudgeAsk(markup=text.format(count=many, answer=line))
    text = ngettext(
        "Your answer on {question} helped {count} more person since.",
        "Your answer on {question} helped {count} more people since.",
        many,
    )
    return NudgeAsk(markup=text.format(count=many, question=line))


def welcome(name: str) -> tuple[str, list[Block]]:
    text = _("{name}'s first here. Thank you, and good that you are with us.")
    markup = text.format(name=_name(name))
    return markup, [section(markup)]


def board(found: Welcomes, workspace_id: str) -> tuple[list[Block], str]:
    """A line, and a button for each of the first few, which opens a direct message to them."""
    lines = [_welcome_first(one) for one in found.firsts[:_MOST_FIRSTS]]
    if found.joined:
        lines.append(_joined([one.name for one in found.joined]))
    said = " · ".join(lines)
    newcomers = [*(one.newcomer for one in found.firsts), *found.joined][:_MOST_HELLOS]
    buttons = [
        button(
            _("Say hello to {name}").format(name=clip(one.name, _LONGEST_NAME)),
            action_id=f"{SAY_HELLO}.{place}",
            url=f"https://slack.com/app_redirect?team={workspace_id}&channel={one.slack_id}",
        )
        for place, one in enumerate(newcomers)
    ]
    return [context(escape(said)), actions(buttons)], said


def _welcome_first(first: FirstShown) -> str:
    words = _("Welcome {name}: first {deed} on {day}")
    name = clip(first.newcomer.name, _LONGEST_NAME)
    return words.format(name=name, deed=_deed(first.kind), day=_day(first.weekday))


def _joined(names: Sequence[str]) -> str:
    shown = ", ".join(clip(name, _LONGEST_NAME) for name in names[:_MOST_JOINED])
    more = len(names) - _MOST_JOINED
    if more > 0:
        words = ngettext("{names} and {count} more", "{names} and {count} more", more)
        shown = words.format(names=shown, count=more)
    return _("joined this month: {names}").format(names=shown)


def _deed(kind: ActKind) -> str:
    match kind:
        case "answer" | "helped_me_too":
            return _("answer")
        case "link" | "promotion" | "credit":
            return _("find shared")
        case "kudos" | "acknowledgement":
            return _("thanks")


def _day(weekday: int) -> str:
    days = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return days[weekday]


def _line(shown: Impact) -> str:
    """Where it cannot be read: "in #help", "a question in #help"."""
    words = _("a question in #{channel}") if shown.is_question else _("in #{channel}")
    line = line_of(shown.line, words.format(channel=escape(shown.channel_name)))
    return f"<{shown.url}|{line}>" if shown.url else line


def _of_kind(kind: ActKind, receiver: str) -> str:
    match kind:
        case "answer" | "helped_me_too":
            text = _("You helped {name}: your first here, thank you.")
        case "link":
            text = _("{name} found your link useful: your first here, thank you.")
        case _:
            text = _("That was your first here, thank you: {name} will see it.")
    return text.format(name=_name(receiver))


def _unnamed() -> str:
    return _("That was your first here, thank you.")


def _name(person: str) -> str:
    return escape(clip(person, _LONGEST_NAME))
