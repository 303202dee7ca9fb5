"""What Alembic does for us; a module of its own, as importing it takes a third of a second."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from slackapp.database.base import Base


def upgrade(connection: Connection, folder: Path) -> None:
    """Run the migrations of this folder that are missing."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def differences(connection: Connection) -> list[object]:
    """What the tables lack or have too much, compared with the models."""
    context = MigrationContext.configure(
        connection,
        opts={
            "include_name": lambda name, kind, _: kind != "table" or name in Base.metadata.tables
        },
    )
    return list(compare_metadata(context, Base.metadata))
