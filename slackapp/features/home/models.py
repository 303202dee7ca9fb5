"""The room's table: who was told of the Home tab."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class FirstUseRow(Base):
    """Somebody used the app for the first time and was told of their Home tab, once ever."""

    __tablename__ = "first_use"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    explained_at: Mapped[datetime]
