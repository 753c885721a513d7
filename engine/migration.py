"""Brings a database to the newest tables; Alembic's steps stand in `engine/migrations`.

There is no way back: a database that a newer program has changed is left to that program.
"""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from engine.database import Database

# Any number that nothing else in the database uses: "alur" in ASCII.
_LOCK = 0x616C7572


def upgrade(database: Database) -> None:
    """Bring the tables to the newest form; who comes second waits and finds nothing to do."""
    if is_current(database):
        return
    with database.writing() as session:
        connection = session.connection()
        _wait_for_turn(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(database: Database) -> bool:
    """Whether the tables have the newest form."""
    with database.reading() as session:
        context = MigrationContext.configure(session.connection())
        return context.get_current_revision() == newest()


@cache
def newest() -> str | None:
    """The name of the newest step."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "engine:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _wait_for_turn(connection: Connection) -> None:
    # On SQLite `writing` has taken the only lock already.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
