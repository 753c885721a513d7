"""Readers see one moment and are never in the way; what fails while writing leaves nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from engine.database import Database
from engine.models import Stream

ONE_MORE = insert(Stream).values(kind="instance", hash=bytes(32))


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Stream)) or 0


def test_a_reader_sees_one_moment_while_others_write(database: Database) -> None:
    with database.reading() as reader:
        assert count(reader) == 0
        for _ in range(3):
            with database.writing() as writer:
                writer.execute(ONE_MORE)
            assert count(reader) == 0
    with database.reading() as reader:
        assert count(reader) == 3


def test_what_a_reader_writes_is_refused_or_lost(database: Database) -> None:
    with database.reading() as reader:
        if database.engine.dialect.name == "postgresql":
            with pytest.raises(DBAPIError, match="read-only"):
                reader.execute(ONE_MORE)
        else:
            reader.execute(ONE_MORE)
    with database.writing() as session:
        assert count(session) == 0


def test_a_writer_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(LookupError), database.writing() as session:
        session.execute(ONE_MORE)
        raise LookupError
    with database.reading() as session:
        assert count(session) == 0
