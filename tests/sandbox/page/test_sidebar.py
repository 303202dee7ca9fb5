"""The list at the left: where one can go, what waits there, and whom one can be."""

from slackapp.sandbox import Channel, Kind, Role
from tests.sandbox.page.blocks.browsing import Node, Window
from tests.sandbox.stage import Stage


def lines(stage: Stage, section: str, *, person: str = "U1", here: str = "C9") -> list[str]:
    """Each line's words: its name, and what waits there."""
    sidebar = Window(stage, person).get(f"/sidebar?here={here}")
    found = sidebar.all("section", aria_labelledby=f"s-{section}")
    return [_words(one) for part in found for one in part.all("a")]


def _words(line: Node) -> str:
    words = [one.text for one in line.children if isinstance(one, Node) and one.text]
    return " ".join(words[1:])


def private(stage: Stage) -> Channel:
    return stage.workspace.add_channel("C2", "leads", members=[stage.ana], kind=Kind.PRIVATE)


def test_what_others_say_is_unread_until_it_is_looked_at(stage: Stage) -> None:
    stage.ana.post(stage.general, "hello")

    assert lines(stage, "channels") == ["general"], "not by what one said oneself"
    assert lines(stage, "channels", person="U2") == ["general unread"]
    Window(stage, "U2").get("/archives/C1")
    assert lines(stage, "channels", person="U2") == ["general"]


def test_what_comes_while_one_looks_is_read(stage: Stage) -> None:
    stage.ben.post(stage.general, "hello")
    assert lines(stage, "channels", here="C1") == ["general"]

    Window(stage).channel()

    assert lines(stage, "channels") == ["general"]


def test_mentions_are_counted(stage: Stage) -> None:
    stage.workspace.add_group("S1", "helpers", users=[stage.ana])
    for text in ("<@U1> hi", "<!subteam^S1|@helpers> too", "<!here> all", "nobody", "<@U2>"):
        stage.ben.post(stage.general, text)

    assert lines(stage, "channels") == ["general 3 3 for you"]


def test_history_from_before_and_who_joined_are_not_news(stage: Stage) -> None:
    stage.workspace.load_history(
        stage.general, [{"ts": "1700000000.000000", "user": "U2", "text": "<@U1> long ago"}]
    )
    stage.workspace.add_person("U3", name="Cy Young").join(stage.general)

    assert lines(stage, "channels") == ["general"]


def test_a_private_channel_is_listed_for_its_members_with_a_lock(stage: Stage) -> None:
    private(stage)

    assert lines(stage, "channels") == ["general", "leads"]
    assert "private" in Window(stage).get("/sidebar").text
    assert lines(stage, "channels", person="U2") == ["general"]
    assert lines(stage, "others", person="U2") == []


def test_channels_one_is_not_in_are_there_to_join_and_archived_ones_are_not(stage: Stage) -> None:
    stage.workspace.add_channel("C3", "random", members=[stage.ben])
    stage.workspace.add_channel("C4", "old", members=[stage.ana], is_archived=True)

    assert lines(stage, "channels") == ["general"]
    assert lines(stage, "others") == ["random"]


def test_direct_messages_carry_the_other_name_and_how_many_wait(stage: Stage) -> None:
    stage.ben.post(stage.ben.direct_messages("U1"), "hi")
    stage.ben.post(stage.ben.direct_messages("U1"), "are you there?")

    assert lines(stage, "direct") == ["ben 2 2 for you"]
    assert lines(stage, "direct", person="U2") == ["ana"]


def test_the_apps_messages_wait_at_the_app(stage: Stage) -> None:
    stage.client.chat_postMessage(channel="U1", text="welcome")

    assert lines(stage, "apps") == ["We Not Me 1 1 for you"]
    assert lines(stage, "apps", person="U2") == ["We Not Me"]


def test_one_can_be_anybody_but_bots_and_who_left(stage: Stage) -> None:
    stage.workspace.add_person("U3", name="Gil Guest", role=Role.GUEST)
    stage.workspace.add_person("U4", name="Olga Old", deleted=True)
    stage.workspace.add_person("U5", name="Ada Admin", role=Role.ADMIN)
    acting = Window(stage).get("/sidebar?here=C1").one("nav", aria_label="Act as")

    addresses = [one.attributes["href"] for one in acting.all("a")]
    people = " ".join(acting.text.split())

    assert addresses == [
        "/acme/as/U1/archives/C1",
        "/acme/as/U2/archives/C1",
        "/acme/as/U3",
        "/acme/as/U5/archives/C1",
    ], "a guest sees no channel they are not in"
    for words in ("Gil Guest guest", "Olga Old deactivated", "Ada Admin admin"):
        assert words in people, words
    assert "We Not Me" not in people


def test_of_thousands_some_are_named_and_all_can_be_chosen(stage: Stage) -> None:
    for number in range(100):
        stage.workspace.add_person(f"U1{number:03}", name=f"Person {number}")
    stage.workspace.people["U1099"].join(stage.general)

    sidebar = Window(stage).get("/sidebar?here=C1").one("nav", aria_label="Act as")
    named = [one.attributes["href"] for one in sidebar.all("a")]
    everybody = Window(stage).get("/everybody?here=C1").all("a")

    assert named[:3] == [f"/acme/as/{one}/archives/C1" for one in ("U1", "U2", "U1099")]
    assert (len(named), sidebar.one("button").text) == (40, "62 more people")
    assert len(everybody) == 102


def test_acting_as_somebody_who_cannot_see_this_place_leads_to_their_own(stage: Stage) -> None:
    private(stage)

    acting = Window(stage).get("/sidebar?here=C2").one("nav", aria_label="Act as")
    addresses = [one.attributes["href"] for one in acting.all("a")]

    assert addresses == ["/acme/as/U1/archives/C2", "/acme/as/U2"]
