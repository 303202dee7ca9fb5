"""What every part of the page works with."""

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from slackapp.sandbox.page.read_marks import ReadMarks
from slackapp.sandbox.person import Floor
from slackapp.sandbox.world.world import World

_HERE = Path(__file__).parent


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader([_HERE / "templates", _HERE / "blocks" / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True)
class Site:
    """The world, what people stand on in it, and the templates that show it."""

    floor: Floor
    read_marks: ReadMarks = field(default_factory=ReadMarks)
    templates: Environment = field(default_factory=_environment)

    @property
    def world(self) -> World:
        return self.floor.world

    def html(self, template: str, status: int = 200, **context: object) -> HTMLResponse:
        """A page or a region of one; hold the world's lock when the context looks into it."""
        return HTMLResponse(self.templates.get_template(template).render(**context), status)
