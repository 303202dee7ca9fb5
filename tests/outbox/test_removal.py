"""Taking a post back."""

from tests.outbox.post_office import PostOffice


def test_a_post_that_has_not_left_is_dropped(office: PostOffice) -> None:
    office.plan()
    office.plan_removal()
    assert office.post().state == "dropped"
    office.sender.run("T1", "P1", 1)
    assert office.visible == []


def test_a_sent_post_is_deleted(office: PostOffice) -> None:
    office.plan()
    office.send()
    office.plan_removal()
    office.run_jobs()
    assert office.post().state == "removed"
    assert office.visible == []


def test_a_post_somebody_else_deleted_counts_as_removed(office: PostOffice) -> None:
    office.plan()
    post = office.send()
    office.slack("T1").chat_delete(channel="C1", ts=post.sent_ts or "")
    office.plan_removal()
    office.run_jobs()
    assert office.post().state == "removed"


def test_a_post_taken_back_while_it_is_sent_is_deleted_right_after(office: PostOffice) -> None:
    office.plan()
    office.sender_that(calling=office.plan_removal).run("T1", "P1", 1)
    office.run_jobs()
    assert office.post().state == "removed"
    assert office.visible == []


def test_a_post_of_unknown_fate_is_deleted_once_it_is_found(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postMessage", drop="after")
    office.plan()
    office.send()
    office.plan_removal()
    assert office.post().state == "unknown"
    office.pass_time(30)
    office.run_jobs()
    assert office.post().state == "removed"
    assert office.visible == []


def test_a_post_taken_back_is_not_sent_again_when_it_turns_out_never_to_have_left(
    office: PostOffice,
) -> None:
    office.sandbox.faults.add(method="chat.postMessage", drop="before")
    office.plan()
    office.send()
    office.plan_removal()
    office.pass_time(120)
    assert office.post().state == "dropped"


def test_a_rate_limit_only_postpones_the_removal(office: PostOffice) -> None:
    office.plan()
    office.send()
    office.sandbox.faults.add(
        method="chat.delete", status=429, error="ratelimited", headers={"Retry-After": "60"}
    )
    office.plan_removal()
    office.run_jobs()
    assert office.post().state == "sent"
    office.pass_time(60)
    assert office.post().state == "removed"


def test_taking_back_what_was_never_planned_or_is_gone_changes_nothing(
    office: PostOffice,
) -> None:
    office.plan_removal("nowhere")
    office.plan()
    office.send()
    for _ in range(2):
        office.plan_removal()
        office.run_jobs()
    assert office.post().state == "removed"
