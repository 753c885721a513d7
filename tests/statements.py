"""What SQLAlchemy compiles for one database of a run serves all the others.

Each test has a database of its own, and each engine would compile every statement anew, which was
a quarter of what a test of the engine costs. Compiled statements are known by their dialect, so
dialects of one kind are taken for the same: all servers of a run are.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite


class _Alike:
    """A dialect that equals every other one of its kind."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


class SQLite(_Alike, SQLiteDialect_pysqlite):
    """The usual one for SQLite."""

    supports_statement_cache = True


class PostgreSQL(_Alike, PGDialect_psycopg):
    """The usual one for PostgreSQL."""

    supports_statement_cache = True


def share() -> None:
    """Share what is compiled among all engines that are made from now on."""
    compiled = dict[Any, Any]()

    def remember(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    registry.register("sqlite", __name__, "SQLite")
    registry.register("postgresql.psycopg", __name__, "PostgreSQL")
    event.listen(Engine, "engine_connect", remember)
