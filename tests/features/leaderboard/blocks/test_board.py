"""The board in Slack and in plain text, within Slack's limits for names of any kind."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from slackapp.features.leaderboard.blocks import answers
from slackapp.features.leaderboard.blocks.board import draw_board, without_chart
from slackapp.features.leaderboard.rules.corrections import Correction
from slackapp.features.leaderboard.rules.figures import Figure, read_goal
from slackapp.features.leaderboard.rules.periods import Period, Wanted, period_with, week_period
from slackapp.features.leaderboard.rules.ranking import Giver, Line, Ranking
from slackapp.features.leaderboard.rules.shown import Board, Drawing, Part
from slackapp.features.leaderboard.rules.trend import TrendWeek
from slackapp.sandbox.block_kit.limits import message_problems
from slackapp.vocabulary.weeks import Week

WEEK = week_period(Week(2026, 47))
FIGURES = (
    Figure(name="givers", count=29, words="people gave", before=25),
    Figure(name="kudos", count=14, words="kudos", before=12),
    Figure(name="connections", count=6, words="new connections", before=9),
    Figure(name="links", count=15, words="links shared", before=15),
    Figure(name="answers", count=0, words="answers"),
)
TREND = tuple(TrendWeek(Week(2026, 40 + n), 60 + n, 80 - n) for n in range(8))
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
        "6 new connections ▼3 · 14 kudos ▲2 · 15 links shared\n"
        "\n"
        "Who gave most · by giving score: helping counts most\n"
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
        "actions",
    ]
    assert drawing.blocks[3]["text"]["text"] == "*29 people gave* (last week 25)"
    assert [field["text"] for field in drawing.blocks[3]["fields"]] == [
        "6 new connections ▼3",
        "14 kudos ▲2",
        "15 links shared",
    ]
    _is_taken_by_slack(drawing)


def test_with_nothing_to_compare_figures_stand_alone() -> None:
    figures = [
        Figure(name="givers", count=4, words="people gave"),
        Figure(name="kudos", count=9, words="kudos"),
    ]
    assert "4 people gave\n9 kudos" in draw_board(_board(figures=figures)).text


def test_a_share_is_the_headline_and_the_teams_four_numbers_stand_below_it() -> None:
    figures = [
        Figure(name="givers", count=29, words="people gave", before=25),
        Figure(name="kudos", count=40, words="kudos", before=30),
        Figure(name="connections", count=6, words="new connections"),
        Figure(name="answered", count=12, words="questions answered", before=10, of=14),
        Figure(
            name="first_reply", count=38, words="First reply {count} min", before=50, kind="median"
        ),
        Figure(
            name="helpers_thanked",
            count=11,
            words="people who helped were thanked",
            before=8,
            of=13,
            of_before=12,
            kind="headline",
        ),
    ]
    board = _board(figures=figures, goal=read_goal("answered=90"))
    assert draw_board(board).text.startswith(
        "We, not me · week 47\n\n"
        "11 of 13 people who helped were thanked (last week 8 of 12)\n"
        "12 of 14 questions answered ▲2 (goal 90 %) · First reply 38 min ▼ · "
        "29 people gave ▲4 · 6 new connections"
    )
    assert "kudos" not in draw_board(board).text
    thanked = draw_board(_board(figures=figures, goal=read_goal("thanked=80"))).text
    assert "(last week 8 of 12) (goal 80 %)" in thanked


def test_eight_weeks_are_a_chart_whose_numbers_stand_in_the_text() -> None:
    drawing = draw_board(_board(trend=TREND))
    [chart] = [one for one in drawing.blocks if one["type"] == "data_visualization"]
    assert [one["name"] for one in chart["chart"]["series"]] == ["Thanked", "Answered"]
    assert chart["chart"]["axis_config"]["categories"] == [str(week) for week in range(40, 48)]
    assert [one["value"] for one in chart["chart"]["series"][0]["data"]] == [*range(60, 68)]
    assert (
        "Weeks 40, 41, 42, 43, 44, 45, 46, 47: thanked 60, 61, 62, 63, 64, 65, 66, 67 %, "
        "answered 80, 79, 78, 77, 76, 75, 74, 73 %" in drawing.text
    )
    assert "8 weeks: thanked 60 → 67 %, answered 80 → 73 %" in json.dumps(
        list(drawing.blocks), ensure_ascii=False
    )
    _is_taken_by_slack(drawing)


def test_where_slack_draws_no_charts_bars_of_text_stand_instead() -> None:
    drawing = draw_board(_board(trend=TREND), "answer")
    shown = json.dumps(list(drawing.blocks), ensure_ascii=False)
    assert "data_visualization" not in shown
    assert "8 weeks: thanked ▅▅▅▅▆▆▆▆ 60 → 67 %, answered ▇▇▇▇▇▆▆▆ 80 → 73 %" in shown
    plain = without_chart(draw_board(_board(trend=TREND)))
    assert {one["type"] for one in plain.blocks}.isdisjoint({"data_visualization"})
    assert "8 weeks: thanked 60 → 67 %" in json.dumps(list(plain.blocks), ensure_ascii=False)


def test_a_post_leads_to_receipt_questions_links_and_out_of_this() -> None:
    *_, row = draw_board(_board()).blocks
    assert [(one["text"]["text"], one["action_id"]) for one in row["elements"]] == [
        ("My receipt", "we.word.me"),
        ("All open questions", "we.word.questions"),
        ("Reading list", "we.word.links"),
        ("Leave me out of this", "we.word.leave"),
    ]
    assert row["elements"][0]["value"] == "me 2026-W47"  # of the board's week, whenever pressed


def test_who_asked_may_share_the_board_and_a_form_has_nowhere_to_share_it() -> None:
    *_, row = draw_board(_board(), "answer").blocks
    assert [one["text"]["text"] for one in row["elements"]] == ["Share here", "My receipt"]
    assert row["elements"][0]["value"] == "week/2026-W47/"
    assert all(one["type"] != "actions" for one in draw_board(_board(), "form").blocks)


def test_what_came_after_the_post_is_said_to_who_asks() -> None:
    changes = [
        Correction(name="Bo", deed="answer", more=2),
        Correction(name="Bo", deed="kudos", more=-1),
        Correction(name="Cy", deed="link", more=1),
    ]
    assert draw_board(_board(since_posted=changes)).text.endswith(
        "Since it was posted: Bo 2 more answers, 1 thanks less · Cy 1 more useful link"
    )


def test_parts_below_the_ranking_stand_below_it() -> None:
    above, below = Part(READING.blocks, "above", 10), Part(READING.blocks, "below", 30)
    ranking = Ranking((Line((_giver("Bo", answer=1),)),))
    text = draw_board(_board(ranking=ranking, parts=[below, above])).text
    assert text.index("above") < text.index("Who gave most") < text.index("below")


def test_scores_are_shown_only_where_the_workspace_wants_them() -> None:
    ranking = Ranking(
        (Line((_giver("Bo", score="4.500", kudos=4),)), Line((_giver("Cy", kudos=1),)))
    )
    shown = draw_board(_board(ranking=ranking, order="with_scores")).text
    assert "1. Bo: thanked 4 (score 4.5)\n2. Cy: thanked 1 (score 10)" in shown
    assert "(score" not in draw_board(_board(ranking=ranking)).text


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
        (WEEK, True, "A quiet week: 3 thanks, 1 answer. 2 questions still wait."),
        (WEEK, False, "Quiet so far: 3 thanks, 1 answer. 2 questions still wait."),
        (
            period_with("month", Week(2026, 47)),
            True,
            "A quiet month: 3 thanks, 1 answer. 2 questions still wait.",
        ),
    ],
)
def test_few_givers_make_a_quiet_board(period: Period, finished: bool, sentence: str) -> None:  # noqa: FBT001  parametrized
    figures = [
        Figure(name="givers", count=2, words="people gave", before=8),
        Figure(name="kudos", count=3, words="kudos"),
    ]
    waiting = Part((), "", 50, "2 questions still wait.")
    given = {"kudos": 2, "acknowledgement": 1, "answer": 1}
    wanted = Wanted(period=period)
    board = _board(wanted=wanted, finished=finished, figures=figures, given=given, parts=[waiting])
    drawing = draw_board(board)
    assert drawing.text.endswith(f"\n\n{sentence}")
    _is_taken_by_slack(drawing)


def test_a_tiny_team_that_gives_much_is_not_quiet() -> None:
    figures = [Figure(name="givers", count=2, words="people gave")]
    assert "A quiet week" not in draw_board(_board(figures=figures, given={"answer": 6})).text
    asked = Figure(name="answered", count=2, of=3, words="questions answered")
    said = draw_board(_board(figures=[*figures, asked], given={"answer": 1})).text
    assert "2 people gave\n2 of 3 questions answered" in said


def test_the_title_names_the_weeks() -> None:
    titles = [
        draw_board(_board(wanted=Wanted(period=period), finished=finished)).text.splitlines()[0]
        for period, finished in [
            (WEEK, False),
            (period_with("month", Week(2026, 47)), True),
            (period_with("quarter", Week(2026, 47)), True),
            (period_with("year", Week(2026, 47)), False),
        ]
    ]
    assert titles == [
        "We, not me · week 47, so far",
        "We, not me · weeks 45 to 48",
        "We, not me · quarter 4 of 2026",
        "We, not me · 2026, so far",
    ]
    of_channel = draw_board(_board(channel="help")).text
    assert of_channel.startswith("We, not me · week 47 · #help\n")


def test_a_board_without_numbers_and_sections_is_empty() -> None:
    nothing = [Figure(name="givers", count=0, words="people gave", before=4)]
    assert _board(figures=nothing).is_empty
    assert not _board(figures=nothing, parts=[READING]).is_empty
    assert not _board(
        figures=[*nothing, Figure(name="links", count=1, words="link shared")]
    ).is_empty


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
    assert answers.board_answer(drawing)["text"].count("<") == 0


@pytest.mark.parametrize("sign", ["&", "<", '"', "\\", "é", "👩‍👩‍👧", "a\u0301"])
def test_giant_names_stay_within_the_limits(sign: str) -> None:
    giants = tuple(
        _giver(sign * 80, answer=n + 1, link=99, promotion=99, credit=99, kudos=99)
        for n in range(25)
    )
    lines = tuple(Line(giants[n : n + 5], more=99) for n in range(0, 25, 5))
    drawing = draw_board(
        _board(
            figures=[FIGURES[0], *_giant_figures(sign)],
            trend=TREND,
            channel=sign * 80,
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
    assert drawing.blocks[-2] == READING.blocks[0]


def test_answers_are_for_whoever_asked() -> None:
    for answer in (
        answers.board_answer(draw_board(_board())),
        answers.nothing_yet(),
        answers.unknown_period(),
        answers.unknown_channel(),
        answers.how_it_counts(),
    ):
        assert answer["response_type"] == "ephemeral"
        assert answer["text"]


def _board(**changes: Any) -> Board:  # noqa: ANN401  any field of a board
    wanted = Wanted(period=WEEK)
    fields: dict[str, Any] = {"wanted": wanted, "finished": True, "figures": FIGURES}
    return Board(**(fields | changes))


def _giver(name: str, *, score: str = "10", **deeds: int) -> Giver:
    return Giver(key=1, name=name, score=Decimal(score), deeds=deeds)


def _giant_figures(sign: str) -> list[Figure]:
    return [
        Figure(name=f"figure {number}", count=10**9, words=sign * 500, before=0)
        for number in range(30)
    ]


def _is_taken_by_slack(drawing: Drawing) -> None:
    assert len(drawing.blocks) <= 24
    assert len(json.dumps(list(drawing.blocks), ensure_ascii=False)) <= 13_200
    assert message_problems([dict(block) for block in drawing.blocks]) == []
    for parsed in Block.parse_all(_known_to_the_sdk(drawing.blocks)):
        parsed.validate_json()
    for text in _texts(drawing.blocks):
        assert len(text) <= 3000
    for block in drawing.blocks:
        assert len(block.get("fields", ())) <= 10
        assert all(len(field["text"]) <= 2000 for field in block.get("fields", ()))
        if block["type"] == "header":
            assert len(block["text"]["text"]) <= 150


def _known_to_the_sdk(blocks: Sequence[Any]) -> list[dict[str, Any]]:
    return [dict(block) for block in blocks if block["type"] != "data_visualization"]


def _texts(drawn: Sequence[Any]) -> list[str]:
    return [
        part["text"]
        for block in drawn
        for part in [block.get("text"), *block.get("elements", ()), *block.get("fields", ())]
        if part
    ]
