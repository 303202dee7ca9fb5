"""`/we ask`: its form, and its post."""

from collections.abc import Sequence

from slackapp.features.questions.blocks.listing import found_line
from slackapp.features.questions.blocks.wording import Json, name, names, private
from slackapp.features.questions.rules.shown import AskedShown, QuestionShown
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, context, quote, section
from slackapp.slack.forms import input_field, modal, text_input
from slackapp.vocabulary.words import _

ASK_FORM = "questions.ask_form"
TITLE = "title"
DETAILS = "details"
CHANNEL = "channel"
TAKE = "questions.take_asked"
LET_GO = "questions.let_go_asked"
TAKE_BACK = "questions.take_back_asked"
WHO_HELPED = "questions.who_helped_asked"
SIMILAR_HELPED = "questions.similar_helped"

_LONGEST_TITLE = 150
_LONGEST_DETAILS = 2000


def usage() -> str:
    return _("`/we ask [question]`: ask so that others can help")


def label() -> str:
    return _("Ask")


def form(
    *,
    title: str,
    channel_id: str,
    metadata: str,
    similar: Sequence[QuestionShown] = (),
    details: str = "",
) -> Json:
    """Similar questions that were helped stand first; then it is asked anyway."""
    blocks: list[Block] = []
    if similar:
        blocks.append(section(_("*Somebody was helped with something like it. Is it there?*")))
        blocks += [_similar(place, question) for place, question in enumerate(similar)]
    picker = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **({"initial_conversation": channel_id} if channel_id else {}),
    }
    blocks += [
        input_field(
            _("What do you want to know?"),
            text_input(action_id=TITLE, most=_LONGEST_TITLE, initial=title),
            hint=_("One sentence, with the names of things: “How do I renew the VPN cert?”"),
        ),
        input_field(
            _("What have you tried, and what happened?"),
            text_input(action_id=DETAILS, most=_LONGEST_DETAILS, multiline=True, initial=details),
            hint=_("The exact error, the version, by when you need it."),
            optional=True,
        ),
        input_field(_("Where?"), picker),
    ]
    return modal(
        _("Ask"),
        blocks,
        close=_("Cancel"),
        submit=_("Ask anyway") if similar else _("Ask"),
        callback_id=ASK_FORM,
        private_metadata=metadata,
    )


def similar_helped(helper: str) -> Json:
    """The form, once what was helped before helped again."""
    said = _("Good that it was there. {name} will see that it helped one more.")
    return note(said.format(name=name(helper)))


def note(markup: str) -> Json:
    """A sentence in place of the form."""
    return modal(_("Ask"), [section(markup)], close=_("Close"))


def asked(question_id: str, channel_id: str) -> Json:
    """To whoever asked, alone."""
    said = _("Asked in <#{channel}>. I'll keep it on the list until somebody has helped.")
    text = said.format(channel=channel_id)
    back = button(_("Undo"), action_id=TAKE_BACK, value=question_id)
    return private(text, [section(text, accessory=back)])


def taken_back(title: str) -> Json:
    text = _("Taken back. Your words, to ask again:")
    return private(text, [section(text), section(quote(title))])


def post(shown: AskedShown) -> tuple[str, list[Block]]:
    head = _("*{name} asks*").format(name=name(shown.asker))
    blocks: list[Block] = [section(f"{head}\n*{escape(shown.title)}*")]
    if shown.details:
        blocks.append(section(quote(shown.details)))
    blocks.append(context(_standing(shown)))
    buttons = [*_buttons(shown)]
    if buttons:
        blocks.append(actions(buttons))
    text = _("{name} asks: {title}").format(name=name(shown.asker), title=escape(shown.title))
    return text, blocks


def _similar(place: int, question: QuestionShown) -> Block:
    helped = button(
        _("This helped"), action_id=f"{SIMILAR_HELPED}.{place}", value=question.question_id
    )
    return section(found_line(question), accessory=helped)


def _standing(shown: AskedShown) -> str:
    match shown.state:
        case "helped":
            return _("✓ {names} helped").format(names=names(shown.helpers or ("",)))
        case "solved":
            return _("✓ solved")
        case "withdrawn":
            return _("Not needed any more")
        case "claimed":
            return _("{name} is on it").format(name=name(shown.taken_by))
        case "expired":
            return _("Waited too long; answers are still welcome, in the thread")
        case _:
            return _("Answer in the thread. Who asked marks what helped with ✅")


def _buttons(shown: AskedShown) -> list[Block]:
    if shown.state in {"helped", "solved", "withdrawn"}:
        return []
    take = button(_("I'll take it"), action_id=TAKE, value=shown.question_id)
    let_go = button(_("Let it go"), action_id=LET_GO, value=shown.question_id)
    who = button(_("Who helped?"), action_id=WHO_HELPED, value=shown.question_id)
    return [let_go if shown.state == "claimed" else take, who]
