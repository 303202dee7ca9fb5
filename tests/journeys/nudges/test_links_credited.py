"""Who shares what a colleague found is asked, once a link, whether to mention them."""

from slackapp.sandbox import Ephemeral
from tests.journeys.nudges.town import Town, labels, text_of

GUIDE = "<https://example.org/guide>"


def reshare(town: Town) -> Ephemeral:
    """Bo found it, Ana shares it nine days later; what she alone is shown."""
    town.say(town.bo, f"a calm guide: {GUIDE}")
    town.later(days=9)
    town.say(town.ana, f"worth reading: {GUIDE}", channel=town.it)
    town.rest()
    (notice,) = town.notices(town.ana)
    return notice


def credited(town: Town) -> list[tuple[str, str]]:
    rows = [row for row in town.journey.export() if row.live and row.kind == "credit"]
    return [(row.from_person, row.to_person) for row in rows]


def test_the_finder_is_credited_in_one_tap_and_undone_in_another(town: Town) -> None:
    notice = reshare(town)
    assert text_of(notice) == "*Bo Berg* found this on 18 Nov, good taste. Mention them?"
    assert labels(notice)[:2] == ["Credit Bo Berg", "No need"]
    assert notice.channel_id == town.it.id
    town.press(town.ana, notice, "Credit Bo Berg")
    assert text_of(notice) == "Credit recorded. Bo Berg finds it in `/we thanks`."
    assert credited(town) == [("U1", "U2")]
    town.press(town.ana, notice, "Undo")
    assert credited(town) == []


def test_once_a_link_wherever_it_is_shared_again(town: Town) -> None:
    reshare(town)
    town.later(days=1)
    town.say(town.ana, f"again: {GUIDE}")
    town.rest()
    assert len(town.notices(town.ana)) == 1


def test_nobody_is_asked_who_names_the_finder_or_found_it(town: Town) -> None:
    town.say(town.bo, GUIDE)
    town.later(hours=1)
    town.say(town.bo, f"again: {GUIDE}", channel=town.it)
    town.say(town.eva, f"<@U2> found {GUIDE}")
    town.rest()
    assert town.notices(town.bo) == town.notices(town.eva) == []


def test_a_share_deleted_meanwhile_is_not_asked_about(town: Town) -> None:
    """Cy shares at 07:00 in New York, before working hours."""
    town.say(town.bo, GUIDE)
    town.say(town.cy, GUIDE, channel=town.it)
    shared = town.it.messages[-1]
    town.rest()
    town.cy.delete(shared)
    town.later(hours=3)
    town.say(town.cy)
    town.rest()
    assert town.notices(town.cy) == []


def test_a_share_that_waits_for_working_hours_is_asked_about_then(town: Town) -> None:
    town.say(town.bo, GUIDE)
    town.say(town.cy, GUIDE, channel=town.it)
    town.rest()
    assert town.notices(town.cy) == []
    town.later(hours=3)
    town.say(town.cy)
    town.rest()
    (notice,) = town.notices(town.cy)
    assert text_of(notice).startswith("*Bo Berg* found this")
