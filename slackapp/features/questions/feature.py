"""The door plate of questions."""

from slack_bolt import App

from slackapp.feature_contract import BoardOffer, Feature, HomeCard, Toolbox
from slackapp.features.questions import jobs
from slackapp.features.questions.listeners import asking, commands, finding, home, shortcuts
from slackapp.features.questions.listeners.preferences import PREFERENCES
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.use_cases import (
    baton,
    consent,
    did_it_help,
    open_questions,
    privacy,
    reading,
    setting,
    settling,
    thanks_round,
    tracking,
    unthanked,
)
from slackapp.features.questions.use_cases.board import count_questions


def register_listeners(app: App, toolbox: Toolbox) -> None:
    commands.register(app, toolbox)
    asking.register(app, toolbox)
    shortcuts.register(app, toolbox)
    home.register(app, toolbox)


FEATURE = Feature(
    name="questions",
    reads_message=reading.read_message,
    reads_reaction=reading.read_reaction,
    register_listeners=register_listeners,
    we_words=(asking.we_ask, commands.we_questions, finding.we_find),
    posts={settling.ASKED: jobs.asked_post},
    posts_given_up={settling.ASKED: tracking.hear_unposted},
    jobs={
        settling.ANSWER_ACCEPTED: jobs.show_accepted,
        reading.WHO_HELPED: jobs.ask_who_helped,
        settling.READ_THREAD: jobs.read_thread,
    },
    on_tick=jobs.tidy_when_due,
    settings=QuestionsSettings,
    settings_pages=setting.PAGES,
    counts=count_questions,
    boards=(
        BoardOffer(place=40, section=jobs.board_quietly),
        BoardOffer(place=50, figures=jobs.board_figures, section=jobs.board_section),
        BoardOffer(place=80, section=jobs.board_impact),
    ),
    nudges=(
        open_questions.OFFER,
        thanks_round.OFFER,
        baton.OFFER,
        consent.OFFER,
        did_it_help.OFFER,
        unthanked.OFFER,
    ),
    preferences=PREFERENCES,
    home_cards=(
        HomeCard(place=30, draw=jobs.home_could_answer, for_guests=False),
        HomeCard(place=41, draw=jobs.home_came),
    ),
    export_person=privacy.export_person,
    forget_person=privacy.forget_person,
    erase_before=privacy.erase_before,
)
