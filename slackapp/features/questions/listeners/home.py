"""What is pressed at a question on a Home tab."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Toolbox
from slackapp.features.questions.blocks import home
from slackapp.features.questions.use_cases.answering import Pressed
from slackapp.features.questions.use_cases.at_home import not_my_topic, take
from slackapp.slack.requests import Click
from slackapp.vocabulary.facts import Answer


def register(app: App, toolbox: Toolbox) -> None:
    for action, use_case in ((home.TAKE, take), (home.NOT_MY_TOPIC, not_my_topic)):
        app.action(re.compile(rf"{re.escape(action)}\..+"))(_listener(toolbox, use_case))


def _listener(
    toolbox: Toolbox, use_case: Callable[[Transaction, Pressed], Answer]
) -> Callable[..., None]:
    """The tab itself is drawn anew."""

    def listener(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        click = Click.read(body, context.team_id or "")
        toolbox.make_known(click.workspace_id, [click.person_id])
        pressed = Pressed(person_id=click.person_id, question_id=click.value)
        toolbox.run(use_case, click.workspace_id, pressed)
        ack()

    return listener
