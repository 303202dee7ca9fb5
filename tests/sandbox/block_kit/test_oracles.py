"""Blocks put together at random, judged by us and by Slack's own models."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from slackapp.sandbox.block_kit.limits import message_problems, view_problems

Json = dict[str, Any]
Part = tuple[Json, bool]  # and whether it keeps every limit


def sizes(most: int, least: int = 1) -> st.SearchStrategy[tuple[int, bool]]:
    """Mostly right, now and then one too many."""
    good = st.sampled_from([least, (least + most) // 2, most]).map(lambda n: (n, True))
    return st.one_of(good, good, good, good, st.just((most + 1, False)))


@st.composite
def texts(draw: st.DrawFn, most: int, *, plain: bool = False) -> Part:
    size, good = draw(sizes(most))
    kind = "plain_text" if plain else draw(st.sampled_from(["plain_text", "mrkdwn"]))
    return {"type": kind, "text": "x" * size}, good


@st.composite
def options(draw: st.DrawFn, most: int, text_most: int = 75) -> tuple[list[Json], bool]:
    count, good = draw(sizes(most))
    text, text_good = draw(texts(text_most, plain=True))
    value, value_good = draw(sizes(150))
    first = {"text": text, "value": "x" * value}
    rest = [
        {"text": {"type": "plain_text", "text": "y"}, "value": str(n)} for n in range(count - 1)
    ]
    return [first, *rest], good and text_good and value_good


@st.composite
def confirms(draw: st.DrawFn) -> Part:
    limits = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    parts = {name: draw(texts(most, plain=True)) for name, most in limits.items()}
    return {name: text for name, (text, _) in parts.items()}, all(ok for _, ok in parts.values())


@st.composite
def buttons(draw: st.DrawFn) -> Part:
    text, good = draw(texts(75, plain=True))
    value, value_good = draw(sizes(2000))
    button: Json = {"type": "button", "text": text, "value": "x" * value, "action_id": "b"}
    if draw(st.booleans()):
        button["confirm"], confirm_good = draw(confirms())
        good = good and confirm_good
    return button, good and value_good


@st.composite
def menus(draw: st.DrawFn) -> Part:
    kind, most = draw(
        st.sampled_from(
            [("static_select", 100), ("radio_buttons", 10), ("checkboxes", 10), ("overflow", 5)]
        )
    )
    offered, good = draw(options(most))
    menu: Json = {"type": kind, "options": offered, "action_id": "m"}
    if kind in {"static_select", "radio_buttons"} and draw(st.booleans()):
        menu["initial_option"] = offered[0]
    return menu, good


@st.composite
def pickers(draw: st.DrawFn) -> Part:
    picker: Json = {"type": "multi_users_select", "action_id": "p"}
    picker["placeholder"], good = draw(texts(150, plain=True))
    if draw(st.booleans()):
        return picker | {"type": "datepicker", "initial_date": "2026-11-16"}, good
    return picker | {"initial_users": ["U1"], "max_selected_items": 3}, good


@st.composite
def sections(draw: st.DrawFn) -> Part:
    text, good = draw(texts(3000))
    section: Json = {"type": "section", "text": text}
    if draw(st.booleans()):
        section["accessory"], inner = draw(st.one_of(buttons(), menus(), pickers()))
        good = good and inner
    if draw(st.booleans()):
        count, few = draw(sizes(10))
        field, short = draw(texts(2000))
        section["fields"] = [field] * count
        good = good and few and short
    return section, good


@st.composite
def plain_blocks(draw: st.DrawFn) -> Part:
    kind = draw(st.sampled_from(["header", "context", "divider", "image"]))
    if kind == "header":
        text, good = draw(texts(150, plain=True))
        return {"type": kind, "text": text}, good
    if kind == "context":
        count, few = draw(sizes(10))
        return {"type": kind, "elements": [{"type": "mrkdwn", "text": "x"}] * count}, few
    if kind == "image":
        size, good = draw(sizes(2000))
        return {"type": kind, "image_url": "https://example.org", "alt_text": "x" * size}, good
    return {"type": "divider"}, True


@st.composite
def action_rows(draw: st.DrawFn) -> Part:
    count, few = draw(sizes(25))
    button, good = draw(buttons())
    elements = [button | {"action_id": f"b{n}"} for n in range(count)]
    return {"type": "actions", "elements": elements}, few and good


@st.composite
def inputs(draw: st.DrawFn) -> Part:
    label, good = draw(texts(2000, plain=True))
    typed: Json = {"type": "plain_text_input", "action_id": "t", "multiline": True}
    element, inner = draw(st.one_of(st.just((typed, True)), pickers()))
    return {"type": "input", "label": label, "element": element}, good and inner


BLOCKS = st.one_of(sections(), plain_blocks(), action_rows())


def models_refuse(thing: JsonObject | None) -> bool:
    """Slack's models, and every model inside them: they look at themselves alone."""
    if thing is None:
        return True
    try:
        for one in inside(thing):
            one.validate_json()
    except SlackObjectFormationError:
        return True
    return False


def inside(thing: JsonObject) -> Iterator[JsonObject]:
    yield thing
    for value in vars(thing).values():
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, JsonObject):
                yield from inside(one)


@settings(deadline=None, max_examples=60)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_a_message_is_taken_when_it_keeps_every_limit_and_never_when_a_model_refuses(
    parts: list[Part],
) -> None:
    blocks = [block for block, _ in parts]
    taken = message_problems(blocks) == []

    assert taken is all(good for _, good in parts)
    if taken:
        assert not any(models_refuse(Block.parse(block)) for block in blocks)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.one_of(BLOCKS, inputs()), min_size=1, max_size=4),
    texts(24, plain=True),
    sizes(3000),
)
def test_a_modal_is_taken_when_it_keeps_every_limit_and_never_when_a_model_refuses(
    parts: list[Part], title: Part, metadata: tuple[int, bool]
) -> None:
    view: Json = {
        "type": "modal",
        "title": title[0],
        "submit": {"type": "plain_text", "text": "Go"},
        "private_metadata": "x" * metadata[0],
        "blocks": [block for block, _ in parts],
    }
    taken = view_problems(view) == []

    assert taken is (title[1] and metadata[1] and all(good for _, good in parts))
    if taken:
        assert not models_refuse(View(**view))
