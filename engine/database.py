"""One database, SQLite or PostgreSQL; hands out sessions, each of them one transaction.

`writing` is the one place that commits. Whatever goes wrong inside it rolls everything back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

# How long a writer waits for another one on SQLite, in seconds.
BUSY_SECONDS = 30


@dataclass
class Memory:
    """What a process keeps in memory of one database; sessions carry it as `info["memory"]`.

    Versions never change, so their definitions are kept for good; the calendar is kept for a
    while, since another process may change it. `reckoned` and `totals` are of tables by their
    sums, which never change either. `swept_until` is when items have to be looked through again
    for takers who no longer hold their post.
    """

    definitions: dict[int, Any] = field(default_factory=dict)
    reckoned: dict[str, Any] = field(default_factory=dict)
    totals: dict[str, Any] = field(default_factory=dict)
    calendar: Any = None
    calendar_until: float = 0.0
    swept_until: datetime = datetime.min.replace(tzinfo=UTC)


class Database:
    """A database by its SQLAlchemy URL."""

    def __init__(self, url: str) -> None:
        self.engine = _connect(url)
        self._writer = self.engine.execution_options(alur_writes=True)
        self._reader = _of_one_moment(self.engine)
        self.memory = Memory()
        self._info = {"memory": self.memory}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database and never commits."""
        with Session(self._reader, autoflush=False, info=self._info) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose work is committed when the block ends, and undone if it fails."""
        with Session(self._writer, info=self._info) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def _connect(url: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(url, pool_size=8, max_overflow=24, pool_pre_ping=True)


def _of_one_moment(engine: Engine) -> Engine:
    # SQLite's transactions see one moment anyhow; PostgreSQL's would see each commit at once. It
    # ends a transaction of one moment for a conflict only if that writes, so it must not.
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite(url: str) -> Engine:
    # No pre-ping: a file does not go away, and every statement counts.
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, pool_size=8, max_overflow=24)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own idea of transactions is switched off: see `_begin_sqlite`.
    connection.isolation_level = None
    # Pages of 8 kB, in a new file, hold a long record whole: on 4 kB it fills a page of its own.
    for pragma in ("page_size=8192", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that becomes a writer later would fail with
    # "database is locked" instead of waiting for its turn.
    writes = connection.get_execution_options().get("alur_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
