"""The door plate of kudos."""

from slack_bolt import App

from slackapp.feature_contract import (
    BoardOffer,
    Feature,
    HomeCard,
    NudgeOffer,
    PreferenceField,
    Toolbox,
)
from slackapp.features.kudos import jobs
from slackapp.features.kudos.blocks import offer
from slackapp.features.kudos.blocks.choosing import CHOICES
from slackapp.features.kudos.listeners import commands, forms, post_buttons
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store import privacy as old_words
from slackapp.features.kudos.use_cases import (
    choosing,
    offering,
    posts,
    privacy,
    reactions,
    reading,
    setting,
)
from slackapp.features.kudos.use_cases.board import count_kudos


def register_listeners(app: App, toolbox: Toolbox) -> None:
    commands.register(app, toolbox)
    forms.register(app, toolbox)
    post_buttons.register(app, toolbox)


FEATURE = Feature(
    name="kudos",
    reads_message=reading.read_message,
    reads_reaction=reading.read_reaction,
    register_listeners=register_listeners,
    we_words=(commands.we_kudos, commands.we_thanks),
    posts={
        posts.GIVEN: jobs.given_post,
        posts.FED: jobs.fed_post,
        posts.ALONE: jobs.alone_post,
        posts.NOTICES: jobs.notices_post,
        posts.REPORT: jobs.report_post,
        posts.UNSHOWN: jobs.unshown_post,
    },
    posts_given_up={
        posts.GIVEN: posts.tell_giver_unshown,
        posts.ALONE: posts.tell_giver_unshown,
    },
    jobs={
        posts.ANSWER_INLINE: jobs.answer_inline,
        reactions.EXPLAIN_REACTION: jobs.explain_reaction,
        reading.EXPLAIN_GROUPS: jobs.explain_groups,
        posts.TELL_ABSENT: jobs.tell_those_absent,
    },
    settings=KudosSettings,
    settings_pages=setting.PAGES,
    counts=count_kudos,
    preferences=(
        PreferenceField(name=CHOICES, draw=choosing.draw_choices, save=choosing.save_choices),
    ),
    boards=(
        BoardOffer(place=10, section=jobs.board_values),
        BoardOffer(place=30, section=jobs.board_quotes),
    ),
    home_cards=(HomeCard(place=21, draw=jobs.you_got),),
    nudges=(
        NudgeOffer(
            kind=offering.MAKE_IT_KUDOS,
            way="notice",
            label=offer.label,
            ask=offering.ask,
            act=offering.act,
            undo=offering.undo,
            once_a_day=True,
        ),
    ),
    export_person=privacy.export_person,
    forget_person=privacy.forget_person,
    erase_before=old_words.erase_before,
)
