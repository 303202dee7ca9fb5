"""What a menu offers for what somebody typed into it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.block_kit.content import ContentRefusedError
from slackapp.sandbox.interactions.element_states import Source
from slackapp.sandbox.interactions.elements import options_of, place_of
from slackapp.sandbox.page.emoji import with_emoji
from slackapp.sandbox.page.message_rows import channel_title
from slackapp.sandbox.page.viewer import Viewer
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.people import Profile

Json = dict[str, Any]
MOST = 100
LETTERS_FIRST = 3
_KINDS = {
    "public": Kind.PUBLIC,
    "private": Kind.PRIVATE,
    "im": Kind.IM,
    "mpim": Kind.MPIM,
}


@dataclass(frozen=True)
class Choice:
    """One entry; `note` says more about it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Entries under one label, or none."""

    options: list[Choice]
    label: str = ""


@dataclass(frozen=True)
class Offer:
    """What the menu shows; `notice` when that needs a word."""

    groups: list[Group] = field(default_factory=list)
    notice: str = ""


def offer(viewer: Viewer, source: Source, block: Json, element: Json, typed: str) -> Offer:
    """Never call it holding the world's lock: an external menu asks the app."""
    if element["type"].endswith("external_select"):
        return _external(viewer, source, block, element, typed)
    with viewer.site.world.lock:
        groups = [_matching(group, typed) for group in _groups(viewer, element)]
    shown = [group for group in groups if group.options]
    return Offer(shown, "" if shown else "No matches")


def picked_choices(viewer: Viewer, element: Json, values: Iterable[str]) -> list[Choice]:
    """What is chosen already, by its label."""
    kind = element["type"].removeprefix("multi_")
    if kind == "users_select":
        people = viewer.team.people
        return [Choice(v, people[v].shown_name if v in people else v) for v in values]
    if kind in {"channels_select", "conversations_select"}:
        return [Choice(value, _channel_label(viewer, value)) for value in values]
    labels = {one["value"]: with_emoji(one["text"]["text"]) for one in options_of(element)}
    return [Choice(value, labels.get(value, value)) for value in values]


def _external(viewer: Viewer, source: Source, block: Json, element: Json, typed: str) -> Offer:
    least = element.get("min_query_length", LETTERS_FIRST)
    if len(typed) < least:
        return Offer(notice=f"Type {least} or more letters to see options")
    block_id, action_id = place_of(block, element)
    try:
        found = viewer.person.suggest(source, action_id, typed, block_id=block_id)
    except ContentRefusedError:
        return Offer(notice="The app offered no options this page can show")
    groups = [one for one in found if "options" in one] or [{"options": found}]
    shown = [_group(one) for one in groups]
    return Offer(shown, "" if any(one.options for one in shown) else "No matches")


def _matching(group: Group, typed: str) -> Group:
    """Those that begin with what was typed come first."""
    wanted = typed.casefold().lstrip("@#")
    words = {one: f"{one.label} {one.note}".casefold() for one in group.options}
    found = [one for one in group.options if wanted in words[one]]
    if wanted:
        found.sort(key=lambda one: not words[one].lstrip("#🔒 ").startswith(wanted))
    return Group(found[:MOST], group.label)


def _groups(viewer: Viewer, element: Json) -> list[Group]:
    kind = element["type"].removeprefix("multi_")
    if kind == "users_select":
        return [Group(_people(viewer))]
    if kind == "channels_select":
        channels = (one for one in viewer.channels() if one.kind is Kind.PUBLIC)
        return [Group(_channels(viewer, channels))]
    if kind == "conversations_select":
        return [Group(_channels(viewer, _conversations(viewer, element.get("filter", {}))))]
    groups = element.get("option_groups")
    if groups:
        return [_group(one) for one in groups]
    return [Group([_choice(one) for one in options_of(element)])]


def _people(viewer: Viewer) -> list[Choice]:
    people = [one for one in viewer.team.people.values() if not one.deleted]
    people.sort(key=lambda one: (one.is_bot, one.shown_name.casefold()))
    return [Choice(one.id, one.shown_name, _other_name(one)) for one in people]


def _other_name(person: Profile) -> str:
    other = "app" if person.is_bot else person.real_name
    return other if other != person.shown_name else ""


def _channels(viewer: Viewer, channels: Iterable[Channel]) -> list[Choice]:
    shown = [one for one in channels if not one.is_archived]
    found = [Choice(one.id, _channel_label(viewer, one.id)) for one in shown]
    return sorted(found, key=lambda one: one.label.casefold())


def _channel_label(viewer: Viewer, channel_id: str) -> str:
    channel = viewer.team.channels.get(channel_id)
    if channel is None or not viewer.sees(channel):
        return channel_id
    sign = {Kind.PUBLIC: "#", Kind.PRIVATE: "🔒 "}.get(channel.kind, "")
    return sign + channel_title(viewer, channel)


def _conversations(viewer: Viewer, wanted: Json) -> Iterable[Channel]:
    kinds = {_KINDS[name] for name in wanted.get("include", _KINDS)}
    for channel in viewer.channels():
        is_bot = any(_is_bot(viewer, one) for one in channel.members) and channel.kind is Kind.IM
        if channel.kind not in kinds or (is_bot and wanted.get("exclude_bot_users")):
            continue
        if channel.is_ext_shared and wanted.get("exclude_external_shared_channels"):
            continue
        yield channel


def _is_bot(viewer: Viewer, person_id: str) -> bool:
    person = viewer.team.people.get(person_id)
    return person is not None and person.is_bot


def _group(group: Json) -> Group:
    label = with_emoji(group.get("label", {}).get("text", ""))
    return Group([_choice(one) for one in group["options"]], label)


def _choice(option: Json) -> Choice:
    note = with_emoji(option.get("description", {}).get("text", ""))
    return Choice(option["value"], with_emoji(option["text"]["text"]), note)
