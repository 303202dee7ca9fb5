"""Links people share are counted while they stand, and never shown with their secrets."""

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.features.links.models import Link
from slackapp.features.links.use_cases.listing import count_shared_links
from tests.journeys.conftest import Journey


def _shared(journey: Journey) -> int:
    return journey.app.toolbox.read(count_shared_links, "T1")


def _addresses(journey: Journey) -> list[str]:
    def addresses(tx: Transaction) -> list[str]:
        found = select(Link.address).where(Link.workspace_id == "T1").order_by(Link.address)
        return list(tx.session.scalars(found))

    return journey.app.toolbox.read(addresses, "T1")


def _board(journey: Journey) -> str:
    return journey.bo.command("/we", "board", channel=journey.general).text


def test_a_link_counts_once_however_it_is_written_until_it_is_edited_away(
    journey: Journey,
) -> None:
    first = journey.ana.post(journey.general, "<https://docs.slack.dev/apis?utm_source=x|read>")
    again = journey.cy.post(journey.general, "see <https://docs.slack.dev/apis>")
    journey.wait_until(lambda: "1 link shared" in _board(journey))
    assert _shared(journey) == 1
    journey.ana.edit(first, "never mind")
    journey.settle()
    assert _shared(journey) == 1
    journey.cy.delete(again)
    journey.wait_until(lambda: _shared(journey) == 0)
    assert "link" not in _board(journey)


def test_a_link_in_code_or_a_quote_is_nobodys_share(journey: Journey) -> None:
    journey.ana.post(journey.general, "`https://a.b/code`\n&gt; <https://a.b/quoted>")
    journey.bo.post(journey.general, "<https://a.b/shared>")
    journey.wait_until(lambda: _shared(journey) == 1)
    assert _addresses(journey) == ["https://a.b/shared"]


def test_a_secret_in_a_link_is_masked_before_it_is_kept(journey: Journey) -> None:
    journey.ana.post(journey.general, "<https://zoom.us/j/1?pwd=opensesame> at noon")
    journey.wait_until(lambda: _shared(journey) == 1)
    assert _addresses(journey) == ["https://zoom.us/j/1?pwd=***"]
    assert "opensesame" not in _board(journey)
