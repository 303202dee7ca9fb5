"""The door plate of settings: made with all rooms whose settings it shows."""

from collections.abc import Sequence
from functools import partial

from slack_bolt import App

from slackapp.feature_contract import Feature, Toolbox
from slackapp.features.settings import jobs
from slackapp.features.settings.listeners import first_run as first_run_listeners
from slackapp.features.settings.listeners import hub
from slackapp.features.settings.use_cases import first_run, inviting, own_pages
from slackapp.vocabulary.facts import AppInstalled, AppInvited


def register_listeners(app: App, toolbox: Toolbox) -> None:
    hub.register(app, toolbox)
    first_run_listeners.register(app, toolbox)


def settings_feature(rooms: Sequence[Feature]) -> Feature:
    """What it words where no toolbox is at hand is of these."""
    return Feature(
        name="settings",
        hears={
            AppInstalled: first_run.hear_installed,
            AppInvited: inviting.hear_invited,
        },
        register_listeners=register_listeners,
        we_words=(hub.we_settings,),
        posts={
            first_run.GREETING: partial(first_run.word_greeting, rooms=rooms),
            inviting.INVITED: inviting.word_invited,
            inviting.CHOOSE: partial(inviting.word_choice, rooms=rooms),
        },
        jobs={first_run.GREET: jobs.greet},
        settings_pages=own_pages.PAGES,
    )
