"""The door plate of kudos."""

from slackapp.feature_contract import BoardOffer, Feature
from slackapp.features.kudos import jobs, listeners, use_cases
from slackapp.features.kudos.settings import KudosSettings

FEATURE = Feature(
    name="kudos",
    reads_message=use_cases.read_message,
    reads_reaction=use_cases.read_reaction,
    register_listeners=listeners.register_listeners,
    we_words=(listeners.we_kudos, listeners.we_thanks),
    posts={use_cases.GIVEN: jobs.given_post},
    jobs={use_cases.ANSWER_INLINE: jobs.answer_inline},
    settings=KudosSettings,
    counts=use_cases.count_kudos,
    board=BoardOffer(place=30, figures=jobs.board_figures, section=jobs.board_section),
)
