"""The door plate of preferences; what it shows of other rooms is their offers."""

from slackapp.feature_contract import Feature
from slackapp.features.preferences import listeners

FEATURE = Feature(
    name="preferences",
    register_listeners=listeners.register,
    we_words=(listeners.we_preferences, listeners.we_pause, listeners.we_leave),
)
