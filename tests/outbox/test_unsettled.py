"""Posts a person settles."""

from slackapp.outbox.settling import GIVE_UP_AFTER
from slackapp.outbox.unsettled import let_go, list_unsettled, send_anew
from tests.outbox.post_office import PostOffice


def refuse(office: PostOffice, post_id: str = "P1", code: str = "channel_not_found") -> None:
    office.sandbox.faults.add(method="chat.postMessage", error=code)
    office.plan(post_id)
    office.send(post_id)


def listed(office: PostOffice) -> list[tuple[str, str, str, bool]]:
    with office.database.reading() as session:
        found = list_unsettled(session)
    return [(each.post_id, each.state, each.reason, each.looked_up) for each in found]


def test_failed_and_unknown_posts_are_listed_until_they_are_settled(office: PostOffice) -> None:
    office.plan("fine")
    office.send("fine")
    refuse(office, "refused")
    refuse(office, "open", "fatal_error")
    assert listed(office) == [
        ("open", "unknown", "fatal_error", True),
        ("refused", "failed", "channel_not_found", False),
    ]
    with office.database.reading() as session:
        assert list_unsettled(session, "T2") == []


def test_one_that_cannot_be_looked_up_is_listed_as_such(office: PostOffice) -> None:
    office.sandbox.faults.add(method="conversations.history", error="missing_scope", times=None)
    refuse(office, code="fatal_error")
    office.pass_time(10)
    assert listed(office) == [("P1", "unknown", "fatal_error", False)]


def test_one_sent_anew_arrives_even_a_day_later_and_has_its_patience_again(
    office: PostOffice,
) -> None:
    refuse(office)
    office.pass_time(GIVE_UP_AFTER.total_seconds() + 1)
    with office.transaction() as tx:
        assert send_anew(tx, "P1")
    assert office.is_waiting("P1", 2)
    office.api_url, usual = "http://127.0.0.1:1/api/", office.api_url
    assert office.send().state == "planned"
    office.api_url = usual
    office.pass_time(15)
    assert office.send().state == "sent"
    assert listed(office) == []


def test_one_let_go_is_neither_sent_nor_looked_for(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postMessage", drop="before")
    office.plan()
    office.send()
    with office.transaction() as tx:
        assert let_go(tx, "P1")
    for _ in range(4):
        office.pass_time(600)
    assert (office.post().state, office.visible, listed(office)) == ("dropped", [], [])


def test_what_is_settled_cannot_be_settled_again(office: PostOffice) -> None:
    office.plan()
    office.send()
    with office.transaction() as tx:
        assert not send_anew(tx, "P1")
        assert not let_go(tx, "P1")
        assert not send_anew(tx, "nowhere")
    assert office.post().state == "sent"
