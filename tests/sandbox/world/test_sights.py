"""The log of what became visible: who could see what, when, whoever did it."""

from slack_sdk import WebhookClient

from slackapp.sandbox.world.sights import Sight
from tests.sandbox.stage import Stage

BUTTON = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    ],
}


def seen(stage: Stage, after: int = 0) -> list[Sight]:
    return stage.sandbox.world.sights.all(after=after)


def test_posts_edits_and_deletions_are_noted_with_their_time_and_author(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "Good day")
    stage.sandbox.advance(60)
    stage.ana.edit(message, "Good day!")
    stage.ana.delete(message)

    noted = [(each.what, each.by, each.text, each.to) for each in seen(stage)]
    assert noted == [
        ("posted", "U1", "Good day", ""),
        ("changed", "U1", "Good day!", ""),
        ("deleted", "U1", "Good day!", ""),
    ]
    first, edit, _ = seen(stage)
    assert (edit.at - first.at).total_seconds() == 60
    assert {each.ts for each in seen(stage)} == {message.ts}


def test_a_deleted_thread_is_noted_as_deleted(stage: Stage) -> None:
    root = stage.ana.post(stage.general, "A question")
    stage.ben.post(stage.general, "An answer", thread_ts=root.ts)
    stage.ana.delete(root)

    assert [each.what for each in seen(stage)] == ["posted", "posted", "deleted"]
    assert seen(stage)[1].thread_ts == root.ts


def test_what_the_app_shows_one_person_is_noted_for_them_alone(stage: Stage) -> None:
    stage.client.chat_postEphemeral(channel="C1", user="U2", text="psst", blocks=[BUTTON])
    stage.client.chat_postMessage(channel="U1", text="hello")

    ephemeral, message = seen(stage)
    assert (ephemeral.to, ephemeral.ephemeral, ephemeral.channel_id) == ("U2", True, "C1")
    assert ephemeral.blocks[0]["elements"][0]["action_id"] == "go"
    assert (message.to, message.ephemeral, message.by) == ("U1", False, "U0BOT")


def test_an_ephemeral_said_anew_or_taken_away_is_noted(stage: Stage) -> None:
    stage.client.chat_postEphemeral(channel="C1", user="U2", text="psst", blocks=[BUTTON])
    (shown,) = stage.workspace.ephemerals(to=stage.ben)
    stage.ben.click(shown, "go")
    url = WebhookClient(stage.receiver.interaction.json["response_url"])
    url.send_dict({"text": "done", "replace_original": True})
    url.send_dict({"delete_original": True})

    noted = [(each.what, each.text, each.to) for each in seen(stage)]
    assert noted == [
        ("posted", "psst", "U2"),
        ("changed", "done", "U2"),
        ("deleted", "done", "U2"),
    ]


def test_reactions_are_noted_on_and_off(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "Good day")
    stage.ben.react(message, "wave")
    stage.client.reactions_add(channel="C1", timestamp=message.ts, name="seedling")
    stage.ben.unreact(message, "wave")

    noted = [(each.what, each.by, each.emoji) for each in seen(stage, after=1)]
    assert noted == [
        ("reacted", "U2", "wave"),
        ("reacted", "U0BOT", "seedling"),
        ("unreacted", "U2", "wave"),
    ]


def test_what_was_before_is_not_what_became_visible(stage: Stage) -> None:
    stage.workspace.load_history(stage.general, [{"ts": "1.000100", "user": "U1", "text": "old"}])
    assert seen(stage) == []
