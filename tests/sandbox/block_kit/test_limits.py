"""Block Kit's limits, held to two oracles: `slack_sdk.models` and `blockkit`."""

from collections.abc import Callable
from typing import Any

import blockkit
import pytest
from blockkit.core import ComponentValidationError, FieldValidationError
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)

from slackapp.sandbox.block_kit.limits import control_sequences, message_problems, view_problems

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**more: object) -> Json:
    return {"type": "button", "text": plain(), "action_id": "a", **more}


def option(n: int = 0) -> Json:
    return {"text": plain(), "value": str(n)}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def buttons(count: int) -> list[Json]:
    return [button(action_id=f"a{n}") for n in range(count)]


def in_actions(element: Json) -> Json:
    return actions({"action_id": "a", **element})


# A name, how the block looks with n, and the largest n that Slack takes.
LIMITS: list[tuple[str, Callable[[int], Json], int]] = [
    ("section text", lambda n: {"type": "section", "text": mrkdwn("x" * n)}, 3000),
    ("section fields", lambda n: {"type": "section", "fields": [mrkdwn()] * n}, 10),
    ("section field", lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]}, 2000),
    ("header", lambda n: {"type": "header", "text": plain("x" * n)}, 150),
    ("context elements", lambda n: {"type": "context", "elements": [mrkdwn()] * n}, 10),
    ("buttons", lambda n: actions(*buttons(n)), 25),
    ("button text", lambda n: actions(button(text=plain("x" * n))), 75),
    ("button value", lambda n: actions(button(value="x" * n)), 2000),
    ("button url", lambda n: actions(button(url="https://" + "x" * (n - 8))), 3000),
    ("button label", lambda n: actions(button(accessibility_label="x" * n)), 75),
    ("action_id", lambda n: actions(button(action_id="x" * n)), 255),
    ("block_id", lambda n: {"type": "divider", "block_id": "x" * n}, 255),
    (
        "options",
        lambda n: in_actions({"type": "static_select", "options": [*map(option, range(n))]}),
        100,
    ),
    (
        "overflow",
        lambda n: in_actions({"type": "overflow", "options": [*map(option, range(n))]}),
        5,
    ),
    (
        "placeholder",
        lambda n: in_actions(
            {"type": "static_select", "options": [option()], "placeholder": plain("x" * n)}
        ),
        150,
    ),
    (
        "option text",
        lambda n: in_actions(
            {"type": "static_select", "options": [{"text": plain("x" * n), "value": "1"}]}
        ),
        75,
    ),
    (
        "image alt text",
        lambda n: {"type": "image", "image_url": "https://example.org", "alt_text": "x" * n},
        2000,
    ),
    (
        "input label",
        lambda n: {
            "type": "input",
            "label": plain("x" * n),
            "element": {"type": "plain_text_input", "action_id": "a"},
        },
        2000,
    ),
]
NAMES = [name for name, _, _ in LIMITS]


@pytest.mark.parametrize(("name", "block", "most"), LIMITS, ids=NAMES)
def test_a_block_at_its_limit_passes_and_one_past_it_fails(
    name: str, block: Callable[[int], Json], most: int
) -> None:
    assert message_problems([block(most)]) == [], name
    assert message_problems([block(most + 1)]) != [], name


# slack_sdk does not check these.
_UNSEEN_BY_SDK = {"section field", "option text"}


@pytest.mark.parametrize(("name", "block", "most"), LIMITS, ids=NAMES)
def test_slacks_own_models_agree(name: str, block: Callable[[int], Json], most: int) -> None:
    def accepts(shown: Json) -> bool:
        parsed = Block.parse(shown)
        assert parsed is not None
        try:
            parsed.validate_json()
            for element in getattr(parsed, "elements", None) or []:
                element.validate_json()
        except SlackObjectFormationError:
            return False
        return True

    assert accepts(block(most))
    assert accepts(block(most + 1)) is (name in _UNSEEN_BY_SDK)


SDK_BLOCKS = [
    SectionBlock(text="*hi*", accessory=ButtonElement(text="Go", action_id="go", value="1")),
    SectionBlock(fields=["a", "b"]),
    HeaderBlock(text="We not me"),
    ContextBlock(elements=[MarkdownTextObject(text="This week")]),
    ImageBlock(image_url="https://example.org/a.png", alt_text="A chart", title="Chart"),
    ActionsBlock(
        elements=[
            ButtonElement(text="Undo", action_id="undo", style="danger"),
            OverflowMenuElement(action_id="more", options=[Option(value="1", text="One")] * 2),
            StaticSelectElement(action_id="pick", options=[Option(value="1", label="One")]),
        ]
    ),
    InputBlock(label="Why", element=PlainTextInputElement(action_id="why"), optional=True),
]


@pytest.mark.parametrize("block", SDK_BLOCKS, ids=lambda block: block.type)
def test_what_slacks_models_build_is_taken(block: Block) -> None:
    assert message_problems([block.to_dict()]) == []


# blockkit does not look at the length of a field (2000).
BLOCKKIT_BUILDERS: list[tuple[str, Callable[[int], Any], int]] = [
    ("header", lambda n: blockkit.Header("x" * n), 150),
    ("section", lambda n: blockkit.Section("x" * n), 3000),
    (
        "context",
        lambda n: blockkit.Context(elements=[blockkit.Text("x")] * n),
        10,
    ),
    (
        "button",
        lambda n: blockkit.Actions(elements=[blockkit.Button("x" * n).action_id("a")]),
        75,
    ),
    (
        "button value",
        lambda n: blockkit.Actions(elements=[blockkit.Button("x").action_id("a").value("x" * n)]),
        2000,
    ),
]


