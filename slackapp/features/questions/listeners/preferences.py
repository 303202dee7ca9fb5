"""The room's inputs in the preferences form."""

from collections.abc import Mapping
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import PreferenceField
from slackapp.features.questions.blocks import helping as blocks
from slackapp.features.questions.blocks import sentences
from slackapp.features.questions.use_cases.consent import (
    LONGEST_TOPICS,
    choose_times,
    choose_topics,
    find_helping,
)
from slackapp.slack.blocks import Block
from slackapp.vocabulary.refusals import Refusal


def draw_times(tx: Transaction, person: int) -> Block:
    return blocks.times_field(find_helping(tx, person).times_a_week)


def save_times(tx: Transaction, person: int, chosen: Mapping[str, Any]) -> None:
    value = str((chosen.get("selected_option") or {}).get("value", ""))
    if not value.isdigit():
        raise Refusal(sentences.old_form())
    choose_times(tx, person, int(value))


def draw_topics(tx: Transaction, person: int) -> Block:
    return blocks.topics_field(find_helping(tx, person).topics, LONGEST_TOPICS)


def save_topics(tx: Transaction, person: int, chosen: Mapping[str, Any]) -> None:
    choose_topics(tx, person, str(chosen.get("value") or ""))


PREFERENCES = (
    PreferenceField(name=blocks.TIMES, draw=draw_times, save=save_times),
    PreferenceField(name=blocks.TOPICS, draw=draw_topics, save=save_topics),
)
