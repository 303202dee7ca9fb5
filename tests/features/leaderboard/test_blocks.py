"""The board in Slack and in plain text, within Slack's limits for names of any kind."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from slackapp.features.leaderboard import blocks
from slackapp.features.leaderboard.blocks import Board, Drawing, Figure, Part, draw_board
from slackapp.features.leaderboard.rules import (
    Giver,
    Line,
    Period,
    Ranking,
    month_period,
    week_period,
)
from slackapp.vocabulary.weeks import Week

WEEK = week_period(Week(2026, 47))
FIGURES = (
    Figure(count=29, words="people gave", before=25),
    Figure(count=14, words="kudos", before=12),
    Figure(count=6, words="new connections", before=9),
    Figure(count=15, words="links shared", before=15),
    Figure(count=0, words="answers"),
)
READING = Part(
    [{"type": "section", "text": {"type": "mrkdwn", "text": "*Worth reading*\n• a"}}],
    "Worth reading\n• a",
)


def test_a_full_board_reads_like_this_in_a_terminal() -> None:
    ranking = Ranking(
        lines=(
            Line((_giver("Bo", answer=4, promotion=2),)),
            Line((_giver("Cy", kudos=2, acknowledgement=1), _giver("Di", kudos=3))),
            Line((_giver("Eva", link=1), _giver("Fay", credit=1, helped_me_too=2)), more=2),
        ),
        stepping_back=(_giver("Ana"),),
    )
    drawing = draw_board(
        _board(ranking=ranking, parts=[READING], cause="nobody waits a day for help", late=True)
    )
    assert drawing.text == (
        "We, not me · week 47\n"
        "Our cause: nobody waits a day for help\n"
        "This board comes late.\n"
        "\n"
        "29 people gave (last week 25)\n"
        "14 kudos ▲2 · 6 new connections ▼3 · 15 links shared\n"
        "\n"
        "Who gave most\n"
        "1. Bo: answered 4, passed on 2\n"
        "2. Cy and Di: thanked 3\n"
        "3. Eva: shared 1 useful link · Fay: helped 2 more, credited 1 · and 2 more\n"
        "\n"
        "Ana steps back this week, to leave room.\n"
        "\n"
        "Worth reading\n"
        "• a"
    )
    assert [block["type"] for block in drawing.blocks] == [
        "header",
        "context",
        "context",
        "section",
        "section",
        "context",
        "section",
    ]
    assert drawing.blocks[3]["text"]["text"] == "*29 people gave* (last week 25)"
    assert [field["text"] for field in drawing.blocks[3]["fields"]] == [
        "14 kudos ▲2",
        "6 new connections ▼3",
        "15 links shared",
    ]
    _is_taken_by_slack(drawing)


def test_with_nothing_to_compare_figures_stand_alone() -> None:
    figures = [Figure(count=4, words="people gave"), Figure(count=9, words="kudos")]
    assert "4 people gave\n9 kudos" in draw_board(_board(figures=figures)).text


def test_a_share_can_be_the_headline_and_others_stand_below_it() -> None:
    figures = [
        Figure(count=29, words="people gave", before=25),
        Figure(count=12, words="questions answered", before=10, of=14),
        Figure(count=0, words="questions solved", of=3),
        Figure(
            count=11,
            words="people who helped were thanked",
            before=8,
            of=13,
            of_before=12,
            is_headline=True,
        ),
    ]
    shown = draw_board(_board(figures=figures)).text
    assert "11 of 13 people who helped were thanked (last week 8 of 12)\n" in shown
    assert "29 people gave ▲4 · 12 of 14 questions answered ▲2 · 0 of 3 questions solved" in shown


def test_scores_are_shown_only_where_the_workspace_wants_them() -> None:
    ranking = Ranking(
        (Line((_giver("Bo", score="4.500", kudos=4),)), Line((_giver("Cy", kudos=1),)))
    )
    shown = draw_board(_board(ranking=ranking, order="with_scores")).text
    assert "1. Bo: thanked 4 (score 4.5)\n2. Cy: thanked 1 (score 10)" in shown
    assert "score" not in draw_board(_board(ranking=ranking)).text


def test_by_name_nobody_stands_above_another() -> None:
    ranking = Ranking((Line((_giver("Cy", kudos=4),)), Line((_giver("ana", answer=1),), more=1)))
    shown = draw_board(_board(ranking=ranking, order="alphabetical")).text
    assert "Who gave most, by name\nana: answered 1 · Cy: thanked 4 · and 1 more" in shown


def test_several_who_step_back_are_said_in_one_line() -> None:
    away = Ranking(stepping_back=(_giver("Ana"), _giver("Bo"), _giver("Cy")))
    shown = draw_board(_board(ranking=away)).text
    assert "Ana, Bo and Cy step back this week, to leave room." in shown


@pytest.mark.parametrize(
    ("period", "finished", "sentence"),
    [
        (WEEK, True, "A quiet week: 1 person gave, 3 links shared."),
        (WEEK, False, "Quiet so far: 1 person gave, 3 links shared."),
        (month_period(Week(2026, 47)), True, "A quiet month: 1 person gave, 3 links shared."),
    ],
)
def test_few_givers_make_a_quiet_board(period: Period, finished: bool, sentence: str) -> None:  # noqa: FBT001  parametrized
    figures = [
        Figure(count=1, words="person gave", before=8),
        Figure(count=0, words="kudos"),
        Figure(count=3, words="links shared"),
    ]
    drawing = draw_board(_board(period=period, finished=finished, figures=figures))
    assert drawing.text.endswith(f"\n\n{sentence}")
    _is_taken_by_slack(drawing)


def test_the_title_names_the_weeks() -> None:
    titles = [
        draw_board(_board(period=period, finished=finished)).text.splitlines()[0]
        for period, finished in [(WEEK, False), (month_period(Week(2026, 47)), True)]
    ]
    assert titles == ["We, not me · week 47, so far", "We, not me · weeks 45 to 48"]


def test_a_board_without_numbers_and_sections_is_empty() -> None:
    nothing = [Figure(count=0, words="people gave", before=4)]
    assert _board(figures=nothing).is_empty
    assert not _board(figures=nothing, parts=[READING]).is_empty
    assert not _board(figures=[*nothing, Figure(count=1, words="link shared")]).is_empty


def test_names_and_causes_ping_and_link_nobody() -> None:
    hostile = "<!channel> <@U1> & \u202eevil"
    drawing = draw_board(
        _board(
            ranking=Ranking((Line((_giver(hostile, kudos=1),)),), (_giver(hostile),)),
            cause="<!here|now>",
        )
    )
    shown = json.dumps(list(drawing.blocks), ensure_ascii=False)
    assert "<" not in shown
    assert shown.count('"type": "mrkdwn"') == shown.count('"verbatim": true') > 0
    assert "\u202e" not in shown + drawing.text
    assert "&lt;!channel&gt; &lt;@U1&gt; &amp; evil" in shown
    assert blocks.board_answer(drawing)["text"].count("<") == 0


@pytest.mark.parametrize("sign", ["&", "<", '"', "\\", "é", "👩‍👩‍👧", "a\u0301"])
def test_giant_names_stay_within_the_limits(sign: str) -> None:
    giants = tuple(
        _giver(sign * 80, answer=n + 1, link=99, promotion=99, credit=99, kudos=99)
        for n in range(25)
    )
    lines = tuple(Line(giants[n : n + 5], more=99) for n in range(0, 25, 5))
    drawing = draw_board(
        _board(
            figures=[Figure(count=10**9, words=sign * 500, before=0)] * 30,
            ranking=Ranking(lines, stepping_back=giants[:5]),
            cause=sign * 120,
            order="with_scores",
            parts=[READING] * 30,
        )
    )
    _is_taken_by_slack(drawing)
    assert "Who gave most" in drawing.text
    assert "steps back" in drawing.text or "step back" in drawing.text


def test_sections_that_no_longer_fit_are_left_out_whole() -> None:
    giant = Part([*READING.blocks] * 30, "too much")
    drawing = draw_board(_board(parts=[giant, READING]))
    assert "too much" not in drawing.text
    assert drawing.text.endswith("Worth reading\n• a")
    assert drawing.blocks[-1] == READING.blocks[0]


def test_answers_are_for_whoever_asked() -> None:
    for answer in (
        blocks.board_answer(draw_board(_board())),
        blocks.nothing_yet(),
        blocks.unknown_period(),
    ):
        assert answer["response_type"] == "ephemeral"
        assert answer["text"]


def _board(**changes: Any) -> Board:  # noqa: ANN401  any field of a board
    fields: dict[str, Any] = {"period": WEEK, "finished": True, "figures": FIGURES}
    return Board(**(fields | changes))


def _giver(name: str, *, score: str = "10", **deeds: int) -> Giver:
    return Giver(key=1, name=name, score=Decimal(score), deeds=deeds)


def _is_taken_by_slack(drawing: Drawing) -> None:
    assert len(drawing.blocks) <= 24
    assert len(json.dumps(list(drawing.blocks), ensure_ascii=False)) <= 13_200
    for parsed in Block.parse_all([dict(block) for block in drawing.blocks]):
        parsed.validate_json()
    for text in _texts(drawing.blocks):
        assert len(text) <= 3000
    for block in drawing.blocks:
        assert len(block.get("fields", ())) <= 10
        assert all(len(field["text"]) <= 2000 for field in block.get("fields", ()))
        if block["type"] == "header":
            assert len(block["text"]["text"]) <= 150


def _texts(drawn: Sequence[Any]) -> list[str]:
    return [
        part["text"]
        for block in drawn
        for part in [block.get("text"), *block.get("elements", ()), *block.get("fields", ())]
        if part
    ]
