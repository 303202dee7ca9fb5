"""The room's part of the Home tab: what somebody gave, and what came of it. Pure."""

from slackapp.features.receipts.blocks.reasons import points, pot_name
from slackapp.features.receipts.rules import GivenShown, Impact
from slackapp.slack.blocks import Block, home_button, section
from slackapp.vocabulary.words import _, ngettext


def you_gave(shown: GivenShown) -> list[Block]:
    title = "*" + _("You gave") + "*"
    if not shown.gave:
        return [section(title + "\n" + _("A first step: answer one, or thank someone."))]
    receipt = home_button("me", _("Receipt"))
    return [section(f"{title}\n{_given(shown)}", accessory=receipt)]


def because_of_you(found: Impact | None) -> list[Block]:
    said = []
    if found and found.helped:
        words = ngettext(
            "Your answers helped {count} person.",
            "Your answers helped {count} people.",
            found.helped,
        )
        said.append(words.format(count=found.helped))
    if found and found.found_useful:
        words = ngettext(
            "{count} person found your links useful.",
            "{count} people found your links useful.",
            found.found_useful,
        )
        said.append(words.format(count=found.found_useful))
    if not said:
        return []
    return [
        section("\n".join(["*" + _("Because of you") + "*, " + _("the last four weeks"), *said]))
    ]


def _given(shown: GivenShown) -> str:
    if not shown.scores:
        return _("What you give arrives. Guests and people from outside have no score here.")
    if not shown.pots:
        return _("What you gave arrived. Where not everybody may look, it isn't scored.")
    return " · ".join(f"{pot_name(pot)} {points(value)}" for pot, value in shown.pots)
