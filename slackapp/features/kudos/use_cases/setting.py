"""What admins may set about kudos: a page of its own, and parts of two others."""

from slackapp.feature_contract import SettingsPage
from slackapp.features.kudos.blocks import setting
from slackapp.features.kudos.settings import KudosSettings
from slackapp.workspace.settings import load_settings

PAGES = (
    SettingsPage.stored(
        KudosSettings,
        page="thanks",
        place=10,
        fields=lambda _tx: setting.thanks_fields(),
        state=lambda tx: setting.thanks_state(load_settings(tx, KudosSettings)),
        note=lambda _tx: setting.private_rule(),
    ),
    SettingsPage.stored(
        KudosSettings,
        page="channels",
        place=10,
        fields=lambda _tx: setting.channel_fields(),
        state=lambda tx: setting.channels_state(load_settings(tx, KudosSettings)),
    ),
    SettingsPage.stored(
        KudosSettings,
        page="people",
        place=20,
        fields=lambda _tx: setting.people_fields(),
        state=lambda tx: setting.people_state(load_settings(tx, KudosSettings)),
    ),
)
