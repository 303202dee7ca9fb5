"""What belongs to a question, without any database."""

import pytest

from slackapp.features.questions.rules.facts import Question, Said
from slackapp.features.questions.rules.standing import Limits, belongs, stand

ASKER, BO = 1, 2
ASKED = Question(
    question_id="C1:10.000000",
    channel_id="C1",
    ts="10.000000",
    thread_ts="",
    asker=ASKER,
    asked_at=10,
    audience="public",
    origin="detected",
    asks=True,
    deleted=False,
    version_at=10,
)


def said(at: int, *, by: int = BO, root: str = "", mentions: tuple[int, ...] = (ASKER,)) -> Said:
    return Said(
        channel_id="C1",
        ts=f"{at}.000000",
        root_ts=root,
        author=by,
        at=at,
        substantive=True,
        thanks=False,
        works=False,
        asks=False,
        mentions=mentions,
    )


@pytest.mark.parametrize(
    ("one", "is_part"),
    [
        (said(11, root="10.000000"), True),
        (said(99, root="10.000000"), True),
        (said(11, root="9.000000"), False),
        (said(10), False),
        (said(11), True),
        (said(20), True),
        (said(21), False),
        (said(9), False),
        (said(11, mentions=()), False),
        (said(11, by=ASKER), False),
    ],
)
def test_its_thread_and_what_names_the_asker_in_time(one: Said, is_part: bool) -> None:  # noqa: FBT001
    assert belongs(ASKED, one, until=20, helpers=frozenset()) is is_part


def test_what_somebody_said_before_being_thanked_by_name_belongs_too() -> None:
    assert belongs(ASKED, said(11, mentions=()), until=20, helpers=frozenset({BO}))


def test_it_waits_until_its_time_is_over() -> None:
    limits = Limits(expiry=100)
    assert stand(ASKED, [], [], 109, limits).state == "open"
    expired = stand(ASKED, [], [], 110, limits)
    assert (expired.state, expired.due_at) == ("expired", None)
    assert stand(ASKED, [], [], 109, limits).due_at == 110
