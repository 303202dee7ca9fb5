"""What people are told when something cannot be done with a link."""

from slackapp.vocabulary.words import _


def who_are_you() -> str:
    return _("I haven't met you yet. Please try again in a minute.")


def you_are_left_out() -> str:
    return _("You asked to be left out, so I keep nothing of this. `/we leave` brings you back.")


def link_gone() -> str:
    return _("Nobody shares that link any more.")


def own_link() -> str:
    return _("You found that one yourself. It counts when others say it was useful.")


def no_link() -> str:
    return _("There is no link in that message.")


def secret_link() -> str:
    return _("That address has a secret in it, so I don't keep it.")


def old_button() -> str:
    return _("This button is from an old message. `/we links` shows the list.")
