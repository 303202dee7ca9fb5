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
