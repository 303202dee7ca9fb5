"""The forms: give kudos, and pass credit on."""

from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.blocks.wording import Json
from slackapp.features.kudos.rules.answers import KudosNotGiven
from slackapp.features.kudos.rules.orders import metadata_of
from slackapp.features.kudos.rules.shown import FormShown
from slackapp.reading.kudos_syntax import LONGEST_REASON
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, context
from slackapp.slack.forms import (
    input_field,
    modal,
    option,
    people_picker,
    radio_buttons,
    static_select,
    text_input,
)
from slackapp.vocabulary.words import _

GIVE_FORM = "kudos.give_form"
CREDIT_FORM = "kudos.credit_form"
WHO, WHAT, VALUE, WHERE = "who", "what", "value", "where"
MOST_PEOPLE = 10

# Which field a problem is about; the rest is about whom it names.
_FIELDS = {"too_short": WHAT, "no_way_there": WHERE}


def give_form(shown: FormShown) -> Json:
    """Who, what they did, a value where the workspace has some, and where to show it."""
    fields = [_who(shown), *_groups(shown), *_missing(shown), _what(shown)]
    if shown.values:
        fields.append(_value(shown))
    if not shown.form.editing:
        fields.append(_where(shown))
    editing = bool(shown.form.editing)
    return modal(
        _("Edit kudos") if editing else _("Give kudos"),
        fields,
        callback_id=GIVE_FORM,
        submit=_("Save") if editing else _("Give kudos"),
        close=_("Cancel"),
        private_metadata=metadata_of(shown.form),
    )


def credit_form(metadata: str) -> Json:
    who = people_picker(action_id=WHO, most=MOST_PEOPLE)
    what = text_input(action_id=WHAT, most=LONGEST_REASON, multiline=True)
    return modal(
        _("Pass credit on"),
        [
            input_field(_("Who did it with you?"), who),
            input_field(_("What did they do?"), what, optional=True),
        ],
        callback_id=CREDIT_FORM,
        submit=_("Pass credit on"),
        close=_("Cancel"),
        private_metadata=metadata,
    )


def errors(answer: KudosNotGiven, sentence: str) -> dict[str, str]:
    """Slack's errors of a form: a sentence at its field."""
    return {_FIELDS.get(answer.problem, WHO): sentence}


def note(blocks: list[Block]) -> Json:
    """What a form says once it is done, where nothing else can be shown."""
    return modal(_("We, not me"), blocks, close=_("Done"))


def _who(shown: FormShown) -> Block:
    chosen = shown.form.people
    picker = people_picker(action_id=WHO, most=max(MOST_PEOPLE, len(chosen)), chosen=chosen)
    return input_field(_("Who?"), picker, optional=bool(shown.form.groups))


def _groups(shown: FormShown) -> list[Block]:
    if not shown.groups:
        return []
    listed = ", ".join(f"<!subteam^{group}> ({size})" for group, size in shown.groups)
    return [context(_("And everybody in {groups}").format(groups=listed))]


def _missing(shown: FormShown) -> list[Block]:
    """The error at the field, of the command that opened the form."""
    if not shown.names:
        return []
    return [context("⚠️ " + escape(sentences.too_short(shown.names, shown.minimum)))]


def _what(shown: FormShown) -> Block:
    typed = text_input(
        action_id=WHAT, most=LONGEST_REASON, multiline=True, initial=shown.form.reason
    )
    hint = _("What it changed for you is best of all.")
    return input_field(_("What did they do?"), typed, hint=hint)


def _value(shown: FormShown) -> Block:
    options = [option(f"#{value}", value) for value in shown.values]
    chosen = shown.form.value if shown.form.value in shown.values else ""
    menu = static_select(options, action_id=VALUE, chosen=chosen)
    return input_field(_("Value"), menu, optional=True)


def _where(shown: FormShown) -> Block:
    places = [option(_("Here"), "here")] if shown.form.channel_id else []
    if shown.has_feed:
        places.append(option(_("In the kudos channel"), "feed"))
    places.append(option(sentences.only_to_them(), "receivers"))
    return input_field(
        _("Where to show it"), radio_buttons(places, action_id=WHERE, chosen=shown.form.shown)
    )
