"""What has been imported, so that a killed import goes on where it stopped."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class ImportedDay(Base):
    """A day's file of an export, read with these options."""

    __tablename__ = "imported_day"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    crc: Mapped[int] = mapped_column(primary_key=True)
    options: Mapped[str] = mapped_column(primary_key=True)
    imported_at: Mapped[datetime]
