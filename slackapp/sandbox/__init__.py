"""A Slack workspace on your own machine; imports nothing of ours."""

from slackapp.sandbox.person import Person
from slackapp.sandbox.sandbox import Sandbox
from slackapp.sandbox.workspace import Workspace
from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Ephemeral, Message
from slackapp.sandbox.world.people import Role
from slackapp.sandbox.world.world import MessageShortcut, SlashCommand

__all__ = [
    "Channel",
    "Ephemeral",
    "Kind",
    "Message",
    "MessageShortcut",
    "Person",
    "Role",
    "Sandbox",
    "SlashCommand",
    "Workspace",
]
