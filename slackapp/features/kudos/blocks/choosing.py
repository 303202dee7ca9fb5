"""What members choose about kudos, as the preferences form shows it."""

from slackapp.slack.blocks import Block
from slackapp.slack.forms import checkboxes, input_field, option
from slackapp.vocabulary.words import _

CHOICES = "kudos.choices"
REACTIONS, NOTICES = "reactions", "notices"


def choices(*, reactions: bool, notices: bool) -> Block:
    offered = {
        REACTIONS: (_("My reactions with the kudos emoji thank"), reactions),
        NOTICES: (_("Tell me of kudos where I wasn't there to see them"), notices),
    }
    boxes = checkboxes(
        [option(label, value) for value, (label, _ticked) in offered.items()],
        action_id=CHOICES,
        chosen=[value for value, (_label, ticked) in offered.items() if ticked],
    )
    return input_field(_("Kudos"), boxes, optional=True)
