"""What somebody gets to read about themselves."""

import json

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.features.kudos.models import KudosRow
from slackapp.features.privacy.rules import PIECE, pieces
from slackapp.features.privacy.use_cases.exporting import find_person, write_export
from slackapp.features.privacy.use_cases.forgetting import forget
from slackapp.vocabulary.people import Audience
from tests.builders.databases import transaction
from tests.features.privacy.planting import ANA, ANA_ID, BO, BO_ID, MICROS, plant

PRIVATE, PUBLIC, ALONE = "said in a closed room", "said for all to hear", "said to her alone"


def _thanks(reason: str, source: str, *, audience: Audience, shown: str = "here") -> KudosRow:
    """From Bo to Ana."""
    return KudosRow(
        workspace_id="T1",
        source=source,
        receiver=ANA,
        place=0,
        giver=BO,
        party="",
        channel_id="C9",
        audience=audience,
        at=MICROS,
        reason=reason,
        values=[],
        counts=True,
        taken_back=False,
        shown=shown,
    )


def test_others_private_words_are_left_out_and_ids_stay(database: Database) -> None:
    with transaction(database) as tx:
        plant(tx)
        tx.session.add(_thanks(PRIVATE, "1", audience="private"))
        tx.session.add(_thanks(PUBLIC, "2", audience="public"))
        tx.session.add(_thanks(ALONE, "3", audience="private", shown="receivers"))
    with transaction(database) as tx:
        found = write_export(tx, person=ANA, rooms=FEATURES)
    assert found is not None
    assert found.person_id == ANA_ID
    assert PRIVATE not in found.text
    assert PUBLIC in found.text
    assert ALONE in found.text
    said = json.loads(found.text)
    assert {row["giver"] for row in said["kudos"]} == {ANA_ID, BO_ID}
    assert said["parts"].keys() == said.keys() - {"about", "made_at", "parts"}
    assert all(said["parts"].values())


def test_nothing_is_told_of_somebody_forgotten_or_unknown(database: Database) -> None:
    with transaction(database) as tx:
        plant(tx)
    with transaction(database) as tx:
        assert find_person(tx, person_id="U404") is None
        forget(tx, person=ANA, leave_out=True, rooms=FEATURES)
    with transaction(database) as tx:
        assert find_person(tx, person_id=ANA_ID) is None
        assert write_export(tx, person=ANA, rooms=FEATURES) is None


def test_pieces_are_the_whole_text_and_each_fits() -> None:
    text = "\n".join(["short", "x" * (2 * PIECE + 5), *(f"line {n}" for n in range(2000)), ""])
    cut = pieces(text)
    assert "".join(cut) == text
    assert max(map(len, cut)) <= PIECE
    assert pieces("") == []
