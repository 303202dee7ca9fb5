"""A machine busy with other tests takes its time, and that is no fault of anybody's."""

import pytest

PATIENCE = 30.0  # seconds
_SANDBOX = ("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN",)
_APP = (
    "slackapp.slack.bolt_app.ANSWER_SECONDS",
    "slackapp.slack.clients._CLICK_SECONDS",
    "slackapp.toolbox.LISTENER_SECONDS",
)


def wait_longer(monkeypatch: pytest.MonkeyPatch, *, app_too: bool = True) -> None:
    """Neither the sandbox nor, but in tests about its limits, the app gives up soon."""
    for limit in (*_SANDBOX, *_APP) if app_too else _SANDBOX:
        monkeypatch.setattr(limit, PATIENCE)
