"""What admins may set about questions: parts of two pages."""

from slackapp.feature_contract import SettingsPage
from slackapp.features.questions.blocks import setting
from slackapp.features.questions.settings import QuestionsSettings

PAGES = (
    SettingsPage.stored(
        QuestionsSettings,
        page="channels",
        place=30,
        fields=setting.channel_fields,
        state=setting.channels_state,
    ),
    SettingsPage.stored(
        QuestionsSettings,
        page="privacy",
        place=20,
        fields=setting.privacy_fields,
        state=setting.privacy_state,
    ),
)
