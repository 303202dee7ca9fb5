"""What `/we export` and `/we forget-me` say."""

from typing import Any

from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import Block, actions, button, section
from slackapp.slack.forms import modal
from slackapp.vocabulary.settings_form import SettingsField
from slackapp.vocabulary.words import _

Json = dict[str, Any]

FORGET = "privacy.forget_me"
FORGET_AND_LEAVE_OUT = "privacy.forget_me_and_leave_me_out"


def gathering() -> Json:
    return _private(_("I'm gathering what I keep about you. It comes as a direct message."))


def nothing_kept() -> str:
    return _("I keep nothing about you.")


def setting_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name="privacy.retention_days",
            kind="number",
            label=_("Days until words, links and places are erased"),
            unfit=_("A whole number from 30 to 4000."),
        )
    ]


def setting_state(days: int) -> str:
    return _("erased after {count} days").format(count=days)


def what_is_private() -> str:
    return _(
        "No message text is kept. Admins never see who declined a nudge, nor anybody's mirror or "
        "receipt. Exports for all carry no names unless asked for; people get their own by "
        "`/we export`. *Not made for performance reviews.*"
    )


def export_usage() -> str:
    return _("`/we export`: all I keep about you, by direct message")


def forget_usage() -> str:
    return _("`/we forget-me`: removes your name, texts and links here")


def ask_to_forget() -> Block:
    """Once more in plain words, before it is done."""
    said = section(_("Removes your name, texts and links here. Team totals stay. Can't be undone."))
    buttons = [
        button(_("Forget me"), action_id=FORGET, style="danger"),
        button(_("Forget me and leave me out"), action_id=FORGET_AND_LEAVE_OUT, style="danger"),
    ]
    return modal(_title(), [said, actions(buttons)], close=_("Cancel"))


def forgetting(*, leave_out: bool) -> Block:
    """In place of the question."""
    said = _("Done in a moment. What I keep about you goes; what Slack keeps is not mine.")
    after = _("If you take part again, I meet you as somebody new.")
    if leave_out:
        after = _(
            "From now on I read and keep nothing by or about you. `/we leave` brings you back."
        )
    return modal(_title(), [section(said), section(after)], close=_("Close"))


def nothing_to_forget() -> Block:
    return modal(_title(), [section(nothing_kept())], close=_("Close"))


def form_not_opened() -> str:
    return _("Slack didn't open the form in time. Please try again.")


def forgotten_home() -> Block:
    """A Home tab that tells nothing any more."""
    return {"type": "home", "blocks": [section(nothing_kept())]}


def your_data() -> str:
    """Above the export itself."""
    return _("All I keep about you, as JSON:")


def part(number: int, count: int) -> str:
    return _("Part {number} of {count}").format(number=number, count=count)


def as_written(text: str) -> Block:
    """Nothing in it links, pings or is made bold."""
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [element]}


def too_long(parts: int, person_id: str) -> str:
    """Never cut silently: how to get all of it instead."""
    return _(
        "What I keep about you would be {count} messages, too many to send. Whoever runs the app "
        "gets it as one file with `slackapp export-person` and your id, {person_id}. I can send it "
        "as a file myself once an admin allows me to (the scope `files:write`)."
    ).format(count=parts, person_id=person_id)


def _title() -> str:
    return _("Forget me")


def _private(text: str) -> Json:
    said = escape(text)
    return {"response_type": "ephemeral", "text": said, "blocks": [section(said)]}
