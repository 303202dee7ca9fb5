"""The door plate of company: long talks, and a newcomer's first contribution."""

from slackapp.feature_contract import Feature, NudgeOffer
from slackapp.features.company import blocks, jobs, use_cases
from slackapp.features.company.settings import CompanySettings

FEATURE = Feature(
    name="company",
    posts={use_cases.REPLY: use_cases.welcome_reply},
    jobs={use_cases.SIGN: jobs.show_sign},
    on_tick=jobs.welcome_newcomers,
    settings=CompanySettings,
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
