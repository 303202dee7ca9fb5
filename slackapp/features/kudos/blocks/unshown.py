"""What a giver is told whose kudos Slack did not let us show."""

from slackapp.features.kudos.blocks.answers import UNDO_GIVEN
from slackapp.features.kudos.blocks.post import Post, where
from slackapp.features.kudos.blocks.wording import as_typed, names, paragraph
from slackapp.features.kudos.rules.shown import KudosUnshown
from slackapp.slack.blocks import actions, button
from slackapp.vocabulary.words import _


def unshown(shown: KudosUnshown) -> Post:
    """The words are given back, to be said where they can be."""
    kudos = shown.kudos
    if kudos.shown == "receivers":
        text = _(
            "Slack did not let me send your private thanks to {names}. Your words, to tell them "
            "yourself:"
        ).format(names=names(shown.unreached))
    else:
        text = _(
            "Slack did not let me post your thanks to {names} in {place}; they stand all the same. "
            "To have them seen, undo them and give them where I am a member:"
        ).format(names=names(kudos.names), place=where(kudos))
    undo = button(_("Undo"), action_id=UNDO_GIVEN, value=kudos.source)
    return text, [paragraph(text), *as_typed(shown.typed), actions([undo])]
