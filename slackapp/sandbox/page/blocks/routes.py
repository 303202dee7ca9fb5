"""The addresses that Block Kit's controls, modals and the Home tab post to."""

from starlette.routing import Route

from slackapp.sandbox.page.blocks.acts import BlockActs
from slackapp.sandbox.page.blocks.home import Home
from slackapp.sandbox.page.blocks.modals import Modals
from slackapp.sandbox.page.site import Site


def block_routes(site: Site, root: str) -> list[Route]:
    """`root`: the address of somebody's view of a workspace."""
    acts, modals, home = BlockActs(site), Modals(site), Home(site)
    return [
        Route(root + "/blocks/click", acts.click, methods=["POST"]),
        Route(root + "/blocks/filled", acts.filled, methods=["POST"]),
        Route(root + "/blocks/options", acts.options),
        Route(root + "/modal", modals.shown, methods=["POST"]),
        Route(root + "/modal/submit", modals.submit, methods=["POST"]),
        Route(root + "/modal/close", modals.close, methods=["POST"]),
        Route(root + "/home", home.page),
        Route(root + "/home-view", home.view, methods=["POST"]),
        Route(root + "/home-opened", home.opened, methods=["POST"]),
        Route(root + "/home-messages", home.messages),
    ]
