"""Bytes are kept for good and once, whoever sends them, and however many at the same moment."""

from __future__ import annotations

import hashlib
from functools import partial

from sqlalchemy import select

from engine import contents
from engine.database import Database
from engine.models import Content
from tests.crowd import at_once
from tests.office import Statements

SEVERAL = [bytes([n]) * 1000 for n in range(20)]


def keep(database: Database, several: list[bytes]) -> None:
    with database.writing() as session:
        contents.keep(session, several)


def kept(database: Database) -> dict[bytes, bytes]:
    with database.reading() as session:
        return {row.sha256: row.bytes for row in session.scalars(select(Content))}


def test_bytes_are_known_by_their_sha256_and_kept_once(database: Database) -> None:
    keep(database, [b"satu", b"dua", b"satu"])
    keep(database, [b"dua", b"tiga"])
    expected = [b"satu", b"dua", b"tiga"]
    assert kept(database) == {hashlib.sha256(one).digest(): one for one in expected}


def test_however_many_are_kept_in_one_statement_and_none_in_none(database: Database) -> None:
    with Statements(database) as heard:
        keep(database, SEVERAL)
        keep(database, [])
    assert len(heard.texts) == 1


def test_many_who_keep_the_same_bytes_at_once_all_may(database: Database) -> None:
    """Whoever looks before another commits would add the same; in other orders they would block."""
    several = [SEVERAL, SEVERAL[::-1]] * 8
    assert at_once([partial(keep, database, some) for some in several]) == {"done": 16}
    assert len(kept(database)) == len(SEVERAL)
