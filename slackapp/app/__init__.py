"""The one place where everything is put together, the clock included."""

from slackapp.app.application import Application
from slackapp.app.doors import EVENTS_PATH, register_listeners

__all__ = ["EVENTS_PATH", "Application", "register_listeners"]
