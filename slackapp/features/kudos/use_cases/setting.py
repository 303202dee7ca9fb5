"""What admins may set about kudos: a page of its own, and parts of two others."""

from slackapp.feature_contract import SettingsPage
from slackapp.features.kudos.blocks import setting
from slackapp.features.kudos.settings import KudosSettings

PAGES = (
    SettingsPage.stored(
        KudosSettings,
        page="thanks",
        place=10,
        fields=setting.thanks_fields,
        state=setting.thanks_state,
        note=lambda _tx: setting.private_rule(),
    ),
    SettingsPage.stored(
        KudosSettings,
        page="channels",
        place=10,
        fields=setting.channel_fields,
        state=setting.channels_state,
    ),
    SettingsPage.stored(
        KudosSettings,
        page="people",
        place=20,
        fields=setting.people_fields,
        state=setting.people_state,
    ),
)
