"""The page over HTTP, read and used as a browser without scripts would."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from tests.sandbox.stage import Stage

Json = dict[str, Any]
Attributes = dict[str, str]
_VOID = {"input", "img", "hr", "br", "meta", "link"}


@dataclass
class Node:
    """An element of the page with everything in it."""

    tag: str
    attributes: Attributes
    children: list["Node | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        parts = (one if isinstance(one, str) else one.text for one in self.children)
        return " ".join(" ".join(parts).split())

    def all(self, tag: str = "", **wanted: str) -> list["Node"]:
        """Everything below with these attributes; `_` stands for `-`, `class_` for a class."""
        found: list[Node] = []
        for one in self.children:
            if isinstance(one, Node):
                found += [one] if one.fits(tag, wanted) else []
                found += one.all(tag, **wanted)
        return found

    def one(self, tag: str = "", **wanted: str) -> "Node":
        found = self.all(tag, **wanted)
        assert len(found) == 1, (tag, wanted, len(found))
        return found[0]

    def fits(self, tag: str, wanted: dict[str, str]) -> bool:
        if tag and self.tag != tag:
            return False
        for name, value in wanted.items():
            if name == "class_":
                if value not in self.attributes.get("class", "").split():
                    return False
            elif self.attributes.get(name.replace("_", "-")) != value:
                return False
        return True


class _Reader(HTMLParser):
    """Builds the tree; refuses what would run."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        assert not [name for name in node.attributes if name.startswith(("on", "style"))]
        assert not [v for v in node.attributes.values() if v.startswith("javascript:")]
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self._open[-1].tag == tag, (self._open[-1].tag, tag)
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(html: str) -> Node:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader._open) == 1, reader._open[-1].tag  # noqa: SLF001 - every tag is closed
    return reader.root


@dataclass
class Window:
    """One person's window."""

    stage: Stage
    person: str = "U1"

    @property
    def address(self) -> str:
        return f"{self.stage.url}/acme/as/{self.person}"

    def get(self, path: str) -> Node:
        with urlopen(self.address + path) as answer:  # noqa: S310 - our own server
            return read(answer.read().decode())

    def post(self, path: str, *fields: tuple[str, str]) -> Node:
        request = Request(self.address + path, urlencode(fields).encode())  # noqa: S310
        with urlopen(request) as answer:  # noqa: S310 - our own server
            return read(answer.read().decode())

    def channel(self) -> Node:
        return self.get("/archives/C1/messages")

    def modal(self, *fields: tuple[str, str]) -> Node:
        return self.post("/modal", *fields)

    def click(self, control: Node, *fields: tuple[str, str], form: Node) -> Node:
        """What htmx sends: the control's `hx-vals` and every field of its form."""
        sent = [*json.loads(control.attributes["hx-vals"]).items(), *sent_by(form), *fields]
        return self.post(
            control.attributes["hx-post"].removeprefix(f"/acme/as/{self.person}"), *sent
        )

    def options(self, block_id: str, action_id: str, source: str, typed: str = "") -> Node:
        used = quote(json.dumps([block_id, action_id]))
        return self.get(f"/blocks/options?source={source}&used={used}&q={quote(typed)}")


def sent_by(form: Node) -> list[tuple[str, str]]:
    """The fields as they stand in the form."""
    found: list[tuple[str, str]] = []
    for one in form.all():
        name, kind = one.attributes.get("name"), one.attributes.get("type", "")
        if name is None or (kind in {"radio", "checkbox"} and "checked" not in one.attributes):
            continue
        value = one.text if one.tag == "textarea" else one.attributes.get("value", "")
        found.append((name, value))
    return found


def named(block_id: str, action_id: str) -> str:
    """The name of an element's field."""
    return json.dumps([block_id, action_id])
