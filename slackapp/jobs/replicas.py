"""Who is alive: every replica beats, and what a silent one had in hand goes to the others."""

from collections.abc import Callable, Mapping, Sequence
from threading import Event, Thread

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from slackapp.database.engines import Database
from slackapp.database.upsert import insert_new
from slackapp.jobs.claims import TakeOver
from slackapp.jobs.client import DurableClient
from slackapp.jobs.models import Replica
from slackapp.observability.logs import place_of
from slackapp.vocabulary.clock import Clock

BEAT_SECONDS = 3.0
# So many looks in a row at the same beat: it is dead. Looks are counted, not seconds: clocks may
# jump, and while the database is away nobody can beat, but nobody can look either.
SILENT_LOOKS = 5

# Releases the rows of one kind.
Release = Callable[[TakeOver], None]

_log = structlog.get_logger(__name__)


class Heartbeat:
    """This replica's beat and its watch over the others.

    On SQLite there is one process at a time: it takes over from its predecessor at the start.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        client: DurableClient,
        replica_id: str,
        releases: Sequence[Release],
    ) -> None:
        self._database = database
        self._clock = clock
        self._client = client
        self._replica_id = replica_id
        self._releases = releases
        self._seen: Mapping[str, tuple[int, int]] = {}
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="heartbeat", daemon=True)

    def start(self) -> None:
        self._beat()
        if self._database.is_sqlite:
            for replica_id, beat in self._others().items():
                self._take_over(replica_id, beat)
        else:
            self._thread.start()

    def stop(self) -> None:
        """The last beat: whatever is still in hand goes to the others."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        try:
            self._take_over(self._replica_id, None)
        except Exception as error:  # noqa: BLE001  the others will miss its beat
            _log.warning("jobs.not_released", error=type(error).__name__, place=place_of(error))

    def round(self) -> None:
        """Beat once and look at the others once."""
        self._beat()
        looks = {}
        for replica_id, beat in self._others().items():
            last, times = self._seen.get(replica_id, (beat, 0))
            looks[replica_id] = (beat, times + 1 if beat == last else 1)
        self._seen = looks
        for replica_id, (beat, times) in looks.items():
            if times > SILENT_LOOKS:
                self._take_over(replica_id, beat)

    def _run(self) -> None:
        while not self._stopping.wait(BEAT_SECONDS):
            try:
                self.round()
            except Exception as error:  # noqa: BLE001  the database may be away; the next round tries
                _log.warning("jobs.no_beat", error=type(error).__name__, place=place_of(error))

    def _beat(self) -> None:
        mine = Replica.replica_id == self._replica_id
        with self._database.writing() as session:
            beaten = update(Replica).where(mine).values(beat=Replica.beat + 1)
            if session.scalar(beaten.returning(Replica.beat)) is None:  # new, or given up as dead
                insert_new(session, Replica, [{"replica_id": self._replica_id, "beat": 1}])

    def _others(self) -> dict[str, int]:
        query = select(Replica).where(Replica.replica_id != self._replica_id)
        with self._database.reading() as session:
            return {row.replica_id: row.beat for row in session.scalars(query)}

    def _take_over(self, replica_id: str, beat: int | None) -> None:
        """Its rows, in one transaction with the end of its own; none if it has beaten meanwhile."""
        stranded = self._client.in_hand_of(replica_id)
        with self._database.writing() as session:
            if not _remove(session, replica_id, beat):
                return
            taken = TakeOver(
                session=session,
                replica_id=replica_id,
                stranded=stranded,
                now=self._clock.now(),
                queue=self._client,
            )
            for release in self._releases:
                release(taken)
        self._client.cancel(stranded)
        if replica_id != self._replica_id:
            _log.warning("jobs.replica_died", replica=replica_id, stranded=len(stranded))


def _remove(session: Session, replica_id: str, beat: int | None) -> bool:
    """Whether it was there, at this beat: of several that look, one takes over."""
    gone = delete(Replica).where(Replica.replica_id == replica_id)
    if beat is not None:
        gone = gone.where(Replica.beat == beat)
    return session.scalar(gone.returning(Replica.replica_id)) is not None
