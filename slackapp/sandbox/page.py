"""Plain pages that show the workspaces and what is said in them."""

from starlette.routing import Route

from slackapp.sandbox.world import World


def page_routes(_world: World) -> list[Route]:
    return []
