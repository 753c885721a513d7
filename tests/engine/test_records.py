"""The chain shows what was changed, inserted or removed behind the program's back."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from engine import records
from engine.database import Database
from engine.models import Stream
from tests.office import Statements, start, walk


def broken(office: Database) -> list[tuple[str, int]]:
    with office.reading() as session:
        return [(kind, first) for _, kind, _, first in records.verify(session) if first is not None]


def tamper(office: Database, statement: str, **values: object) -> None:
    """Change records as someone would who owns the database."""
    with office.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE record DISABLE TRIGGER ALL"))
        else:
            names = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='record'")
            )
            for (name,) in names.all():
                connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(text(statement), values)


@pytest.fixture
def case(office: Database) -> int:
    instance = start(office).instance_id
    walk(office, instance, until="T5")
    return instance


def test_an_untouched_record_is_whole(office: Database, case: int) -> None:
    assert broken(office) == []


def test_all_chains_are_read_at_one_go(office: Database, case: int) -> None:
    with Statements(office) as heard, office.reading() as session:
        streams = [stream for stream, *_ in records.verify(session)]
        assert streams == list(session.scalars(select(Stream.id).order_by(Stream.id)))
    assert len(heard.texts) == 3  # the office's name, the chains, and the streams asked for here


def test_a_changed_record_is_found(office: Database, case: int) -> None:
    tamper(office, "UPDATE record SET body = '{}' WHERE stream_id = :s AND seq = 3", s=case)
    assert broken(office) == [("instance", 3)]


def test_a_removed_record_is_found(office: Database, case: int) -> None:
    tamper(office, "DELETE FROM record WHERE stream_id = :s AND seq = 2", s=case)
    assert broken(office) == [("instance", 2)]


def test_a_record_removed_at_the_end_is_found(office: Database, case: int) -> None:
    tamper(office, "DELETE FROM record WHERE stream_id = :s AND seq = 5", s=case)
    assert broken(office) == [("instance", 5)]


def test_an_inserted_record_is_found(office: Database, case: int) -> None:
    tamper(
        office,
        "INSERT INTO record SELECT stream_id, 6, at, kind, actor_id, body, hash "
        "FROM record WHERE stream_id = :s AND seq = 5",
        s=case,
    )
    assert broken(office) == [("instance", 6)]


@pytest.mark.parametrize("statement", ["UPDATE record SET kind = 'x'", "DELETE FROM record"])
def test_the_database_refuses_to_change_records(
    office: Database, case: int, statement: str
) -> None:
    with pytest.raises(DBAPIError), office.engine.begin() as connection:
        connection.execute(text(statement))
