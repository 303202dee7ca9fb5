"""What admins may set about questions, in words."""

from slackapp.features.questions.settings import QuestionsSettings
from slackapp.vocabulary.settings_form import SettingsField
from slackapp.vocabulary.words import _, ngettext

_MOST_CHANNELS = 100


def channel_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name="questions.channels",
            kind="channels",
            label=_("Open questions are noticed in"),
            hint=_("Invite me there, too. None: only questions that somebody tracks."),
            unfit=_("Choose channels of this workspace."),
            most=_MOST_CHANNELS,
        ),
        SettingsField(
            name="questions.accepting",
            kind="names",
            label=_("Emoji by which an asker accepts an answer"),
            unfit=_("These are no names of emoji."),
        ),
        SettingsField(
            name="questions.claim_hours",
            kind="number",
            label=_("Working hours that “I'll take it” holds"),
            unfit=_("A whole number from 1 to 80."),
        ),
        SettingsField(
            name="questions.expiry_days",
            kind="number",
            label=_("Days a question stays open"),
            unfit=_("A whole number from 1 to 365."),
        ),
    ]


def channels_state(settings: QuestionsSettings) -> str:
    count = len(settings.channels)
    if not count:
        return _("questions nowhere yet")
    return ngettext("questions in {count}", "questions in {count}", count).format(count=count)


def privacy_fields() -> list[SettingsField]:
    return [
        SettingsField(
            name="questions.retention_days",
            kind="number",
            label=_("Days until a question is forgotten"),
            unfit=_("A whole number from 1 to 4000."),
        )
    ]


def privacy_state(settings: QuestionsSettings) -> str:
    return _("questions kept for {count} days").format(count=settings.retention_days)
