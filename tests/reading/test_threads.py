"""One reading of a thread."""

from slackapp.reading.threads import Said, Thanked, read_thread


def test_a_reply_of_substance_answers_and_its_writer_is_the_helper() -> None:
    read = read_thread(
        [
            Said("U1", "how do I restart the agent?"),
            Said("U2", "same here"),
            Said("U3", "you can restart it with `systemctl restart agent`"),
            Said("U1", "thanks!"),
        ]
    )
    assert read.answered
    assert read.answer_indexes == (2,)
    assert read.helper == "U3"
    assert read.thanks == (Thanked(3, ("U3",)),)


def test_silence_plus_ones_and_the_askers_own_words_answer_nothing() -> None:
    read = read_thread(
        [
            Said("U1", "how do I restart the agent?"),
            Said("U1", "I tried turning it off and on"),
            Said("U2", "me too"),
            Said("U3", "which agent?"),
        ]
    )
    assert not read.answered
    assert read.answer_indexes == ()


def test_no_messages_are_an_unanswered_thread() -> None:
    assert not read_thread([]).answered
    assert read_thread([]).helper is None


def test_asking_back_and_declining_answer_nothing() -> None:
    read = read_thread(
        [
            Said("U1", "how do I restart the agent?"),
            Said("U2", "post your config here"),
            Said("U3", "no idea, wrong channel I guess"),
        ]
    )
    assert not read.answered
    assert read.helper == "U2"


def test_whom_the_asker_thanks_last_is_the_helper_not_who_says_most() -> None:
    read = read_thread(
        [
            Said("U1", "how do I restart the agent?"),
            Said("U2", "restart agents with the service manager, as the long handbook page says"),
            Said("U3", "systemctl restart agent"),
            Said("U1", "<@U3> thanks, that worked"),
            Said("U4", "thanks <@U2>"),
        ]
    )
    assert read.helpers == ("U3", "U2")
    assert read.thanks == (Thanked(3, ("U3",)), Thanked(4, ("U2",)))


def test_thanks_to_everyone_name_nobody() -> None:
    read = read_thread([Said("U1", "how?"), Said("U2", "like this"), Said("U1", "thanks all")])
    assert read.thanks == (Thanked(2, ()),)
