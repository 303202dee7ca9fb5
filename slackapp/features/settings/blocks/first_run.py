"""The first direct message, and what is said when somebody invites the app into a channel."""

from collections.abc import Mapping, Sequence

from slackapp.features.settings.blocks.inputs import draw_element
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import WORD_BUTTON, Block, actions, button, context, section
from slackapp.slack.forms import option, radio_buttons
from slackapp.vocabulary.settings_form import Entered, SettingsField
from slackapp.vocabulary.words import _

CHOICE = "settings.first_choice"
START = "settings.start"
SAMPLE = "settings.sample"
BEGIN = "begin"
LISTEN, NOW = "listen", "now"

WHAT_I_DO = "settings.what_i_do"
NOTICE = "settings.notice"

QUESTIONS, BOARD_CHANNEL = "questions.channels", "leaderboard.channel"
BOARD_DAY, BOARD_ORDER = "leaderboard.weekday", "leaderboard.order"

# By what they are called: of thanks and links the setting says where not.
KINDS = {"thanks": "kudos.channels_off", "links": "links.channels_off", "questions": QUESTIONS}


def greeting(
    fields: Mapping[str, SettingsField], values: Mapping[str, Entered], starters: Sequence[str]
) -> tuple[str, list[Block]]:
    """starters: who can start it, where whoever reads it cannot."""
    text = _(
        "I'm in, and silent. I notice thanks, links and open questions where I'm invited. "
        "I keep no message text. Three choices and I start:"
    )
    shown = [
        section(text),
        section(
            _("*1 Channels* Thanks and links I notice everywhere I'm invited, questions only in:"),
            block_id=QUESTIONS,
            accessory=_element(fields, values, QUESTIONS),
        ),
        section(
            _("*2 Board* Once a week, in:"),
            block_id=BOARD_CHANNEL,
            accessory=_element(fields, values, BOARD_CHANNEL),
        ),
        section(
            fields[BOARD_DAY].label,
            block_id=BOARD_DAY,
            accessory=_element(fields, values, BOARD_DAY),
        ),
        section(
            fields[BOARD_ORDER].label,
            block_id=BOARD_ORDER,
            accessory=_element(fields, values, BOARD_ORDER),
        ),
        section(_("*3 Begin*"), block_id=BEGIN, accessory=_begin()),
        actions(
            [
                button(_("Start"), action_id=START, style="primary"),
                button(_("Show me a sample board"), action_id=SAMPLE),
            ]
        ),
        context(_look_back()),
    ]
    if starters:
        said = _("An admin starts me: {names}.").format(names=escape(", ".join(starters)))
        shown.append(section(said))
    return text, shown


def started(*, listens: bool) -> tuple[str, list[Block]]:
    """In place of the three choices."""
    if listens:
        text = _(
            "Started. I listen for a week, post nothing by myself, and then tell the admins what I "
            "would have posted. Everything can be changed: `/we settings`."
        )
    else:
        text = _("Started. Everything can be changed: `/we settings`.")
    return text, [section(text), context(invite_me())]


def started_before() -> str:
    return _("I'm started already. Everything can be changed: `/we settings`.")


def not_startable(fields: Sequence[str]) -> str:
    return _("Not started: {why}").format(why=" ".join(fields))


def invite_me() -> str:
    return _("Invite me where I should notice something: `/invite` in the channel.")


def invited(inviter: str) -> tuple[str, list[Block]]:
    """inviter: Slack's markup, "" where nobody knows."""
    notice = _("I notice thanks, shared links and open questions here and keep no message text.")
    added = _("{name} added me.").format(name=inviter) if inviter else ""
    text = " ".join(filter(None, [added, notice]))
    buttons = [
        button(_("What I do"), action_id=WHAT_I_DO),
        button(_("Leave me out"), action_id=f"{WORD_BUTTON}.leave", value="leave"),
    ]
    return text, [section(text), actions(buttons)]


def what_i_do() -> str:
    return _(
        "People thank each other, share links and answer questions; I notice it, count what is "
        "*given*, and once a week show it to all. I keep ids, times and what you type to me, no "
        "message text. `/we help` lists my words, `/we preferences` is yours alone, `/we leave` "
        "leaves you out of everything."
    )


def choose(
    channel_id: str, inviter_id: str, noticed: Mapping[str, bool]
) -> tuple[str, list[Block]]:
    """To who invited the app: what it notices there, and a switch for each."""
    labels = {"thanks": _("Thanks"), "links": _("Links"), "questions": _("Questions")}
    on = [labels[kind] for kind in KINDS if noticed[kind]]
    text = _("In <#{channel}> I notice: {kinds}. Your choice:").format(
        channel=channel_id, kinds=", ".join(on) or _("nothing")
    )
    buttons = [
        button(
            f"{labels[kind]} ✓" if noticed[kind] else labels[kind],
            action_id=f"{NOTICE}.{kind}",
            value=f"{channel_id}:{inviter_id}:{kind}:{'off' if noticed[kind] else 'on'}",
        )
        for kind in KINDS
    ]
    everything = button(
        _("All"), action_id=f"{NOTICE}.all", value=f"{channel_id}:{inviter_id}:all:on"
    )
    return text, [section(text), actions([*buttons, everything])]


def not_your_choice() -> str:
    return _("Whoever invited me here chooses, or an admin: `/we settings`.")


def _element(
    fields: Mapping[str, SettingsField], values: Mapping[str, Entered], name: str
) -> Block:
    return draw_element(fields[name], values[name], action_id=CHOICE)


def _begin() -> Block:
    options = [option(_("Listen one week first"), LISTEN), option(_("Start now"), NOW)]
    return radio_buttons(options, action_id=CHOICE, chosen=LISTEN)


def _look_back() -> str:
    return _(
        "I don't read back by myself. Whoever runs me can give me the past, from an export of the "
        "workspace: `slackapp import-history`."
    )
