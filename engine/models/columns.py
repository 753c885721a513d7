"""What all tables share: key and time columns that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, cast

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, Table as PlainTable, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

# Open ends are this day and never NULL, so that indexes and keysets work.
OPEN_END = date(9999, 12, 31)
NO_DUE = datetime(9999, 12, 31, tzinfo=UTC)

# SQLite hands out row numbers only for "INTEGER PRIMARY KEY".
BigInt = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """A point in time, stored in UTC with microseconds, always aware in Python."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """UTC without its zone; a naive time is a programmer's mistake and refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The stored time, aware, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """A table; constraints are named, so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment()}


def plain(model: type[Table]) -> PlainTable:
    """The table beneath a model, for statements that every act runs.

    They are made once, at import, and give rows: making a statement or an object costs several
    times what running it does.
    """
    return cast(PlainTable, model.__table__)


Id = Annotated[int, mapped_column(BigInt, primary_key=True)]
