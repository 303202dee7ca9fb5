"""The door plate of company: long talks, and a newcomer's first contribution."""

from slackapp.feature_contract import BoardOffer, Feature, NudgeOffer
from slackapp.features.company import blocks, jobs, listeners, use_cases
from slackapp.features.company.settings import CompanySettings

FEATURE = Feature(
    name="company",
    register_listeners=listeners.register,
    posts={use_cases.REPLY: use_cases.welcome_reply},
    jobs={use_cases.SIGN: jobs.show_sign},
    on_tick=jobs.welcome_newcomers,
    settings=CompanySettings,
    boards=(BoardOffer(place=70, section=jobs.board_section),),
    nudges=(
        NudgeOffer(
            kind=use_cases.TALK,
            way="notice",
            label=blocks.talk_label,
            ask=use_cases.suggest_voice,
            act=use_cases.nothing_to_press,
            find=use_cases.find_talks,
            hears_sent=use_cases.remember_suggested,
            default_on=False,
        ),
        NudgeOffer(
            kind=use_cases.WELCOME_FIRST,
            way="notice",
            label=blocks.welcome_label,
            ask=use_cases.thank_for_first,
            act=use_cases.nothing_to_press,
        ),
    ),
)
