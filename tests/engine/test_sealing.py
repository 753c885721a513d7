"""A version or a file that was changed outside is found."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from engine import sealing
from engine.database import Database
from tests.office import KEY

TAMPERED = {
    "a file": ("content", "UPDATE content SET bytes = :odd"),
    "the note of a version": ("version", "UPDATE version SET note = 'lain'"),
    "the day of a version": ("version", "UPDATE version SET effective_from = '2020-01-01'"),
}


def test_what_was_published_is_whole(office: Database) -> None:
    with office.reading() as session:
        assert list(sealing.altered(session)) == []


@pytest.mark.parametrize("table, change", TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_is_found(office: Database, table: str, change: str) -> None:
    with office.writing() as session:
        if office.engine.dialect.name == "sqlite":
            session.execute(text(f"DROP TRIGGER {table}_no_update"))
        else:
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        session.execute(text(change), {"odd": b"lain"} if ":odd" in change else {})
    with office.reading() as session:
        assert list(sealing.altered(session)) == [(KEY, 1)]
