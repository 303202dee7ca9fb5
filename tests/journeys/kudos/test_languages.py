"""A German and a Japanese member in an English workspace: each is spoken to as they speak."""

from collections.abc import Callable

import pytest

from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.sandbox import Ephemeral, Person, Workspace
from slackapp.workspace.languages import LanguageSettings
from slackapp.workspace.settings import save_settings
from tests.journeys.kudos.town import (
    REASON,
    Town,
    all_of,
    by_app,
    furnish_town,
    labels,
    text_of,
)


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    """Bo and Kim are German, Eva is Japanese, and Kim is not in #general."""

    def furnish(workspace: Workspace) -> None:
        furnish_town(workspace)
        for person_id, locale in {"U2": "de-DE", "U10": "de-DE", "U4": "ja-JP"}.items():
            workspace.people[person_id].profile.locale = locale

    return furnish


def help_of(town: Town, person: Person) -> str:
    shown = person.command("/we", "help", channel=town.general).shown
    assert isinstance(shown, Ephemeral)
    return shown.text


def test_each_reads_answers_forms_and_messages_in_their_own_language_the_channel_in_its(
    town: Town,
) -> None:
    assert "*What I can do*\n• `/we kudos @ana for …`: thank somebody" in help_of(town, town.ana)
    assert "*Was ich kann*\n• `/we kudos @ana …`: jemandem danken" in help_of(town, town.bo)
    assert "*できること*\n• `/we kudos @ana …`: お礼を言う" in help_of(town, town.eva)

    german = town.give(town.bo, f"@kim.kurz for {REASON}")
    assert "Zu sehen für Kim Kurz." in text_of(german)
    assert labels(german) == ["Rückgängig", "Bearbeiten"]
    japanese = town.give(town.eva, "@kim.kurz for the second pair of eyes")
    assert "Kim Kurzさんに届きます。" in text_of(japanese)

    town.until(lambda: len(town.general.messages) == 2)
    assert labels(town.general.messages[0])[0] == "Add my thanks"
    assert "from Bo Berg" in text_of(town.general.messages[0])

    town.type(town.eva, "")
    assert town.eva.modal is not None
    assert "誰に？" in all_of(town.eva.modal)

    town.later(hours=1)
    town.until(lambda: bool(town.messages_to(town.kim)))
    told = town.messages_to(town.kim)[0]
    assert text_of(told).startswith("In dieser Stunde, für dich:")
    assert labels(told) == ["Nicht mehr schicken"]


def test_the_workspaces_language_is_what_everybody_in_a_channel_reads_also_on_the_board(
    town: Town,
) -> None:
    town.journey.app.toolbox.run(save_settings, "T1", LanguageSettings(language="de"))

    answer = town.give(town.cy)
    assert "Ana Lopez will see it." in text_of(answer)

    post = town.post_of()
    assert labels(post)[0] == "Auch von mir"
    town.press(town.eva, post, "join")
    town.wait_for(post, "Eva Ek dankt auch")
    assert "お礼を添えました" in town.told(town.eva)

    town.journey.app.toolbox.run(save_settings, "T1", LeaderboardSettings(channel="C2"))
    town.later(days=5)
    town.journey.app.tick.tick(town.journey.clock.now())
    town.until(lambda: any("Wir, nicht ich" in each.text for each in by_app(town.feed)))


def test_a_refusal_and_a_home_tab_are_in_the_persons_language(town: Town) -> None:
    town.type(town.bo, "@ana.lopez ok")
    assert town.bo.modal is not None
    assert "Sag ein wenig mehr" in all_of(town.bo.modal)

    town.eva.open_home()
    town.until(lambda: town.eva.home is not None)
    assert town.eva.home is not None
    assert "みんなと過ごした1週間" in all_of(town.eva.home)
