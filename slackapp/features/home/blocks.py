"""The Home tab as people see it, and what is said about it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from slackapp.features.home.rules import AppShown, HomeShown, PostFailed, Proportion, that_fit
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import (
    Block,
    actions,
    button,
    context,
    divider,
    header,
    home_button,
    section,
)
from slackapp.slack.forms import confirmation, modal
from slackapp.vocabulary.dates import moment
from slackapp.vocabulary.words import _, ngettext

MOST_BLOCKS = 45
_MOST_FAILED = 20
MOST_IN_MODAL = 100  # https://docs.slack.dev/reference/views/modal-views

MIRROR = "home.mirror"
FAILED = "home.failed"
PAUSE_ALL = "home.pause_all"
RESUME_ALL = "home.resume_all"
COME_BACK = "preferences.come_back"


def home_view(shown: HomeShown) -> Block:
    blocks = _left_out() if shown.left_out else _own(shown)
    return {"type": "home", "blocks": blocks}


def answer_view(answer: Mapping[str, Any]) -> Block:
    """What a word of `/we` answers, where there is no channel to say it in."""
    blocks = list(answer.get("blocks") or [section(answer.get("text") or "…")])
    return modal(_("We, not me"), blocks[:MOST_IN_MODAL], close=_("Done"))


def note_view(sentence: str) -> Block:
    return answer_view({"text": escape(sentence)})


def first_use() -> str:
    return _("Your week is in my Home tab.")


def replies_to_posts() -> str:
    return _("Replies : posts")


def others_to_self() -> str:
    """Replies in threads of others, and in one's own."""
    return _("Others : self")


def mirror_view(lines: Sequence[Proportion]) -> Block:
    """Without a judgement, and nowhere else."""
    if not lines:
        return modal(_("My mirror"), [section(_("Too little to say."))], close=_("Done"))
    fields = [f"*{escape(line.label)}*\n{line.one} : {line.other}" for line in lines]
    about = _(
        "The last four weeks, for your eyes only. Others : self are replies in threads that others "
        "began, and in your own; shared : made are links to others' work, and to yours."
    )
    return modal(_("My mirror"), [section(fields=fields), context(about)], close=_("Done"))


def failed_view(failed: Sequence[PostFailed]) -> Block:
    """Nothing of what they said."""
    lines = [
        f"• {_place(one)} · {escape(one.reason)} · {moment(one.since)}"
        for one in failed[:_MOST_FAILED]
    ]
    more = len(failed) - len(lines)
    if more > 0:
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    shown = [section("\n".join(lines) or _("None any more."))]
    if failed:
        shown.append(context(_("Whoever runs the app can send or drop them: `slackapp posts`.")))
    return modal(_("Posts that failed"), shown, close=_("Done"))


def listening_report(days: int, lines: Sequence[str]) -> list[Block]:
    """`lines` are the rooms' own, in Slack's markup."""
    said = ngettext(
        "*I have listened for {days} day.* This is what I would have posted:",
        "*I have listened for {days} days.* This is what I would have posted:",
        days,
    ).format(days=days)
    listed = "\n".join(f"• {line}" for line in lines) or _("Nothing at all.")
    end = _("I post from now on. To stop me: *Pause everything* in my Home tab.")
    return [section(said), section(listed), context(end)]


def listening_report_text(days: int) -> str:
    return ngettext(
        "I have listened for {days} day. What I would have posted:",
        "I have listened for {days} days. What I would have posted:",
        days,
    ).format(days=days)


def _own(shown: HomeShown) -> list[Mapping[str, Any]]:
    top = [header(_("Your week with others")), _ways_in()]
    app = _app(shown.app) if shown.app is not None else []
    mirror = [divider(), actions([button(_("Show my mirror"), action_id=MIRROR)])]
    room_left = MOST_BLOCKS - len(top) - len(mirror) - len(app)
    cards = that_fit(shown.cards, room_left)
    return [*top, *(block for card in cards for block in (divider(), *card)), *mirror, *app]


def _ways_in() -> Block:
    ways = {
        "kudos": _("Give kudos"),
        "ask": _("Ask"),
        "board": _("Board"),
        "preferences": _("Preferences"),
    }
    return actions(home_button(word, label) for word, label in ways.items())


def _app(app: AppShown) -> list[Block]:
    settings = home_button("settings", _("Settings"))
    if app.silence == "not_started":
        said = _("*App* is not started: nothing is posted, and nothing is lost meanwhile.")
        return [divider(), *_fares(app, said), actions([settings])]
    if app.silence == "paused":
        said = _("*App* is paused: nothing is posted by itself. What people type is answered.")
        pressed = button(_("Resume"), action_id=RESUME_ALL, style="primary")
        return [divider(), *_fares(app, said), actions([settings, pressed])]
    said = _("*App* is live.")
    if app.silence == "listening" and app.listening_until is not None:
        said = _("*App* listens until {until}: it counts, and posts nothing by itself.").format(
            until=moment(app.listening_until.astimezone(app.zone))
        )
    pause = button(_("Pause everything"), action_id=PAUSE_ALL, confirm=_confirm())
    return [divider(), *_fares(app, said), actions([settings, pause])]


def _fares(app: AppShown, said: str) -> list[Block]:
    channels = ngettext("{count} channel", "{count} channels", app.channels)
    told = [channels.format(count=app.channels)]
    see = None
    if app.failed:
        failed = ngettext("{count} post failed", "{count} posts failed", app.failed)
        told.append(failed.format(count=app.failed))
        see = button(_("See"), action_id=FAILED)
    return [section(f"{said}\n{' · '.join([*told, *app.notes])}", accessory=see)]


def _place(failed: PostFailed) -> str:
    return f"<#{failed.channel_id}>" if failed.channel_id else _("a direct message")


def _confirm() -> Block:
    return confirmation(
        _("Pause everything?"),
        _("I post nothing by myself until an admin resumes. What people type is still answered."),
        confirm=_("Pause everything"),
        deny=_("Cancel"),
    )


def _left_out() -> list[Mapping[str, Any]]:
    said = _("You are left out, as you asked: I read and keep nothing by or about you.")
    return [
        header(_("Your week with others")),
        section(said),
        actions([button(_("Come back"), action_id=COME_BACK)]),
    ]


def without_pictures(view: Block) -> Block:
    """With what they show in words, where Slack refuses a file."""
    return {**view, "blocks": [_in_words(block) for block in view["blocks"]]}


def _in_words(block: Block) -> Block:
    return context(escape(block["alt_text"])) if "slack_file" in block else block
