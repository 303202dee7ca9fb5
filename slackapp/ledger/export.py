"""The ledger as rows for people: a row a turn, and a row for each side of a new connection."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from io import StringIO

from slackapp.database.transaction import Transaction
from slackapp.ledger.giver_weeks import weeks_with_turns
from slackapp.ledger.rules import WeekScore
from slackapp.ledger.scoring import decisive, score_acts, span_that_matters
from slackapp.ledger.store import list_turns_of_weeks
from slackapp.ledger.turns import LiveAct, Turn, counted_acts
from slackapp.ledger.weeks import may_score
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import find_people, people_by_key
from slackapp.workspace.workspaces import workspace_zone

# What a spreadsheet may take for the beginning of a formula, full-width signs too.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """A turn of an act; people are Slack ids, empty once forgotten; points are exact decimals.

    bare: it weighs half. one_act: the same in all rows of what was given to a group at once, and
    of a link; empty where a row is an act by itself.
    """

    workspace_id: str
    kind: str
    from_person: str
    to_person: str
    channel_id: str | None
    message_ts: str | None
    occurred_at: str
    act: str
    live: bool
    audience: str
    points: str
    bare: bool = False
    one_act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow(ExportRow):
    """The same with names, empty where somebody hides theirs or was forgotten."""

    from_name: str
    to_name: str


def export_rows(tx: Transaction) -> Iterator[ExportRow]:
    """Week by week, oldest first; the points of a giver's week sum to its score."""
    for week in weeks_with_turns(tx):
        yield from _WeekExport(tx, week).rows()


def with_names(tx: Transaction, rows: Iterable[ExportRow]) -> Iterator[NamedRow]:
    """Only for whoever asks: an export carries no names by itself."""
    for row in rows:
        people = find_people(tx, {row.from_person, row.to_person} - {""})
        names = {one.slack_id: one.name for one in people.values() if not one.hides_name}
        yield NamedRow(
            **asdict(row),
            from_name=names.get(row.from_person, ""),
            to_name=names.get(row.to_person, ""),
        )


def to_jsonl(rows: Iterable[ExportRow]) -> Iterator[str]:
    for row in rows:
        yield json.dumps({**asdict(row), "points": float(row.points)}, ensure_ascii=False) + "\n"


def to_csv(rows: Iterable[ExportRow], row_type: type[ExportRow] = ExportRow) -> Iterator[str]:
    """Comma separated lines with a header; no cell is a formula to a spreadsheet."""
    names = [field.name for field in fields(row_type)]
    yield _csv_line(names)
    for row in rows:
        yield _csv_line([_cell(getattr(row, name)) for name in names])


class _WeekExport:
    """One week: turns and scores come from a single query, so that they agree beside `serve`."""

    def __init__(self, tx: Transaction, week: Week) -> None:
        self._workspace_id = tx.workspace_id
        since, until = span_that_matters(tx, week)
        first, _ = week.micros(workspace_zone(tx))
        turns = list_turns_of_weeks(tx, since, until)
        acts = decisive(counted_acts(turns), since, until)
        self._turns = [turn for turn in turns if first <= turn.at < until]
        self._live = {live.beginning: live for live in acts}
        self._scores = score_acts(tx, week, acts)
        self._people = people_by_key(tx, _people(self._turns, self._scores))

    def rows(self) -> Iterator[ExportRow]:
        for turn in sorted(self._turns, key=lambda turn: (turn.at, turn.key)):
            yield self._turn_row(turn, self._live.get(turn.key))
        for person, score in sorted(self._scores.items()):
            if self._may_score(person):
                yield from self._connection_rows(person, score)

    def _turn_row(self, turn: Turn, live: LiveAct | None) -> ExportRow:
        return ExportRow(
            workspace_id=self._workspace_id,
            kind=turn.kind,
            from_person=self._slack_id(turn.giver),
            to_person=self._slack_id(turn.receiver),
            channel_id=turn.channel_id,
            message_ts=turn.message_ts,
            occurred_at=_iso(datetime_of_micros(turn.at)),
            act=turn.turn,
            live=live is not None,
            audience=live.audience if live else turn.audience,
            points=_exact(self._points(live) if live else Decimal(0)),
            bare=live.act.bare if live else turn.bare,
            one_act=_one_act(turn.source, live.act.party if live else turn.party),
        )

    def _connection_rows(self, person: int, score: WeekScore) -> Iterator[ExportRow]:
        for connection, points in score.connection_points.items():
            yield ExportRow(
                workspace_id=self._workspace_id,
                kind="new_connection",
                from_person=self._slack_id(person),
                to_person=self._slack_id(connection.other),
                channel_id=None,
                message_ts=None,
                occurred_at=_iso(datetime_of_micros(connection.at)),
                act="given",
                live=True,
                audience="public",
                points=_exact(points),
            )

    def _points(self, live: LiveAct) -> Decimal:
        giver = live.act.giver
        return self._scores[giver].points[live] if self._may_score(giver) else Decimal(0)

    def _may_score(self, key: int) -> bool:
        return key in self._people and may_score(self._people[key])

    def _slack_id(self, key: int) -> str:
        person: Person | None = self._people.get(key)
        return person.slack_id if person else ""


def _people(turns: Iterable[Turn], scores: Mapping[int, WeekScore]) -> set[int]:
    met = {one.other for score in scores.values() for one in score.connection_points}
    acting = {person for turn in turns for person in (turn.giver, turn.receiver)}
    return acting | met | set(scores)


def _one_act(source: str, party: str) -> str:
    return blake2b(f"{source}\n{party}".encode(), digest_size=8).hexdigest() if party else ""


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _exact(points: Decimal) -> str:
    """As a plain decimal: "1.5", "10", "0"."""
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cell(value: object) -> str:
    """Text a spreadsheet would take for a formula is quoted by an apostrophe."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _csv_line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
