"""[Say hello] is a link; Slack tells of the click all the same and wants an answer."""

import re

from slack_bolt import Ack, App

from slackapp.feature_contract import Toolbox
from slackapp.features.company.blocks import SAY_HELLO


def register(app: App, _toolbox: Toolbox) -> None:
    def on_hello(ack: Ack) -> None:
        ack()

    app.action(re.compile(rf"{re.escape(SAY_HELLO)}\.\d\Z"))(on_hello)
