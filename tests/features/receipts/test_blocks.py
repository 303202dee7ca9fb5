"""A receipt in words, within Slack's limits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from slack_sdk.models.blocks import Block

from slackapp.features.receipts.blocks.notes import note, thank_you, wrong_form
from slackapp.features.receipts.blocks.reasons import points, why
from slackapp.features.receipts.blocks.receipt import receipt
from slackapp.features.receipts.rules import FactorShown, LineShown, NoteShown, ReceiptShown
from slackapp.ledger.receipts import FactorKind, LineKind
from slackapp.ledger.receipts import LinePot as Pot
from slackapp.vocabulary.weeks import Week

WEEK = Week(2026, 47)


def _factor(kind: FactorKind, count: int = 0, worth: str = "0", name: str = "Bo") -> FactorShown:
    return FactorShown(kind=kind, count=count, points=Decimal(worth), name=name)


def _line(
    *factors: FactorShown,
    kind: LineKind = "kudos",
    pot: Pot = "thanking",
    names: Sequence[str] = ("Bo",),
    worth: str = "1",
    url: str = "",
    is_private: bool = False,
) -> LineShown:
    return LineShown(
        line_id=f"{kind}{names[0]}",
        kind=kind,
        pot=pot,
        names=tuple(names),
        at=datetime(2026, 11, 17, 9, 0, tzinfo=UTC),
        points=Decimal(worth),
        factors=factors,
        is_private=is_private,
        url=url,
    )


def _shown(*lines: LineShown, scores: bool = True) -> ReceiptShown:
    return ReceiptShown(week=WEEK, is_this_week=False, lines=lines, scores=scores)


def _texts(shown: ReceiptShown) -> list[str]:
    blocks = receipt(shown)["blocks"]
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0"), ("2", "2"), ("10", "10"), ("0.5", "½"), ("2.50", "2½"), ("0.25", "¼"),
     ("1.75", "1¾"), ("0.125", "⅛"), ("0.0625", "0.062"), ("3.333333333", "3.333"),
     ("0.333333333", "0.333"), ("1E+1", "10")],
)  # fmt: skip
def test_points_are_as_short_as_one_would_say_them(value: str, shown: str) -> None:
    assert points(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (_factor("bare"), "without words: half"),
        (_factor("group", 5), "group of 5: one act"),
        (_factor("again", 2), "second thanks to Bo this week: half"),
        (_factor("again", 3), "third thanks to Bo this week: a quarter"),
        (_factor("again", 5, name=""), "number 5 for somebody this week: 1/16"),
        (_factor("past_cap", worth="5"), "past 5 a week: doesn't count"),
        (_factor("cut_by_cap", worth="7.5"), "7½ a week are reached: counts in part"),
        (_factor("past_connections", 3), "past 3 a week: doesn't count"),
        (_factor("weightless"), "doesn't count in this workspace"),
        (_factor("private"), "from a private channel: not on the public board"),
        (_factor("more_people", 3, "1"), "3 people found it useful: +1"),
        (_factor("earlier", 2, "0.5"), "it counted in an earlier week: ½ for more people"),
    ],
)
def test_each_factor_is_said_in_words(factor: FactorShown, words: str) -> None:
    assert why(_line(factor), factor) == words


def test_a_line_says_what_when_where_and_why() -> None:
    url = "https://acme.slack.com/archives/C1/p1"
    kudos = _line(_factor("again", 2), worth="0.5", url=url)
    answer = _line(kind="answer", pot="helping", names=["Cy & <Co>"], worth="3")
    met = _line(kind="new_connection", pot="connections", names=["Eva"])
    assert _texts(_shown(kudos, answer, met)) == [
        "*Your week 47 of 2026: 4½*",
        "*Helping 3*\n• 3 · you answered Cy &amp; &lt;Co&gt; · 17 Nov",
        f"*Thanking ½*\n• ½ · kudos to Bo · <{url}|17 Nov> · _second thanks to Bo this week: half_",
        "*New connections 1*\n• 1 · new connection with Eva · 17 Nov",
    ]


def test_a_week_without_anything_shows_a_first_step_and_the_way_to_last_week() -> None:
    said = receipt(ReceiptShown(week=WEEK, is_this_week=True, lines=()))
    assert "A first step" in str(said["blocks"])
    labels = [one["text"]["text"] for one in said["blocks"][-1]["elements"]]
    assert labels == ["Last week", "Something wrong?"]


def test_a_guest_is_told_why_nothing_counts() -> None:
    assert "Guests" in str(receipt(_shown(_line(worth="0"), scores=False))["blocks"])


def test_hundreds_of_lines_stay_within_what_slack_takes_and_say_how_many_are_left() -> None:
    names = [f"{'x' * 60} {n}" for n in range(9)]
    lines = [_line(*[_factor("again", 2, name=name) for name in names], names=names)] * 400
    said = receipt(_shown(*lines, _line(kind="answer", pot="helping")))
    for block in Block.parse_all(said["blocks"]):
        block.validate_json()
    assert len(str(said["blocks"])) < 13_200
    assert all(len(text) <= 3_000 for text in _texts(_shown(*lines)))
    assert "more lines" in said["blocks"][-2]["elements"][0]["text"]


def test_how_many_lines_are_left_out_is_said() -> None:
    shown = replace(_shown(_line()), more=7)
    assert "and 7 more lines" in str(receipt(shown)["blocks"])


def test_the_form_offers_up_to_a_hundred_lines_and_none_where_there_are_none() -> None:
    lines = [_line(names=[f"{'long ' * 20}{n}"]) for n in range(150)]
    which, what = wrong_form(_shown(*lines))["blocks"]
    options = which["element"]["options"]
    assert (which["optional"], len(options)) == (True, 100)
    assert max(len(one["text"]["text"]) for one in options) <= 75
    assert what["element"]["max_length"] == 500
    assert len(wrong_form(_shown())["blocks"]) == 1


def test_who_will_look_is_named() -> None:
    assert "Thank you, Ana and Cy will look." in str(thank_you(["Ana", "Cy"]))


def test_words_of_a_note_can_neither_mention_nor_link() -> None:
    words = "<!channel> <@UANA> see <https://evil.example|here>\nsecond line"
    shown = NoteShown(name="<!here>", week=WEEK, words=words, line=None, line_gone=False)
    text, blocks = note(shown)
    assert "<!" not in text + str(blocks)
    assert "<@" not in str(blocks)
    assert "> second line" in str(blocks)
