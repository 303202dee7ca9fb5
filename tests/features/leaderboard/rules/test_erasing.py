"""Names and words leave a posted board; what Slack reads of it stays."""

from typing import Any

from slackapp.features.leaderboard.rules.erasing import without_name, without_words


def board(said: str) -> dict[str, Any]:
    text = {"type": "mrkdwn", "text": said}
    button = {"type": "button", "action_id": "we.word.me", "value": "me", "style": "primary"}
    return {
        "blocks": [
            {"type": "section", "block_id": "b", "text": text, "accessory": button},
            {"type": "data_visualization", "chart": {"type": "line", "series": [{"name": "x"}]}},
        ],
        "text": said,
        "channel_id": "C1",
        "trend": [["2026-W46", 40, 50]],
    }


SLACKS_OWN = ["section", "mrkdwn", "button", "text", "me", "primary", "C1", "2026-W46", "line", "x"]


def test_whoever_is_called_like_a_part_of_slacks_json_leaves_it_whole() -> None:
    for name in SLACKS_OWN:
        assert without_name(board(f"*{name}* gave"), name, "Somebody") == board("*Somebody* gave")


def test_words_that_are_parts_of_slacks_json_leave_it_whole() -> None:
    for words in SLACKS_OWN:
        assert without_words(board(f'> "{words}" Ana'), [words]) == board('> "…" Ana')


def test_a_name_goes_where_japanese_writes_its_particle_right_behind_it() -> None:
    said = {"text": "「ありがとう」Ana Lopezさんへ、佐藤さんから · Ana Lopezさん：2"}
    gone = without_name(without_name(said, "Ana Lopez", "…"), "佐藤", "…")
    assert gone == {"text": "「ありがとう」…さんへ、…さんから · …さん：2"}


def test_a_name_inside_another_stays() -> None:
    said = {"text": "Anabel, Susana, 小林さん"}
    assert without_name(without_name(without_name(said, "Ana", ""), "ana", ""), "林", "") == said


def test_words_go_where_they_stand_alone_and_as_slack_has_them() -> None:
    said = board('> "e" Ana, from Bea · "a & b"')
    said["text"] = '"e" Ana · "a &amp; b"'
    gone = without_words(said, ["e", "a & b", ""])
    assert gone == {**board('> "…" Ana, from Bea · "…"'), "text": '"…" Ana · "…"'}
    assert without_words(said, []) == said
