"""Whom a kudos can reach, and which words are nobody's own: a rule for each kind."""

from typing import Any

from tests.builders.slack_events import dumped, edited, envelope, message
from tests.journeys.conftest import Journey

REASON = "++ for the patient explanation"

Json = dict[str, Any]


def _settle_in(journey: Journey) -> None:
    """Everybody and everything a message can point to; `UNONE` is nobody at Slack."""
    people = journey.workspace
    people.add_person("U9ROBO", name="Robo", role="bot")
    people.add_person("W77", name="Wanda Enterprise")
    people.add_person("U8OUT", name="Olaf Outside", role="stranger", team_id="T9")
    people.add_person("U7GUEST", name="Gus Guest", role="guest")
    people.add_person("U6GONE", name="Gone Girl", deleted=True)
    people.add_group("S1TEAM", "team", users=[journey.ana, journey.bo, journey.cy])
    people.add_group("S2BOTS", "bots", users=[people.people["U9ROBO"]])


TARGETS: dict[str, list[str]] = {
    "<@U1>": ["U1"],
    "<@U1|ana>": ["U1"],
    "<@U1|somebody else>": ["U1"],
    "<@W77>": ["W77"],
    "<@U7GUEST>": ["U7GUEST"],
    "<@U8OUT>": ["U8OUT"],
    "<@U6GONE>": ["U6GONE"],  # who left since was thanked all the same
    "<!subteam^S1TEAM>": ["U1", "U2"],  # without the giver
    "<!subteam^S1TEAM|@team>": ["U1", "U2"],
    "<!subteam^S2BOTS>": [],
    "<!subteam^S9NONE>": [],
    "<!here>": [],
    "<!channel|channel>": [],
    "<!everyone>": [],
    "<@U3>": [],  # the giver
    "<@UBOT>": [],  # the app
    "<@U9ROBO>": [],
    "<@USLACKBOT>": [],
    "<@UNONE>": [],
    "<@u1>": [],
    "<@>": [],
    "<@U1 >": [],
    "<#C1|general>": [],
    "@ana": [],
    "&lt;@U1&gt;": [],
    "<https://a.b/@U1|@ana>": [],
    "<@U1><@U3><@UNONE><@U9ROBO><@W77>": ["U1", "W77"],
}


def test_each_kind_of_target_follows_its_rule(journey: Journey) -> None:
    _settle_in(journey)
    said = {journey.cy.post(journey.general, f"{target} {REASON}").ts: target for target in TARGETS}
    journey.settle()
    thanked: dict[str, list[str]] = {target: [] for target in TARGETS}
    for row in journey.export():
        if row.kind == "kudos" and row.message_ts in said:
            thanked[said[row.message_ts]].append(row.to_person)
    assert {target: sorted(people) for target, people in thanked.items()} == TARGETS


def _quote(*elements: Json) -> Json:
    return {"type": "rich_text_quote", "elements": list(elements)}


def _section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


ANA: Json = {"type": "user", "user_id": "U1"}
WORDS: Json = {"type": "text", "text": f" {REASON}"}
CODE: Json = {"type": "text", "text": f"@ana {REASON}", "style": {"code": True}}
FORWARDED: Json = {
    "is_msg_unfurl": True,
    "is_share": True,
    "channel_id": "C1",
    "author_id": "U2",
    "ts": "1763460000.000100",
    "text": f"<@U1> {REASON}",
    "fallback": f"<@U1> {REASON}",
    "message_blocks": [
        {
            "team": "T1",
            "channel": "C1",
            "ts": "1763460000.000100",
            "message": {"blocks": [{"type": "rich_text", "elements": [_section(ANA, WORDS)]}]},
        }
    ],
}

# What people wrote (as Slack sends it: mrkdwn in `text`, the same in `blocks`), and whom it thanks.
NOT_ONES_OWN: dict[str, tuple[str, list[Json], list[Json], list[str]]] = {
    "own words": (f"<@U1> {REASON}", [_section(ANA, WORDS)], [], ["U1"]),
    "a quote": (f"&gt; <@U1> {REASON}", [_quote(ANA, WORDS)], [], []),
    "a quote of two lines": (
        f"&gt; look\n&gt; <@U1> {REASON}",
        [_quote({"type": "text", "text": "look\n"}, ANA, WORDS)],
        [],
        [],
    ),
    "a quote, then own words": (
        f"&gt; <@U1> {REASON}\n<@U2> {REASON}",
        [_quote(ANA, WORDS), _section({"type": "user", "user_id": "U2"}, WORDS)],
        [],
        ["U2"],
    ),
    "code": (f"`@ana {REASON}`", [_section(CODE)], [], []),
    "a mention in code": (f"`<@U1> {REASON}`", [_section(CODE)], [], []),
    "a block of code": (
        f"```<@U1> {REASON}```",
        [{"type": "rich_text_preformatted", "elements": [WORDS]}],
        [],
        [],
    ),
    "a forwarded message without words": ("", [], [FORWARDED], []),
    "a forwarded message with words": ("look at this", [], [FORWARDED], []),
    "a forwarded message with thanks": (
        f"<@U2> {REASON}",
        [_section({"type": "user", "user_id": "U2"}, WORDS)],
        [FORWARDED],
        ["U2"],
    ),
    "an unfurled page": (
        "<https://example.org/>",
        [],
        [{"from_url": "https://example.org/", "title": f"<@U1> {REASON}", "text": REASON}],
        [],
    ),
    "a program": ("<@U1> C++ for beginners", [], [], []),
}


def test_what_is_quoted_forwarded_or_code_is_nobodys_kudos(journey: Journey) -> None:
    thanked: dict[str, list[str]] = {}
    for number, (what, (text, elements, attachments, _)) in enumerate(NOT_ONES_OWN.items()):
        blocks = [{"type": "rich_text", "block_id": "b", "elements": elements}]
        ts = f"1763467200.{number:06d}"
        said = message(text, ts=ts, user="U3", blocks=blocks, attachments=attachments)
        later = edited(text, was=text, at=f"1763467300.{number:06d}", ts=ts)
        for version in ("message", "previous_message"):
            later[version] = {**said, "edited": None}
        for event in (said, later):
            assert journey.sandbox.deliver_raw(dumped(envelope(event))).status == 200
        journey.settle()
        rows = [row for row in journey.export() if row.message_ts == ts and row.kind == "kudos"]
        thanked[what] = [row.to_person for row in rows]
    assert thanked == {what: expected for what, (*_, expected) in NOT_ONES_OWN.items()}
