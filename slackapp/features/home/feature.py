"""The door plate of the Home tab."""

from collections.abc import Sequence
from functools import partial

from slackapp.feature_contract import Feature
from slackapp.features.home import jobs, listeners, use_cases
from slackapp.vocabulary.facts import (
    NudgeAnswered,
    PreferencesChanged,
    QuestionAsked,
    ThanksGiven,
)


def home_feature(rooms: Sequence[Feature]) -> Feature:
    """These rooms tell what they would have posted; their cards come with the toolbox."""
    return Feature(
        name="home",
        reads_home_opened=use_cases.open_home,
        hears={
            ThanksGiven: use_cases.hear_thanks,
            QuestionAsked: use_cases.hear_question,
            PreferencesChanged: use_cases.hear_preferences,
            NudgeAnswered: use_cases.hear_answer,
        },
        register_listeners=listeners.register,
        posts={
            use_cases.FIRST_USE: use_cases.word_first_use,
            use_cases.LISTENED: partial(use_cases.word_listened, rooms=rooms),
        },
        jobs={use_cases.PUBLISH: jobs.publish},
        on_tick=jobs.report_listened,
    )
