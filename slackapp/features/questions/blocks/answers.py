"""What is told to one person about tracking and helping, and the room's part of the board."""

from slackapp.features.questions.blocks.wording import (
    Json,
    name,
    private,
)
from slackapp.features.questions.rules.shown import Settled
from slackapp.slack.blocks import button, section
from slackapp.vocabulary.words import _, ngettext

UNTRACK = "questions.untrack"
UNDO_HELPED = "questions.undo_helped"


def tracked(question_id: str, *, is_new: bool, by_me: bool) -> Json:
    if not is_new:
        text = _("It's on the list already. `/we questions` shows it.")
        return private(text, [section(text)])
    text = _("On the list until somebody has helped.")
    if by_me:
        text = _("On the list. Put ✅ on the answer that helps you.")
    undo = button(_("Undo"), action_id=UNTRACK, value=question_id)
    return private(text, [section(text, accessory=undo)])


def untracked() -> Json:
    text = _("Off the list.")
    return private(text, [section(text)])


def helped(settled: Settled) -> Json:
    """Seen at the click: what it was good for."""
    who = name(settled.helper)
    if settled.accepted:
        text = _("Accepted. {name} sees the ✓, and that it helped you counts.").format(name=who)
    elif settled.others:
        words = ngettext(
            "You and {count} more were helped by this; {name} will see it.",
            "You and {count} more were helped by this; {name} will see it.",
            settled.others,
        )
        text = words.format(name=who, count=settled.others)
    else:
        text = _("Noted: {name}'s answer helped you too.").format(name=who)
    value = f"{settled.channel_id}|{settled.ts}"
    undo = button(_("Undo"), action_id=UNDO_HELPED, value=value)
    return private(text, [section(text, accessory=undo)])


def helped_undone(settled: Settled) -> Json:
    text = _("Taken back. {name} keeps the rest.").format(name=name(settled.helper))
    return private(text, [section(text)])
