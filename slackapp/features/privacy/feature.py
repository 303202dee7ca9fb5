"""The door plate of privacy."""

from slackapp.feature_contract import Feature
from slackapp.features.privacy import jobs, listeners
from slackapp.features.privacy.settings import PrivacySettings
from slackapp.features.privacy.use_cases.exporting import EXPORT
from slackapp.features.privacy.use_cases.forgetting import FORGET
from slackapp.features.privacy.use_cases.retention import ERASE_OLD

FEATURE = Feature(
    name="privacy",
    register_listeners=listeners.register,
    we_words=(listeners.we_export, listeners.we_forget_me),
    jobs={EXPORT: jobs.send_export, FORGET: jobs.forget, ERASE_OLD: jobs.erase_old},
    on_tick=jobs.Nightly(),
    settings=PrivacySettings,
)
