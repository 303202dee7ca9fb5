"""What admins may set about questions: parts of two pages."""

from slackapp.feature_contract import SettingsPage
from slackapp.features.questions.blocks import setting
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.workspace.settings import load_settings

PAGES = (
    SettingsPage.stored(
        QuestionsSettings,
        page="channels",
        place=30,
        fields=lambda _tx: setting.channel_fields(),
        state=lambda tx: setting.channels_state(load_settings(tx, QuestionsSettings)),
    ),
    SettingsPage.stored(
        QuestionsSettings,
        page="privacy",
        place=20,
        fields=lambda _tx: setting.privacy_fields(),
        state=lambda tx: setting.privacy_state(load_settings(tx, QuestionsSettings)),
    ),
)