@pytest.mark.parametrize(("name", "build", "most"), BLOCKKIT_BUILDERS)
def test_blockkit_agrees(name: str, build: Callable[[int], Any], most: int) -> None:
    assert message_problems([build(most).build()]) == [], name
    with pytest.raises((FieldValidationError, ComponentValidationError)):
        build(most + 1).build()


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "nope"}],
        [{}],
        ["x"],
        "x",
        [{"type": "section"}],
        [{"type": "header", "text": mrkdwn()}],
        [{"type": "section", "text": {"type": "html", "text": "x"}}],
        [{"type": "section", "text": mrkdwn(""), "block_id": "a"}],
        [{"type": "divider", "colour": "red"}],
        [{"type": "context", "elements": [button()]}],
        [actions(button(style="shiny"))],
        [actions(button(url="no scheme"))],
        [actions()],
        [actions(button(), button())],
        [actions({"type": "plain_text_input", "action_id": "a"})],
        [{"type": "input", "label": plain(), "element": button()}],
        [{"type": "image", "alt_text": "x"}],
        [in_actions({"type": "static_select"})],
        [in_actions({"type": "datepicker", "initial_date": "tomorrow"})],
        [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}],
        [{"type": "divider"}] * 51,
        [{"type": "rich_text", "elements": [{"type": "nope", "elements": []}]}],
    ],
)
def test_broken_blocks_are_refused_with_a_sentence_and_a_place(blocks: object) -> None:
    problems = message_problems(blocks)

    assert problems
    assert all(p.startswith("[ERROR] ") and "[json-pointer:/blocks" in p for p in problems)


MODAL: Json = {"type": "modal", "title": plain(), "blocks": []}
INPUT: Json = {
    "type": "input",
    "label": plain(),
    "element": {"type": "plain_text_input", "action_id": "a"},
}


@pytest.mark.parametrize(
    ("view", "good"),
    [
        (MODAL, True),
        (MODAL | {"blocks": [{"type": "divider"}] * 100}, True),
        (MODAL | {"blocks": [{"type": "divider"}] * 101}, False),
        (MODAL | {"title": plain("x" * 24)}, True),
        (MODAL | {"title": plain("x" * 25)}, False),
        (MODAL | {"blocks": [INPUT]}, False),
        (MODAL | {"blocks": [INPUT], "submit": plain()}, True),
        (MODAL | {"private_metadata": "x" * 3000}, True),
        (MODAL | {"private_metadata": "x" * 3001}, False),
        ({"type": "home", "blocks": []}, True),
        ({"type": "home", "blocks": [], "title": plain()}, False),
        ("x", False),
    ],
)
def test_views_have_limits_of_their_own(view: object, good: bool) -> None:  # noqa: FBT001 - a table
    assert (view_problems(view) == []) is good


def test_control_sequences_are_found_however_deep() -> None:
    blocks = [{"type": "context", "elements": [mrkdwn("<!here> <!everyone|all> &lt;!here&gt;")]}]

    assert control_sequences("<!channel>", blocks) == {"channel": 1, "here": 1, "everyone": 1}


def menu(**more: object) -> Json:
    return {"type": "static_select", "action_id": "a", "options": [option()], **more}


def rich(*elements: Json) -> Json:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {"type": "rich_text", "elements": [section]}


@pytest.mark.parametrize(
    ("block", "good"),
    [
        (actions(menu(initial_option=option())), True),
        (actions(menu(initial_option=option(7))), False),
        (actions(button(confirm={"title": plain(), "text": plain(), "confirm": plain()})), False),
        (in_actions({"type": "multi_users_select", "max_selected_items": 0}), False),
        (in_actions({"type": "conversations_select", "filter": {"include": ["nobody"]}}), False),
        (in_actions({"type": "conversations_select", "filter": {"include": ["im"]}}), True),
        ({"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}, True),
        ({"type": "image", "alt_text": "x", "slack_file": {"name": "x"}}, False),
        (rich({"type": "text", "text": "x", "style": {"bold": True}}), True),
        (rich({"type": "text", "text": "x", "style": {"huge": True}}), False),
        (rich({"type": "user", "user_id": "U1"}, {"type": "emoji", "name": "tada"}), True),
        (rich({"type": "user"}), False),
        (rich({"type": "text", "text": ""}), False),
    ],
)
def test_parts_of_blocks_have_rules_of_their_own(block: Json, good: bool) -> None:  # noqa: FBT001
    assert (message_problems([block]) == []) is good


@pytest.mark.parametrize(
    ("element", "good"),
    [
        ({"type": "plain_text_input", "min_length": 3001}, False),
        ({"type": "plain_text_input", "max_length": 3000}, True),
        ({"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": []}}, False),
        ({"type": "rich_text_input", "initial_value": rich({"type": "text", "text": "x"})}, True),
        ({"type": "rich_text_input", "initial_value": rich({"type": "nope"})}, False),
        ({"type": "file_input", "max_files": 10}, True),
        ({"type": "file_input", "max_files": 11}, False),
        ({"type": "number_input"}, False),
    ],
)
def test_inputs_have_rules_of_their_own(element: Json, good: bool) -> None:  # noqa: FBT001
    block = INPUT | {"element": {"action_id": "a", **element}}

    assert (view_problems(MODAL | {"blocks": [block], "submit": plain()}) == []) is good


def test_only_one_element_of_a_view_can_have_the_focus_first() -> None:
    focused = INPUT["element"] | {"focus_on_load": True}
    blocks = [INPUT | {"block_id": str(n), "element": focused} for n in range(2)]
    view = MODAL | {"submit": plain(), "blocks": blocks}

    assert any("focus_on_load" in sentence for sentence in view_problems(view))
    assert view_problems(view | {"blocks": blocks[:1]}) == []
