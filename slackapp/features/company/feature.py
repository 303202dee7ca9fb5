"""The door plate of company: long talks, a newcomer's first, new connections, what helped on."""

from slackapp.feature_contract import BoardOffer, Feature, NudgeOffer, SettingsPage
from slackapp.features.company import blocks, jobs, listeners, store
from slackapp.features.company.settings import CompanySettings
from slackapp.features.company.use_cases import connections, impact, talks, welcomes
from slackapp.features.company.use_cases.pressing import nothing_to_press

FEATURE = Feature(
    name="company",
    register_listeners=listeners.register,
    posts={welcomes.REPLY: welcomes.welcome_reply},
    jobs={welcomes.SIGN: jobs.show_sign},
    on_tick=jobs.welcome_newcomers,
    settings=CompanySettings,
    settings_pages=(
        SettingsPage.stored(CompanySettings, page="nudges", place=20, fields=blocks.setting_fields),
    ),
    boards=(BoardOffer(place=70, section=jobs.board_section),),
    nudges=(
        NudgeOffer(
            kind=talks.TALK,
            way="notice",
            label=blocks.talk_label,
            ask=talks.suggest_voice,
            act=nothing_to_press,
            find=talks.find_talks,
            hears_sent=talks.remember_suggested,
            default_on=False,
        ),
        NudgeOffer(
            kind=welcomes.WELCOME_FIRST,
            way="notice",
            label=blocks.welcome_label,
            ask=welcomes.thank_for_first,
            act=nothing_to_press,
        ),
        NudgeOffer(
            kind=connections.NEW_CONNECTION,
            way="notice",
            label=blocks.connection_label,
            ask=connections.tell_of_connection,
            act=nothing_to_press,
            find=connections.find_connections,
            once_a_day=True,
        ),
        NudgeOffer(
            kind=impact.IMPACT,
            way="direct_message",
            label=blocks.impact_label,
            ask=impact.tell_of_impact,
            act=nothing_to_press,
            find=impact.find_impact,
            on_home=True,
        ),
    ),
    export_person=store.export_person,
    forget_person=store.forget_person,
)
