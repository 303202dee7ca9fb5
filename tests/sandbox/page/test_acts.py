"""What somebody does on the page is done in their name, and refused in words."""

import pytest

from slackapp.sandbox import MessageShortcut, SlashCommand
from tests.sandbox.page.blocks.browsing import Window
from tests.sandbox.page.visiting import Answer, act, ask
from tests.sandbox.receiver import Answer as AppAnswer
from tests.sandbox.stage import Stage

CHANNEL = "/archives/C1"


def ana(stage: Stage) -> Window:
    return Window(stage, "U1")


def say(stage: Stage, text: str, **fields: str) -> Answer:
    return act(ana(stage), f"{CHANNEL}/messages", text=text, **fields)


def private_words(stage: Stage) -> list[str]:
    return [one.text for one in stage.workspace.ephemerals(to=stage.ana)]


def test_what_is_typed_is_kept_as_slack_keeps_it_and_told_to_the_app(stage: Stage) -> None:
    answer = say(stage, "hi @ben & <all> 🎉 https://x.org/a, see #general\nbye")

    kept = "hi <@U2> &amp; &lt;all&gt; :tada: <https://x.org/a>, see <#C1|general>\nbye"
    assert answer.status == 204
    assert [one.text for one in stage.general.messages] == [kept]
    assert stage.receiver.event("message")["text"] == kept
    assert stage.receiver.event("message")["user"] == "U1"


def test_an_empty_message_says_nothing(stage: Stage) -> None:
    assert say(stage, " \n ").status == 204
    assert stage.general.messages == []


def test_a_reply_stands_in_its_thread_and_in_the_channel_where_that_is_wished(
    stage: Stage,
) -> None:
    parent = stage.ben.post(stage.general, "who?")

    say(stage, "me", thread_ts=parent.ts)
    say(stage, "all, me!", thread_ts=parent.ts, broadcast="1")

    replies = stage.general.replies(parent.ts)
    assert [(one.text, one.subtype) for one in replies] == [
        ("me", None),
        ("all, me!", "thread_broadcast"),
    ]


def test_a_thread_that_is_gone_takes_no_reply(stage: Stage) -> None:
    answer = say(stage, "me", thread_ts="1.000000")

    assert (answer.status, answer.text) == (422, "This thread is gone.")
    assert stage.general.messages == []


def test_words_that_do_not_fit_are_refused_and_not_cut(stage: Stage) -> None:
    answer = say(stage, "x" * 12_001)

    assert (answer.status, stage.general.messages) == (422, [])
    assert "12001" in answer.text


def test_outside_a_channel_one_can_read_but_not_speak(stage: Stage) -> None:
    stage.ana.leave(stage.general)

    assert say(stage, "hello?").text == "Join this channel first."
    assert act(ana(stage), f"{CHANNEL}/join").status == 204
    assert say(stage, "hello!").status == 204


def test_in_an_archived_channel_nothing_is_said_or_joined(stage: Stage) -> None:
    stage.workspace.archive(stage.general, by=stage.ben)

    assert say(stage, "hello?").text == "This channel is archived."
    assert act(ana(stage), f"{CHANNEL}/join").status == 422


def test_a_command_goes_to_the_app_with_its_words(stage: Stage) -> None:
    stage.receiver.replies.append(AppAnswer(body="Thank you sent."))

    assert say(stage, "/kudos @ben for 🎉 this").status == 204

    form = stage.receiver.interaction.form
    assert (form["command"], form["text"]) == ("/kudos", "<@U2|ben> for :tada: this")
    assert private_words(stage) == ["Thank you sent."]


def test_a_command_nobody_offers_is_no_message_either(stage: Stage) -> None:
    stage.sandbox.world.app.commands = [SlashCommand("/kudos")]

    assert say(stage, "/kudo @ben").status == 204

    assert "`/kudo` is not a valid command." in private_words(stage)[0]
    assert (stage.general.messages, stage.receiver.requests) == ([], [])


def test_commands_are_not_supported_in_threads(stage: Stage) -> None:
    parent = stage.ben.post(stage.general, "who?")

    say(stage, "/kudos @ben", thread_ts=parent.ts)

    assert private_words(stage) == ["`/kudos` is not supported in threads. Sorry!"]


def test_a_failing_app_is_told_as_slack_tells_it(stage: Stage) -> None:
    stage.receiver.replies.append(AppAnswer(500))

    assert say(stage, "/kudos @ben").status == 204

    assert private_words(stage) == ["`/kudos` failed with the error “dispatch_failed”"]


def test_where_no_app_listens_nothing_breaks(stage: Stage) -> None:
    stage.sandbox.world.app.shortcuts = [MessageShortcut("give", "Give kudos")]
    stage.sandbox.request_url = None
    message = stage.ben.post(stage.general, "done")

    answer = act(ana(stage), f"{CHANNEL}/shortcuts", ts=message.ts, callback_id="give")
    say(stage, "/kudos @ben")

    assert (answer.status, answer.text) == (422, "No app is listening yet.")
    assert private_words(stage) == ["`/kudos` went nowhere: no app is listening yet."]


