"""The hub, the log of changes, notes on top of them, and what is said to who may not."""

from collections.abc import Sequence

from slackapp.features.settings.rules import ChangeShown, HubShown
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, context, divider, section
from slackapp.slack.forms import confirmation, modal
from slackapp.vocabulary.dates import moment
from slackapp.vocabulary.settings_form import PageName
from slackapp.vocabulary.words import _

CHANGE = "settings.change"
LOG = "settings.log"
PAUSE_ALL = "settings.pause_all"
RESUME_ALL = "settings.resume_all"
START_NOW = "settings.start_now"
LISTEN_FIRST = "settings.listen_first"

_LINES_A_SECTION = 10


def hub_view(shown: HubShown) -> Block:
    unset = _("nothing set")
    pages = [
        section(
            f"*{place} {page_label(line.page)}*\n{line.state or unset}",
            accessory=button(_("Change"), action_id=CHANGE, value=line.page),
        )
        for place, line in enumerate(shown.pages, start=1)
    ]
    top = section(_how_it_stands(shown), accessory=button(_("Log"), action_id=LOG))
    blocks = [top, actions(_ways_on(shown)), divider(), *pages, context(not_for_reviews())]
    return modal(_("Settings"), blocks, close=_("Done"))


def page_label(page: PageName) -> str:
    labels: dict[PageName, str] = {
        "channels": _("Channels"),
        "board": _("Board"),
        "nudges": _("Nudges"),
        "thanks": _("Thanks"),
        "scores": _("Scores"),
        "hours": _("Hours and holidays"),
        "people": _("People"),
        "privacy": _("Privacy"),
    }
    return labels[page]


def log_view(changes: Sequence[ChangeShown]) -> Block:
    lines = [_line(change) for change in changes]
    parts = [
        section("\n".join(lines[start : start + _LINES_A_SECTION]))
        for start in range(0, len(lines), _LINES_A_SECTION)
    ]
    none_yet = [section(_("Nothing was changed yet."))]
    return modal(_("Changes"), parts or none_yet, close=_("Back"))


def note_view(sentence: str) -> Block:
    return modal(_("Settings"), [section(escape(sentence))], close=_("Back"))


def only_admins(names: Sequence[str]) -> str:
    if not names:
        return _("Only admins change settings.")
    return _("Only admins change settings. Yours: {names}.").format(names=", ".join(names))


def not_for_reviews() -> str:
    return _("*Not made for performance reviews.*")


def old_form() -> str:
    return _("This form is an old one, so nothing was changed. Please open the settings again.")


def form_not_opened() -> str:
    return _("Slack didn't open the form in time. Please try again.")


def usage() -> str:
    return _("`/we settings`: for admins, what holds for everybody")


def _how_it_stands(shown: HubShown) -> str:
    match shown.silence:
        case "not_started":
            said = _("*Not started yet.* Nothing is posted anywhere; what happens is counted.")
        case "paused":
            said = _("*Paused.* Nothing is posted by itself; what people type is answered.")
        case "listening" if shown.listening_until is not None:
            said = _("*Listening until {until}.* It counts, and posts nothing by itself.").format(
                until=moment(shown.listening_until)
            )
        case _:
            said = _("*Live since {since}.*").format(since=moment(shown.since))
    return f"{said}\n{_last(shown.last)}"


def _last(last: ChangeShown | None) -> str:
    if last is None:
        return _("No change yet.")
    return _("Last change by {name}, {when}.").format(name=_who(last), when=moment(last.at))


def _ways_on(shown: HubShown) -> list[Block]:
    if shown.silence == "not_started":
        listen = button(_("Listen one week first"), action_id=LISTEN_FIRST, style="primary")
        return [listen, button(_("Start now"), action_id=START_NOW)]
    if shown.silence == "paused":
        return [button(_("Resume"), action_id=RESUME_ALL, style="primary")]
    confirm = confirmation(
        _("Pause everything?"),
        _("I post nothing by myself until an admin resumes. What people type is still answered."),
        confirm=_("Pause everything"),
        deny=_("Cancel"),
    )
    return [button(_("Pause everything"), action_id=PAUSE_ALL, confirm=confirm)]


def _line(change: ChangeShown) -> str:
    return _("• {when}, {who}: *{label}* {before} → {after}").format(
        when=moment(change.at),
        who=_who(change),
        label=escape(change.label),
        before=change.before,
        after=change.after,
    )


def _who(change: ChangeShown) -> str:
    return escape(change.by) if change.by else _("whoever runs the app")
