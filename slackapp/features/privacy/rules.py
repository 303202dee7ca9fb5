"""What an export says about its parts, and how it is cut into messages. Pure."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

PIECE = 3_000  # characters of a message, well under Slack's limits
MOST_PIECES = 20

# What each part is, for whoever reads the file; none of it is left out where it is empty.
PARTS: Mapping[str, str] = {
    "person": "You, as Slack shows you, and what you chose about your name and taking part.",
    "preference": "What you chose: pause, direct messages, nudges, hours.",
    "user_group_member": "User groups you are in.",
    "workspace_setting": "Settings of the workspace that name you.",
    "setting_change": "Settings you changed as an admin.",
    "installation": "When you installed the app.",
    "message": "Where and when you wrote where the app is. No words.",
    "post": "What the app sent to you alone: kind and time. What it said is not kept.",
    "job": "Work of the app that names you.",
    "act_turn": "What you gave and got: the ledger. A withdrawal is a line of its own.",
    "giver_week": "Your scores by week, computed from the ledger.",
    "giver_year": "The same by year.",
    "kudos": "Thanks you gave and got, with the words you may see.",
    "kudos_addition": "Thanks you joined in, and credit you passed on or got.",
    "kudos_notice": "Thanks you were told of by direct message; hours since 1970.",
    "kudos_report": "Thanks you reported, and reports you decided as an admin.",
    "kudos_preference": "What you chose about thanks.",
    "question": "Questions you asked, took, or helped with. Titles only of your own.",
    "question_talk": "Messages of yours, or naming you, that answer, ask or thank. No words.",
    "question_mark": "Signs you put on questions and answers.",
    "question_helper": "Whether, how often and about what you may be asked to help.",
    "question_baton": "Questions you were asked to help with, and what you answered.",
    "question_not_topic": "What you said is not your topic, as hashes.",
    "question_nudged": "Questions and answers the app showed you, or showed of yours.",
    "link": "Addresses and titles of what you shared or saved.",
    "link_share": "Links you shared: where and when.",
    "link_mark": "Messages whose links you found useful, reacted or replied to.",
    "link_promotion": "Messages you passed on, and yours that others passed on.",
    "link_saved": "Links you saved for yourself.",
    "first_contribution": "Your first contribution, and to whom it was.",
    "impact_note": "What you were to be told went on helping.",
    "nudge": "What you were, or could have been, asked for, and what you answered.",
    "nudge_decision": "Why you were asked, later or not at all.",
    "nudge_press": "What you pressed in questions that everybody sees.",
    "nudge_availability": "Until when Slack said to leave you in peace.",
    "leaderboard_post": "Boards that named you, and for what.",
    "shared_board": "Boards somebody shared that named you.",
    "first_use": "That you were told of your Home tab.",
    "home_view": "When you last looked at your Home tab.",
    "receipt_note": "What you wrote to the admins about your receipt.",
}
EXPLAINED = (
    "All that We Not Me keeps about you in this workspace, table by table. People are told by"
    " their Slack ids, empty for somebody who left. Times called `at` are microseconds since 1970."
    " What others said in private is left out; so is what only counts you without naming you."
)


def as_json(parts: Mapping[str, Sequence[Mapping[str, object]]], *, made_at: datetime) -> str:
    """With a header that explains each part; empty parts are named too."""
    about = {name: PARTS.get(name, "") for name in parts}
    document = {"about": EXPLAINED, "made_at": made_at.isoformat(), "parts": about, **parts}
    return json.dumps(document, indent=2, ensure_ascii=False, default=str)


def pieces(text: str, size: int = PIECE) -> list[str]:
    """The whole text in parts of at most so many characters, cut at line ends where there are."""
    cut: list[str] = []
    piece = ""
    for line in text.splitlines(keepends=True):
        for start in range(0, len(line), size):
            part = line[start : start + size]
            if len(piece) + len(part) > size:
                cut.append(piece)
                piece = ""
            piece += part
    return [*cut, piece] if piece else cut
