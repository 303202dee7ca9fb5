"""What was learned and is shipped: plain common words, no names, and every weight has its value."""

import json
import re
from pathlib import Path

import pytest

from slackapp.reading.help_index import HelpIndex, Question
from slackapp.reading.linear_model import WEIGHTS, load
from slackapp.reading.prose import read_prose
from slackapp.reading.questions import WORD_MODELS, scores_of, values_of

_PLAIN = re.compile(r"[\w'\ue000-\ue004^]{1,20}(?: [\w'\ue000-\ue004]{1,20})?")
_ID = re.compile(r"\b[uwcg][0-9a-f]{6,}\b|\d{5,}|@|://")


@pytest.mark.parametrize("path", sorted(WEIGHTS.glob("*.json")), ids=lambda path: path.stem)
def test_weights_are_of_single_words_or_pairs_without_ids(path: Path) -> None:
    words = json.loads(path.read_text("utf-8")).get("words", {})
    assert [word for word in words if not _PLAIN.fullmatch(word) or _ID.search(word)] == []


def test_each_value_has_its_weight_and_no_weight_is_left_over() -> None:
    prose = read_prose("Does anybody know?")
    values = set(values_of(prose, scores_of(prose)))
    assert values == set(load("question").values) == set(load("trackable").values)
    index = HelpIndex[str]()
    index.presence.spoke("UANA", "C1", 1)
    asked = Question(channel="C1", asked_at=2, terms={}, asker="UBO")
    assert set(index.evidence(asked)["UANA"]) == set(load("who_could_help").values)


@pytest.mark.parametrize("name", WORD_MODELS)
def test_word_models_know_enough_words(name: str) -> None:
    assert len(load(name).words) > 500
