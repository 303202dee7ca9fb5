"""A post speaks the language of who reads it, also when it is said anew."""

from collections.abc import Mapping

import pytest

from slackapp.database.transaction import Transaction
from slackapp.outbox.content import PostContent
from slackapp.outbox.posts import plan_refresh
from slackapp.vocabulary.words import _
from slackapp.workspace.languages import LanguageSettings
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.settings import save_settings
from tests.outbox.post_office import PostOffice


@pytest.fixture
def office(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    """In a Japanese workspace, where Ana is German; posts say "Done"."""

    def render(_tx: Transaction, _subject: str) -> PostContent:
        return PostContent(text=_("Done"))

    monkeypatch.setattr(office, "render", render)
    with office.transaction() as tx:
        save_people(tx, [PersonRecord(slack_id=office.ana.id, name="Ana", locale="de-DE")])
        save_settings(tx, LanguageSettings(language="ja"))
    return office


def seen(office: PostOffice) -> list[str]:
    """What anybody sees anywhere."""
    channels = office.workspace.channels.values()
    posted = [message.text for channel in channels for message in channel.messages]
    return [*posted, *(one.text for one in office.workspace.ephemerals())]


@pytest.mark.parametrize(
    ("readers", "said"),
    [
        ({"channel_id": "C1"}, "完了"),
        ({"channel_id": "U1"}, "Fertig"),
        ({"channel_id": "C1", "ephemeral_to": "U1"}, "Fertig"),
    ],
)
def test_it_is_worded_for_its_readers(
    office: PostOffice, readers: Mapping[str, str], said: str
) -> None:
    office.plan(**readers)
    assert office.send().state == "sent"

    assert seen(office) == [said]


def test_it_stays_in_that_language_when_it_is_said_anew(office: PostOffice) -> None:
    office.plan(channel_id="U1")
    office.send()
    with office.transaction() as tx:
        save_people(tx, [PersonRecord(slack_id=office.ana.id, name="Ana", locale="ja-JP")])
        plan_refresh(tx, post_id="P1")
    office.run_jobs()

    assert seen(office) == ["完了"]
