"""Who may know of something that happened in a channel: everybody, or those who were there."""

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

PUBLIC = "public"
PRIVATE = "private"
# Said in public, in a channel that not everybody may see by now; public again if they may again.
CLOSED = "closed"


class AudienceColumn(TypeDecorator[str]):
    """public or private; what is closed reads as private."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        return PRIVATE if value == CLOSED else value
