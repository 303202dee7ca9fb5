"""What somebody who installs the app reads: where to begin, how it went, what to do next."""

from slackapp.vocabulary.words import _
from slackapp.web.install.state import Fault
from slackapp.web.page import Link, Page

MOST_OF_AN_ERROR = 60


def begin(address: str) -> Page:
    return Page(
        _("Add We Not Me to your workspace"),
        [
            _("It makes giving visible: thanks, answers and shared knowledge."),
            _("It posts nothing anywhere until you press Start in Slack, where it asks you first."),
        ],
        Link(_("Add to Slack"), address),
    )


def installed(team: str, *, again: bool, address: str) -> Page:
    if again:
        title = _("We Not Me is back in %(team)s") % {"team": team}
        first = _("What it kept is still there: it goes on as you left it.")
    else:
        title = _("We Not Me is in %(team)s") % {"team": team}
        first = _("Next: look at its message to you in Slack and press Start.")
    invite = _("It sees only channels it is invited to: type /invite @we-not-me in one.")
    return Page(title, [first, invite], Link(_("Open Slack"), address))


def refused_at_slack(error: str, start: str) -> Page:
    """`error`: whatever stands in the address, from Slack or from anybody."""
    if error == "access_denied":
        why = _("You chose not to allow it.")
    else:
        why = _("Slack said: %(error)s.") % {"error": error[:MOST_OF_AN_ERROR]}
    return _nothing_done([why], start)


def bad_state(fault: Fault | str, start: str) -> Page:
    return _nothing_done([_why_not_trusted(fault)], start)


def code_refused(start: str) -> Page:
    why = _("Slack does not know this answer of its own, or it was used before.")
    return _nothing_done([why], start)


def slack_unreachable(start: str) -> Page:
    return _nothing_done([_("Slack did not answer just now.")], start, status=502)


def being_erased(start: str) -> Page:
    why = _("What an earlier installation kept is just being deleted. Try again in some minutes.")
    return _nothing_done([why], start, status=409)


def whole_organisation(start: str) -> Page:
    why = _("It cannot be installed for a whole organisation yet: choose one workspace.")
    return _nothing_done([why, _token_given_back()], start, status=403)


def stranger(team_id: str, start: str) -> Page:
    why = _("Whoever runs it here allows other workspaces only; yours is %(team)s. Ask them.") % {
        "team": team_id
    }
    return _nothing_done([why, _token_given_back()], start, status=403)


def too_many(start: str) -> Page:
    why = _("Very many are asking at this moment. Wait a minute.")
    return _nothing_done([why], start, status=429)


def _nothing_done(sentences: list[str], start: str, *, status: int = 400) -> Page:
    return Page(
        _("We Not Me was not installed"), sentences, Link(_("Start again"), start), status=status
    )


def _token_given_back() -> str:
    return _("What Slack gave us for it was given back at once; nothing was kept.")


def _why_not_trusted(fault: Fault | str) -> str:
    match fault:
        case "expired":
            return _("That took longer than ten minutes.")
        case "other_browser":
            return _("It was begun in another browser.")
        case "used":
            return _("This answer of Slack was used before.")
        case "missing":
            return _("It was not begun here.")
        case _:
            return _("I cannot tell that it was begun here.")
