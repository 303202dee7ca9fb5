"""The door plate of receipts."""

from slackapp.feature_contract import Feature
from slackapp.features.receipts import listeners, use_cases

FEATURE = Feature(
    name="receipts",
    register_listeners=listeners.register,
    we_words=(listeners.we_me,),
    posts={use_cases.NOTE: use_cases.word_note},
)
