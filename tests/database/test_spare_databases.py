"""Tests share PostgreSQL databases one after the other, and none finds what another left."""

from contextlib import closing

import psycopg
from sqlalchemy import text

from tests.builders.spare_databases import SpareDatabases, connected

_ADD = "INSERT INTO workspace_setting VALUES ('T1', 'kudos.emoji', '[]')"
_COUNT = "SELECT count(*) FROM workspace_setting"


def test_rows_left_behind_are_gone_for_the_next(spare_databases: SpareDatabases) -> None:
    with spare_databases.one() as first, connected(first) as there:
        there.execute(text(_ADD))
    with spare_databases.one() as second, connected(second) as there:
        assert second == first
        assert there.scalar(text(_COUNT)) == 0


def test_who_still_holds_rows_of_it_is_sent_away(spare_databases: SpareDatabases) -> None:
    with spare_databases.one() as first:
        there = psycopg.connect(first)
        there.execute(_ADD)
    with closing(there), spare_databases.one() as second, connected(second) as others:
        assert second == first
        others.execute(text("SET lock_timeout = '5s'"))
        others.execute(text(_ADD))


def test_one_whose_tables_were_changed_is_not_given_to_anybody(
    spare_databases: SpareDatabases,
) -> None:
    for change in (
        "DROP INDEX ix_post_state_due_at",
        "ALTER TABLE post ADD COLUMN note text",
        "UPDATE alembic_version SET version_num = '0001'",
    ):
        with spare_databases.one() as changed, connected(changed) as there:
            there.execute(text(change))
        with spare_databases.one() as other:
            assert other != changed
