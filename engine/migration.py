"""Brings a database to the newest tables; Alembic's steps stand in `engine/migrations`.

There is no way back, and a database that a newer program has changed is refused as it is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from engine.database import Database
from engine.errors import NewerDatabase

# Any number that nothing else in the database uses: "alur" in ASCII.
_LOCK = 0x616C7572


def upgrade(database: Database) -> None:
    """Bring the tables to the newest form; who comes second waits and finds nothing to do.

    Raises NewerDatabase.
    """
    if is_current(database):
        return
    with database.writing() as session:
        connection = session.connection()
        _wait_for_turn(connection)
        _run(connection)


def is_current(database: Database) -> bool:
    """Whether the tables have the newest form; raises NewerDatabase, so ask before any use."""
    with database.reading() as session:
        connection = session.connection()
        if not inspect(connection).has_table("alembic_version"):
            return False
        stored = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if stored is not None and stored not in _steps():
        raise NewerDatabase(number=stored, newest=newest())
    return bool(stored == newest())


def newest() -> str:
    """The name of the newest step: steps are numbered, and their files begin with the number."""
    return max(_steps())


@cache
def _steps() -> frozenset[str]:
    files = (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py")
    return frozenset(path.name.partition("_")[0] for path in files)


def _run(connection: Connection) -> None:
    # Imported here, since Alembic is a tenth of what a server loads and a current database
    # needs none of it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "engine:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _wait_for_turn(connection: Connection) -> None:
    # On SQLite `writing` has taken the only lock already.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
