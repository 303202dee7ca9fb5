"""What people have put into elements but not sent, and the options apps offered them."""

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from slackapp.sandbox.interactions.elements import (
    Place,
    find_element,
    initial_value,
    interactive,
    options_of,
    place_of,
    state_values,
)
from slackapp.sandbox.interactions.views import View
from slackapp.sandbox.world.messages import Ephemeral, Message

Json = dict[str, Any]
Source = Message | Ephemeral | View


def blocks_of(source: Source) -> list[Json]:
    """The blocks somebody can use: also those in a message's attachments."""
    if isinstance(source, View):
        found: list[Json] = source.content["blocks"]
        return found
    attached = (one.get("blocks") or [] for one in source.attachments)
    return [*(source.blocks or []), *(block for blocks in attached for block in blocks)]


class ElementStates:
    """Each person's own picks on each message or view; they go when it goes."""

    def __init__(self) -> None:
        self._picks: WeakKeyDictionary[Source, dict[tuple[str, Place], object]]
        self._picks = WeakKeyDictionary()
        self._offered: WeakKeyDictionary[Source, dict[Place, list[Json]]]
        self._offered = WeakKeyDictionary()

    def find(
        self, source: Source, action_id: str, value: object = None, block_id: str | None = None
    ) -> tuple[Json, Json]:
        """The block and the element, with the options the app offered for it so far."""
        block, element = find_element(blocks_of(source), action_id, value, block_id)
        return block, self._with_offers(source, block, element)

    def put(self, person: str, source: Source, place: Place, value: object) -> None:
        self._picks.setdefault(source, {})[person, place] = value

    def offer(self, source: Source, place: Place, options: list[Json]) -> None:
        known = self._offered.setdefault(source, {}).setdefault(place, [])
        known[:0] = [option for option in options if option not in known]

    def value(self, person: str, source: Source, block: Json, element: Json) -> object:
        """What the element shows this person now."""
        picks = self._picks.get(source, {})
        return picks.get((person, place_of(block, element)), initial_value(element))

    def values(self, person: str, source: Source) -> Json:
        """`state.values` of this person."""
        own = {
            place: value
            for (whose, place), value in self._picks.get(source, {}).items()
            if whose == person
        }
        return state_values(list(self._blocks_with_offers(source)), own)

    def _blocks_with_offers(self, source: Source) -> Iterator[Json]:
        for block, element in interactive(blocks_of(source)):
            yield {
                "block_id": block.get("block_id", ""),
                "elements": [self._with_offers(source, block, element)],
            }

    def _with_offers(self, source: Source, block: Json, element: Json) -> Json:
        offered = self._offered.get(source, {}).get(place_of(block, element))
        return element | {"options": offered + options_of(element)} if offered else element
