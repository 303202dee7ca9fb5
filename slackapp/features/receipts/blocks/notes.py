"""A note to the admins: its form, what they are told, and what may keep it from them. Pure."""

from collections.abc import Sequence

from slackapp.features.receipts.blocks.reasons import name, names, plain_names
from slackapp.features.receipts.blocks.receipt import line_markup, plain_line
from slackapp.features.receipts.rules import MOST_WORDS, NoteShown, ReceiptShown
from slackapp.slack.blocks import Block, context, quote, section
from slackapp.slack.forms import input_field, modal, option, static_select, text_input
from slackapp.vocabulary.words import _, ngettext

FORM = "receipts.note"
WORDS, LINE = "words", "line"

_MOST_OPTIONS = 100  # https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element


def wrong_form(shown: ReceiptShown) -> Block:
    """Its week comes back with it."""
    hint = _("The admins of this workspace read it, with your name.")
    words = text_input(action_id=WORDS, most=MOST_WORDS, multiline=True)
    options = [option(plain_line(line), line.line_id) for line in shown.lines[-_MOST_OPTIONS:]]
    fields = [input_field(_("What is wrong?"), words, hint=hint)]
    if options:
        which = static_select(options, action_id=LINE)
        fields.insert(0, input_field(_("Which line?"), which, optional=True))
    return modal(
        _("Something wrong?"),
        fields,
        callback_id=FORM,
        private_metadata=str(shown.week),
        submit=_("Tell the admins"),
        close=_("Cancel"),
    )


def thank_you(admins: Sequence[str]) -> Block:
    said = ngettext(
        "Thank you, {names} will look.", "Thank you, {names} will look.", len(admins)
    ).format(names=names(admins))
    return modal(_("Something wrong?"), [section(said)], close=_("Done"))


def note(shown: NoteShown) -> tuple[str, list[Block]]:
    """To an admin."""
    head = _("{name} thinks something is wrong in their receipt of week {number}:").format(
        name=name(shown.name), number=shown.week.number
    )
    end = _("Only the admins got this. Numbers change by what is given and taken back.")
    blocks = [section(f"*{head}*"), section(quote(shown.words))]
    if about := _about(shown):
        blocks.append(context(about))
    return head, [*blocks, context(end)]


def say_more() -> str:
    return _("Say a little more: what is wrong?")


def enough_for_today(admins: Sequence[str]) -> str:
    said = _("You've sent three notes today; {names} have them. Tomorrow there is room again.")
    return said.format(names=plain_names(admins))


def no_admins() -> str:
    return _("Slack hasn't told me yet who your admins are. Please tell one yourself.")


def who_are_you() -> str:
    return _("Slack didn't tell me in time who you are. Nothing was sent; please try again.")


def form_not_opened() -> str:
    return _("Slack didn't open the form in time. Please press it again.")


def _about(shown: NoteShown) -> str:
    if shown.line_gone:
        return _("About a line that has changed since.")
    if shown.line is None:
        return ""
    if shown.line.is_private:
        return _("About a line from a private channel, which stays there.")
    return _("About: {line}").format(line=line_markup(shown.line).removeprefix("• "))
