"""The public words of a kudos and the messages about it, held to Slack's limits."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.kudos.blocks import post
from slackapp.features.kudos.rules.shown import (
    CreditShown,
    KudosShown,
    NoticeShown,
    ReportShown,
)
from tests.features.kudos.blocks.fit import (
    HOSTILE,
    NAMES,
    VALUES,
    assert_calls_nobody,
    assert_fit_for_slack,
)
from tests.features.kudos.builders import REASON

SHOWN = KudosShown(
    source="command:1",
    giver="Cy",
    people=("UANA", "WBO"),
    parties=(),
    names=("Ana", "Bo"),
    reason=REASON,
    values=("craft",),
)
REPORT = ReportShown(source="command:1", kudos=SHOWN, settled="", settled_by="")


def test_the_post_mentions_the_receivers_and_only_names_the_giver() -> None:
    text, shown = post.post(SHOWN)

    assert shown[0]["text"]["text"] == (
        f"🤝 *<@UANA>* and *<@WBO>*, from Cy\n> {REASON}      #craft"
    )
    assert shown[0]["text"]["verbatim"], "or Slack may link plain words"
    assert text == f"🤝 Ana and Bo, from Cy: {REASON}      #craft"
    assert_fit_for_slack(shown)


def test_a_group_is_mentioned_as_a_group() -> None:
    _, shown = post.post(replace(SHOWN, people=("UANA",), parties=("SOPS",), values=()))

    assert shown[0]["text"]["text"].startswith("🤝 *<@UANA>* and *<!subteam^SOPS>*, from Cy\n")


def test_the_copy_in_the_feed_pings_nobody() -> None:
    _, shown = post.copy(SHOWN)

    assert shown[0]["text"]["text"].startswith("🤝 *Ana and Bo*, from Cy\n")
    assert_fit_for_slack(shown)


def test_a_crowd_is_shown_in_part() -> None:
    crowd = replace(SHOWN, names=tuple(f"P{n}" for n in range(11)))

    assert post.copy(crowd)[0].startswith("🤝 P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 and 1 other,")


def test_the_post_carries_its_buttons() -> None:
    _, shown = post.post(SHOWN)
    join, menu = shown[-1]["elements"]

    assert (join["action_id"], join["value"]) == (post.JOIN, "command:1")
    assert [one["value"] for one in menu["options"]] == [
        "take_back:command:1",
        "pass_on:command:1",
        "report:command:1",
    ]


def test_who_joined_and_who_was_credited_stand_under_it() -> None:
    credit = CreditShown(giver="Ana", receivers=("Gus",), reason="wrote the tests")
    _, shown = post.post(replace(SHOWN, joined=("Gus", "Eva"), credits=(credit,)))
    lines = [block["elements"][0]["text"] for block in shown if block["type"] == "context"]

    assert lines == [
        "Ana passes credit on to Gus: wrote the tests",
        "Gus and Eva add thanks",
    ]
    many = post.post(replace(SHOWN, joined=tuple("ABCDEFG")))[1]
    assert "A, B, C, D, E and 2 others add thanks" in json.dumps(many)


def test_an_hour_s_notices_say_where_and_by_whom() -> None:
    kudos = replace(SHOWN, channel_id="C1")
    credited = NoticeShown(kudos=kudos, credited_by="Ana")
    text, shown = post.notices([NoticeShown(kudos=kudos), credited])

    assert text.startswith("This hour, for you:\n*Cy in <#C1>*\n> " + REASON)
    assert "Ana passed Cy's thanks on to you" in text
    assert shown[-1]["elements"][0]["action_id"] == post.STOP_NOTICES
    assert_fit_for_slack(shown)


@pytest.mark.parametrize(
    ("settled", "has_kudos", "ending"),
    [
        ("removed", False, "Removed by Vera."),
        ("kept", True, "Vera let them stand."),
        ("", False, "They were taken back meanwhile."),
    ],
)
def test_a_report_that_is_settled_has_no_buttons(
    settled: str, ending: str, *, has_kudos: bool
) -> None:
    kudos = SHOWN if has_kudos else None
    text, shown = post.report(
        replace(REPORT, kudos=kudos, settled=settled, settled_by="Vera" if settled else "")
    )

    assert text.endswith(ending)
    assert "actions" not in [block["type"] for block in shown]
    assert_fit_for_slack(shown)


def test_an_open_report_asks_the_admin() -> None:
    _, shown = post.report(REPORT)
    remove, keep = shown[-1]["elements"]

    assert (remove["action_id"], remove["value"]) == (post.REMOVE_REPORTED, "command:1")
    assert (keep["action_id"], keep["value"]) == (post.KEEP_REPORTED, "command:1")


@given(names=NAMES, reason=HOSTILE, values=VALUES, count=st.integers(1, 30))
def test_hostile_names_and_words_call_nobody_and_stay_in_slack_s_limits(
    names: tuple[str, ...], reason: str, values: tuple[str, ...], count: int
) -> None:
    credit = CreditShown(giver=names[0], receivers=names[:10], reason=reason[:300])
    kudos = replace(
        SHOWN,
        giver=names[0],
        names=names,
        people=("UANA",),
        reason=reason[:300],
        values=values,
        joined=names,
        credits=(credit,) * 5,
        channel_id="C1",
    )
    notices = [NoticeShown(kudos=kudos, credited_by=names[-1])] * count
    report = replace(REPORT, kudos=kudos, settled="removed", settled_by=names[0])
    everything = [
        post.post(kudos),
        post.copy(kudos),
        post.alone(kudos),
        post.notices(notices),
        post.report(replace(REPORT, kudos=kudos)),
        post.report(report),
    ]

    for text, shown in everything:
        assert_fit_for_slack(shown)
        assert_calls_nobody(
            text.replace("<#>", ""), json.loads(json.dumps(shown).replace("<#>", ""))
        )


def test_a_report_of_credit_shows_its_words_too() -> None:
    credit = CreditShown(giver="Ana", receivers=("Bo",), reason="the second half")
    text = str(post.report(replace(REPORT, kudos=replace(SHOWN, credits=(credit,)))))
    assert "Ana passes credit on to Bo: the second half" in text


@pytest.mark.parametrize(
    ("private", "place"),
    [
        (replace(SHOWN, channel_id="G1"), "<#G1>"),
        (replace(SHOWN, channel_id="D1"), "a direct message"),
        (replace(SHOWN, channel_id="C1", shown="receivers"), "a direct message"),
    ],
)
def test_a_report_of_what_is_private_names_people_and_place_only(
    private: KudosShown, place: str
) -> None:
    text = str(post.report(replace(REPORT, kudos=replace(private, audience="private"))))
    assert f"Said in {place}, which is private" in text
    assert "Cy" in text
    assert SHOWN.reason not in text


def test_a_removed_post_nobody_can_delete_is_told_to_the_admin() -> None:
    removed = replace(REPORT, kudos=None, settled="removed", settled_by="Vera", post_stays=True)
    assert "⋯ Take back on it clears it" in str(post.report(removed))
