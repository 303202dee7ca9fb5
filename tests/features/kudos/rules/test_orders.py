"""What somebody wants to give, as buttons and forms carry it; with literals."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.kudos.rules.orders import (
    LONGEST_BUTTON_VALUE,
    LONGEST_METADATA,
    Form,
    Order,
    corrected,
    form_of_metadata,
    ids_named,
    is_given_by_us,
    metadata_of,
    order_of_value,
    source_of_form,
    typed_again,
    value_of_order,
)

ORDER = Order(request="1.2", command="/kudos", text="@anna for her patience #craft")
YES = '{"request": "1", "command": "2", "text": "3", "confirmed": "yes"}'
KEYS = st.sampled_from(["channel_id", "groups", "editing", "request", "command", "text", "x"])
NUMBERS = '{"request": 1, "command": 2, "text": 3}'
FORM = Form(
    channel_id="C1",
    response_url="https://hooks.slack.example/commands/1",
    message_ts="171.5",
    thread_ts="171.1",
    groups=("SOPS",),
    editing="command:1.2",
)
TEXT = st.text(max_size=200)


@given(
    request=st.text(max_size=50),
    command=st.text(max_size=20),
    text=st.text(max_size=2500),
    confirmed=st.booleans(),
)
def test_an_order_comes_back_from_its_button_or_has_none(
    request: str, command: str, text: str, *, confirmed: bool
) -> None:
    order = Order(request=request, command=command, text=text, confirmed=confirmed)
    value = value_of_order(order)

    assert len(value) <= LONGEST_BUTTON_VALUE
    assert order_of_value(value) == (order if value else None)


def test_an_order_too_long_for_a_button_has_no_value() -> None:
    assert value_of_order(replace(ORDER, text="x" * 1900)) != ""
    assert value_of_order(replace(ORDER, text="x" * 2000)) == ""


@pytest.mark.parametrize(
    "value", ["", "[]", "7", '{"text": "x"}', "command:1", "[" * 5000, NUMBERS, YES]
)
def test_a_value_of_another_button_is_no_order(value: str) -> None:
    assert order_of_value(value) is None


def test_the_name_we_did_not_know_becomes_a_mention_and_the_rest_stays() -> None:
    order = replace(ORDER, text="<!subteam^S1|@anna> @annabel @anna for @anna")

    assert corrected(order, "anna", "UANA").text == (
        "<!subteam^S1|@anna> @annabel <@UANA> for @anna"
    )


def test_what_was_typed_is_shown_as_it_would_be_typed_again() -> None:
    text = (
        "<@UANA> <@WBO|bo> <!subteam^S1|@ops> see <https://x.example/?a=1|x> in <#C1|it> &amp; on"
    )
    order = replace(ORDER, text=text)

    assert typed_again(order, {"UANA": "Ana"}) == (
        "/kudos @Ana @bo @ops see https://x.example/?a=1 in #it & on"
    )


def test_a_form_comes_back_from_its_metadata_without_what_people_enter() -> None:
    entered = replace(FORM, people=("UANA",), reason="x", value="craft", shown="feed")

    assert form_of_metadata(metadata_of(entered)) == FORM
    assert form_of_metadata(metadata_of(Form(channel_id=""))) == Form(channel_id="")


@given(channel=st.text(min_size=1, max_size=20), url=st.text(max_size=4000), ts=TEXT)
def test_a_form_s_metadata_is_never_too_long_and_drops_only_the_url(
    channel: str, url: str, ts: str
) -> None:
    form = Form(channel_id=channel, response_url=url, message_ts=ts)
    metadata = metadata_of(form)

    assert len(metadata) <= LONGEST_METADATA
    assert form_of_metadata(metadata) in {form, replace(form, response_url="")}


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "7",
        "[]",
        "null",
        "{}",
        "[" * 5000,
        '{"channel_id": 1}',
        '{"channel_id": null}',
        '{"channel_id": "C1", "groups": "SOPS"}',
        '{"channel_id": "C1", "groups": [1]}',
        '{"channel_id": "C1", "groups": {"a": 1}}',
        '{"channel_id": "C1", "editing": ["x"]}',
        '{"channel_id": "C1", "people": ["UANA"]}',
    ],
)
def test_the_metadata_of_another_form_is_none(metadata: str) -> None:
    assert form_of_metadata(metadata) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=6,
)


@given(value=st.text(max_size=20) | JSON.map(json.dumps))
def test_whatever_a_button_or_form_brings_raises_nothing(value: str) -> None:
    order, form = order_of_value(value), form_of_metadata(value)

    assert order is None or isinstance(order.text, str)
    assert form is None or isinstance(form.channel_id, str)


def test_only_commands_and_forms_are_ours() -> None:
    assert is_given_by_us(ORDER.source)
    assert is_given_by_us(source_of_form("V1"))
    assert not is_given_by_us("message:C1:171.5")
    assert not is_given_by_us("reaction:C1:171.5:1:clap")


def test_everybody_and_every_group_named_is_found_in_order() -> None:
    assert ids_named("<@UBO|bo> <!subteam^SOPS|@ops> in <#C1|x> <!here> <@UANA>") == [
        "UBO",
        "SOPS",
        "UANA",
    ]


def test_a_response_url_too_long_for_a_form_is_left_out() -> None:
    long = replace(FORM, response_url="u" * LONGEST_METADATA)

    assert form_of_metadata(metadata_of(long)) == replace(FORM, response_url="")
