"""What people are shown of questions fits Slack and calls nobody, whatever their names are."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.features.questions.blocks import answers, asking, board, listing
from slackapp.features.questions.rules.shown import (
    AskedShown,
    Found,
    HelperShown,
    Listing,
    Picker,
    QuestionShown,
    Settled,
)
from slackapp.slack.lines import fill
from tests.features.kudos.blocks.fit import (
    HOSTILE,
    NAMES,
    assert_calls_nobody,
    assert_fit_for_slack,
    assert_form_fit_for_slack,
)

TEXT = st.one_of(HOSTILE, st.text(max_size=200))
QUESTIONS = st.builds(
    QuestionShown,
    question_id=st.just("C1:1795003200.000100"),
    channel_id=st.just("C1"),
    channel_name=TEXT,
    ts=st.just("1795003200.000100"),
    thread_ts=st.just(""),
    url=st.sampled_from(["", "https://acme.slack.com/archives/C1/p1795003200000100"]),
    title=TEXT,
    asker=TEXT,
    asked_on=st.just(date(2026, 11, 18)),
    days=st.integers(0, 400),
    state=st.sampled_from(["open", "claimed", "answered", "expired"]),
    answers=NAMES,
    by_me=st.booleans(),
    taken_by=TEXT,
    taken_by_me=st.booleans(),
)
LINES = st.lists(QUESTIONS, max_size=5).map(tuple)


@settings(max_examples=40, deadline=None)
@given(LINES, TEXT, st.sampled_from(["open", "mine", "C1"]))
def test_a_list_and_what_is_found_fit(
    lines: tuple[QuestionShown, ...], words: str, view: str
) -> None:
    page = Listing(view=view, lines=lines, total=99, offset=5, channel_name=words)
    for shown in (
        listing.listing(page, "Done.", ("claim", "C1:1795003200.000100")),
        listing.found(Found(words=words, lines=lines)),
    ):
        filled = fill(shown, {})
        assert_fit_for_slack(filled["blocks"])
        assert_calls_nobody(filled)


@settings(max_examples=40, deadline=None)
@given(QUESTIONS, NAMES)
def test_who_helped_is_asked_within_slack_s_limits(
    question: QuestionShown, names: tuple[str, ...]
) -> None:
    helpers = tuple(
        HelperShown(key=key, name=name, accepted=key % 2 == 0) for key, name in enumerate(names)
    )
    shown = fill(listing.picker(Picker(question=question, helpers=helpers)), {})
    assert_fit_for_slack(shown["blocks"])
    marked_up = [block for block in shown["blocks"] if block["type"] != "actions"]
    assert_calls_nobody(shown["text"], marked_up)  # a button's plain text calls nobody


@settings(max_examples=40, deadline=None)
@given(LINES, TEXT, TEXT, NAMES)
def test_the_form_the_post_and_the_answers_fit(
    lines: tuple[QuestionShown, ...], title: str, details: str, names: tuple[str, ...]
) -> None:
    view = asking.form(
        title=title, channel_id="C1", metadata="{}", similar=lines[:3], details=details
    )
    assert_form_fit_for_slack(fill(view, {}))
    for state in ("open", "claimed", "helped", "solved", "withdrawn", "expired"):
        asked = AskedShown(
            question_id="ask:V1",
            asker=title,
            title=title,
            details=details,
            state=state,
            taken_by=title,
            helpers=names,
        )
        text, blocks = asking.post(asked)
        assert_fit_for_slack(blocks)
        assert_calls_nobody(text, blocks)
    settled = Settled(channel_id="C1", ts="1795003200.000100", helper=title, accepted=False)
    assert_calls_nobody(answers.helped(settled))
    blocks, text = board.still_open(lines[:3] or (QUESTION,))
    assert_fit_for_slack(fill(blocks, {}))
    assert_calls_nobody(fill([blocks], {}))


QUESTION = QuestionShown(
    question_id="C1:1795003200.000100",
    channel_id="C1",
    channel_name="it",
    ts="1795003200.000100",
    thread_ts="",
    url="",
    title="",
    asker="Ana",
    asked_on=date(2026, 11, 18),
    days=3,
    state="open",
)


def test_the_board_never_names_who_asked() -> None:
    blocks, text = board.still_open([QUESTION])
    filled = fill(blocks, {})
    assert filled[0]["text"]["text"] == "*Still open*\n• A question in #it, Wednesday #it, 3 days"
    assert "Ana" not in text
