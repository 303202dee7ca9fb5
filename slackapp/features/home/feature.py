"""The door plate of the Home tab."""

from collections.abc import Sequence
from functools import partial

from slackapp.feature_contract import Feature
from slackapp.features.home import jobs, listeners, store
from slackapp.features.home.use_cases import showing, telling
from slackapp.vocabulary.facts import (
    HomeChanged,
    NudgeAnswered,
    PreferencesChanged,
    QuestionAsked,
    ThanksGiven,
)


def home_feature(rooms: Sequence[Feature]) -> Feature:
    """These rooms tell what they would have posted; their cards come with the toolbox."""
    return Feature(
        name="home",
        reads_home_opened=showing.open_home,
        reads_message=showing.see_message,
        reads_reaction=showing.see_reaction,
        hears={
            ThanksGiven: telling.hear_thanks,
            QuestionAsked: telling.hear_question,
            PreferencesChanged: showing.hear_preferences,
            NudgeAnswered: showing.hear_answer,
            HomeChanged: showing.hear_change,
        },
        register_listeners=listeners.register,
        posts={
            telling.FIRST_USE: telling.word_first_use,
            telling.LISTENED: partial(telling.word_listened, rooms=rooms),
        },
        jobs={showing.PUBLISH: jobs.publish},
        on_tick=jobs.report_listened,
        export_person=store.export_person,
        forget_person=store.forget_person,
    )
