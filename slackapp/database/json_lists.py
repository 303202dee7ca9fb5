"""JSON lists in a column as rows, on both databases."""

from sqlalchemy import ColumnElement, TableValuedAlias, func
from sqlalchemy.orm import InstrumentedAttribute, Session


def each_in(
    session: Session, column: InstrumentedAttribute[list[str]]
) -> tuple[TableValuedAlias, ColumnElement[str]]:
    """A table to join with `true()`, and the column of its texts, for a list of texts."""
    if session.get_bind().dialect.name == "postgresql":
        each = func.json_array_elements_text(column).table_valued("value")
    else:
        each = func.json_each(column).table_valued("value")
    return each, each.c.value