def test_slacks_own_commands_work(stage: Stage) -> None:
    stage.workspace.add_person("U3", name="Cy Young", display_name="cy")

    say(stage, "/me waves")
    say(stage, "/invite @cy")
    say(stage, "/topic tides & boats")
    say(stage, "/leave")

    subtypes = [one.subtype for one in stage.general.messages]
    assert subtypes == ["me_message", "channel_join", "channel_topic", "channel_leave"]
    assert ana(stage).get(CHANNEL).one("span", class_="topic").text == "tides & boats"
    topic = stage.client.conversations_info(channel="C1")["channel"]["topic"]["value"]
    assert topic == "tides &amp; boats"
    assert [*stage.general.members] == ["U2", "U0BOT", "U3"]
    assert stage.receiver.event("member_joined_channel")["inviter"] == "U1"


def test_a_reaction_goes_on_and_off_again(stage: Stage) -> None:
    message = stage.ben.post(stage.general, "done")

    act(ana(stage), f"{CHANNEL}/reactions", ts=message.ts, name="tada")
    assert message.reactions == {"tada": ["U1"]}
    act(ana(stage), f"{CHANNEL}/reactions", ts=message.ts, name="tada")

    assert message.reactions == {}
    assert stage.receiver.kinds()[-2:] == ["reaction_added", "reaction_removed"]


def test_an_emoji_nobody_knows_is_no_reaction(stage: Stage) -> None:
    message = stage.ben.post(stage.general, "done")

    answer = act(ana(stage), f"{CHANNEL}/reactions", ts=message.ts, name="<b>")

    assert (answer.status, message.reactions) == (422, {})


def test_ones_own_message_is_edited_and_deleted(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "helo")

    act(ana(stage), f"{CHANNEL}/edit", ts=message.ts, text="hello @ben")
    assert message.text == "hello <@U2>"
    assert act(ana(stage), f"{CHANNEL}/edit", ts=message.ts, text=" ").status == 422
    act(ana(stage), f"{CHANNEL}/delete", ts=message.ts)

    assert stage.general.messages == []
    assert stage.receiver.kinds()[-2:] == ["message_changed", "message_deleted"]


@pytest.mark.parametrize("path", ["edit", "delete"])
def test_nobody_changes_the_words_of_another(stage: Stage, path: str) -> None:
    message = stage.ben.post(stage.general, "mine")

    answer = act(ana(stage), f"{CHANNEL}/{path}", ts=message.ts, text="yours")

    assert answer.text == "Only their author can change a message."
    assert [one.text for one in stage.general.messages] == ["mine"]


def test_a_shortcut_tells_the_app_which_message(stage: Stage) -> None:
    stage.sandbox.world.app.shortcuts = [MessageShortcut("give", "Give kudos")]
    message = stage.ben.post(stage.general, "done")

    assert act(ana(stage), f"{CHANNEL}/shortcuts", ts=message.ts, callback_id="give").status == 204
    stage.receiver.replies.append(AppAnswer(500))
    failed = act(ana(stage), f"{CHANNEL}/shortcuts", ts=message.ts, callback_id="give")
    unknown = act(ana(stage), f"{CHANNEL}/shortcuts", ts=message.ts, callback_id="other")

    assert stage.receiver.interaction.json["message"]["ts"] == message.ts
    assert stage.receiver.interaction.json["callback_id"] == "give"
    assert (failed.status, "Give kudos" in failed.text) == (422, True)
    assert unknown.status == 404


def test_a_private_notice_is_dismissed_by_whom_it_was_for(stage: Stage) -> None:
    ts = stage.client.chat_postEphemeral(channel="C1", user="U1", text="psst")["message_ts"]

    act(Window(stage, "U2"), f"{CHANNEL}/dismiss", ts=ts)
    assert private_words(stage) == ["psst"]
    act(ana(stage), f"{CHANNEL}/dismiss", ts=ts)

    assert private_words(stage) == []


def test_somebody_is_added_and_leaves(stage: Stage) -> None:
    stage.workspace.add_person("U3", name="Cy Young")

    act(ana(stage), f"{CHANNEL}/invite", user="U3")
    assert "U3" in stage.general.members
    act(Window(stage, "U3"), f"{CHANNEL}/leave")

    assert "U3" not in stage.general.members
    assert act(ana(stage), f"{CHANNEL}/invite", user="U404").status == 404


def test_a_new_channel_is_made_and_one_that_is_there_is_opened(stage: Stage) -> None:
    made = ask(f"{ana(stage).address}/channels", b"name=Design+Reviews!")
    again = ask(f"{ana(stage).address}/channels", b"name=%23general")

    channel = stage.workspace.channels[made.url.rpartition("/")[2]]
    assert (channel.name, [*channel.members]) == ("design-reviews", ["U1"])
    assert stage.receiver.event("channel_created")["channel"]["name"] == "design-reviews"
    assert again.url.endswith("/archives/C1")
    assert ask(f"{ana(stage).address}/channels", b"name=%21%21").status == 422


def test_without_scripts_a_form_leads_back_to_the_channel(stage: Stage) -> None:
    answer = ask(f"{ana(stage).address}{CHANNEL}/messages", b"text=hello")

    assert answer.url == f"{ana(stage).address}{CHANNEL}"
    assert "hello" in answer.text


def test_a_body_no_form_has_is_refused(stage: Stage) -> None:
    body = b"text=" + b"x" * 200_001

    assert ask(f"{ana(stage).address}{CHANNEL}/messages", body).status == 413
