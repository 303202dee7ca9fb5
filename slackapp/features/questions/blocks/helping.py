"""The preferences form's part about being asked to help."""

from slackapp.slack.blocks import Block
from slackapp.slack.forms import input_field, option, static_select, text_input
from slackapp.vocabulary.words import _

TIMES = "questions.times"
TOPICS = "questions.topics"


def times_field(times_a_week: int) -> Block:
    options = [
        option(_("Never"), "0"),
        option(_("Once a week"), "1"),
        option(_("Up to 3 times a week"), "3"),
    ]
    chosen = {0: "0", 1: "1"}.get(times_a_week, "3")
    return input_field(
        _("When a question stays open, may I ask you?"),
        static_select(options, action_id=TIMES, chosen=chosen),
    )


def topics_field(topics: str, longest: int) -> Block:
    return input_field(
        _("What may I ask you about?"),
        text_input(action_id=TOPICS, most=longest, initial=topics),
        hint=_("A few words, with commas between: vpn, invoices, travel. Empty is anything."),
        optional=True,
    )
