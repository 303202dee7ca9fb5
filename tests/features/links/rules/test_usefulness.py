"""When a link counts, and where permalinks lead."""

import pytest

from slackapp.features.links.rules.asking import Wanted, read_wanted
from slackapp.features.links.rules.shares import own_words
from slackapp.features.links.rules.usefulness import Marked, Shared, link_acts, permalinks
from slackapp.ledger.acts import Act


def shared(ts: str = "1.000000", *, by: int = 1, words: int = 9, whose: str = "other") -> Shared:
    return Shared(
        channel_id="C1",
        message_ts=ts,
        sharer=by,
        shared_at=1,
        whose="self" if whose == "self" else "other",
        words=words,
    )


def marked(by: int, at: int = 5, ts: str = "1.000000") -> Marked:
    return Marked(channel_id="C1", message_ts=ts, person=by, at=at)


def test_each_person_counts_once_at_their_first_word() -> None:
    acts = link_acts("k", 1, [shared()], [marked(2, at=9), marked(2, at=7), marked(3), marked(1)])
    assert acts == {Act("link", 1, 2, party="link:k"): 7, Act("link", 1, 3, party="link:k"): 5}


def test_marks_on_what_somebody_else_shared_are_theirs() -> None:
    shares = [shared(), shared("2.000000", by=4)]
    assert link_acts("k", 1, shares, [marked(2, ts="2.000000")]) == {}


def test_few_own_words_make_it_bare_and_own_work_nothing() -> None:
    [act] = link_acts("k", 1, [shared(words=4)], [marked(2)])
    assert act.bare
    assert link_acts("k", 1, [shared(whose="self")], [marked(2)]) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<https://acme.slack.com/archives/C1/p1795003200000100>", [("C1", "1795003200.000100")]),
        (
            "<https://a.slack.com/archives/G2/p1795003200000100?thread_ts=1.1&amp;cid=G2>",
            [("G2", "1795003200.000100")],
        ),
        ("<https://acme.slack.com/archives/C1>", []),
        ("<https://example.org/archives/x/p1795003200000100>", []),
    ],
)
def test_permalinks_lead_to_messages(text: str, found: list[tuple[str, str]]) -> None:
    assert permalinks(text) == found


def test_own_words_are_neither_links_nor_code_nor_quotes() -> None:
    text = "Read this, it's good: <https://a.b|a label> `code here` :tada:\n&gt; quoted words"
    assert own_words(text) == 4


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", Wanted(days=30)),
        ("week", Wanted(days=7)),
        ("Month <@U1|ana> invoices", Wanted(days=30, person_id="U1", word="invoices")),
        ("<#C1|it> vpn cert", Wanted(channel_id="C1", word="vpn cert")),
    ],
)
def test_words_ask_for_a_time_a_person_a_channel_and_words(words: str, wanted: Wanted) -> None:
    assert read_wanted(words) == wanted
