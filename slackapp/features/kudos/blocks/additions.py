"""What people are answered who add to a kudos, report it, or reacted for the first time."""

from collections.abc import Mapping, Sequence

from slackapp.features.kudos.blocks.wording import Json, name, names, paragraph, private
from slackapp.features.kudos.rules.reactions import ReactionCounted
from slackapp.features.kudos.rules.shown import ReportAsked
from slackapp.slack.blocks import actions, button
from slackapp.vocabulary.words import _, ngettext

UNDO_JOINED = "kudos.undo_joined"
UNDO_CREDIT = "kudos.undo_credit"
REPORT_NOW = "kudos.report_now"
UNDO_REACTION = "kudos.undo_reaction"
REFUSE_REACTIONS = "kudos.refuse_reactions"
ALLOW_REACTIONS = "kudos.allow_reactions"

_GROUPS_SHOWN = 5


def joined_in(receivers: Sequence[str], source: str) -> Json:
    text = _("Your thanks are added: {names} will see them here.").format(names=names(receivers))
    undo = button(_("Undo"), action_id=UNDO_JOINED, value=source)
    return private(text, paragraph(text), actions([undo]))


def no_longer_joined() -> Json:
    text = _("Your thanks are taken back.")
    return private(text, paragraph(text))


def credit_passed(receivers: Sequence[str], passed: str) -> Json:
    text = _("Credit passed on to {names}.").format(names=names(receivers))
    undo = button(_("Undo"), action_id=UNDO_CREDIT, value=passed)
    return private(text, paragraph(text), actions([undo]))


def credit_taken_back() -> Json:
    text = _("Credit taken back.")
    return private(text, paragraph(text))


def ask_to_report(asked: ReportAsked, cancel: str) -> Json:
    text = _(
        "Shall I show these thanks to the admins ({names})? They can remove them, "
        "and are not told who asked."
    ).format(names=names(asked.admins))
    yes = _("Show them")
    if not asked.with_words:
        text = _(
            "Shall I tell the admins ({names}) of these thanks? It is private here: they are told "
            "who and where, not the words. They can remove them, and are not told who asked."
        ).format(names=names(asked.admins))
        yes = _("Tell them")
    tell = button(yes, action_id=REPORT_NOW, value=asked.source, style="danger")
    return private(text, paragraph(text), actions([tell, button(_("Cancel"), action_id=cancel)]))


def reported() -> Json:
    text = _("Thank you. The admins have it.")
    return private(text, paragraph(text))


def reaction_counted(counted: ReactionCounted) -> Json:
    """The first reaction of somebody that thanks."""
    text = _("Your :{emoji}: counted as thanks to {name}.").format(
        emoji=counted.emoji, name=name(counted.receiver)
    )
    undo = button(_("Undo"), action_id=UNDO_REACTION, value=counted.done)
    never = button(_("Not for me"), action_id=REFUSE_REACTIONS, value=counted.done)
    return {"text": text, "blocks": [paragraph(text), actions([undo, never])]}


def groups_not_thanked(groups: Mapping[str, int], limit: int) -> Json:
    """What was said to them stays; only the counting asks first."""
    lines = [
        ngettext(
            "<!subteam^{group}> has {count} person: a message thanks groups of up to {limit}.",
            "<!subteam^{group}> has {count} people: a message thanks groups of up to {limit}.",
            count,
        ).format(group=group, count=count, limit=limit)
        for group, count in groups.items()
    ]
    how = _("To thank them all, type it after `/kudos`: it asks you first.")
    text = " ".join([*lines[:_GROUPS_SHOWN], how])
    return {"text": text, "blocks": [paragraph(text)]}


def reaction_undone(receiver: str) -> Json:
    text = _("It no longer counts as thanks to {name}; the emoji stays.").format(
        name=name(receiver)
    )
    return private(text, paragraph(text))


def reactions_refused(done: str) -> Json:
    text = _("All right: your reactions are just reactions.")
    again = button(_("Count them again"), action_id=ALLOW_REACTIONS, value=done)
    return private(text, paragraph(text), actions([again]))


def reactions_allowed() -> Json:
    text = _("Your reactions count as thanks again.")
    return private(text, paragraph(text))
