"""What is said of long talks and first contributions."""

from slackapp.ledger.acts import ActKind
from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, section
from slackapp.vocabulary.nudges import NudgeAsk
from slackapp.vocabulary.words import _

_LONGEST_NAME = 40


def talk_label() -> str:
    return _("In a long back and forth: quicker by voice?")


def quicker_by_voice() -> NudgeAsk:
    return NudgeAsk(markup=_("Quicker by voice? A huddle may help."))


def welcome_label() -> str:
    return _("My first contribution here: a word of thanks")


def first_here(kind: ActKind, receiver: str) -> NudgeAsk:
    """receiver: "" for nobody to be named."""
    return NudgeAsk(markup=_of_kind(kind, receiver) if receiver else _unnamed())


def welcome(name: str) -> tuple[str, list[Block]]:
    text = _("{name}'s first here. Thank you, and good that you are with us.")
    markup = text.format(name=_name(name))
    return markup, [section(markup)]


def _of_kind(kind: ActKind, receiver: str) -> str:
    match kind:
        case "answer" | "helped_me_too":
            text = _("You helped {name}: your first here, thank you.")
        case "link":
            text = _("{name} found your link useful: your first here, thank you.")
        case _:
            text = _("That was your first here, thank you: {name} will see it.")
    return text.format(name=_name(receiver))


def _unnamed() -> str:
    return _("That was your first here, thank you.")


def _name(person: str) -> str:
    return escape(clip(person, _LONGEST_NAME))
