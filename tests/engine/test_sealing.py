"""A version or a file that was changed outside is found."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from engine import emblems, indicators, organisation, sealing
from engine.database import Database
from engine.uploads import SentFile
from tests.drawing import png
from tests.engine.test_moving import publish
from tests.office import KEY, acting, start, walk

OLD, FIRST = "2020-01-01 00:00:00.000000", "SELECT max(id) FROM post"
TAMPERED = {
    "a file": ("content", "UPDATE content SET bytes = :odd"),
    "the note of a version": ("version", "UPDATE version SET note = 'lain'"),
    "who made a version": ("version", "UPDATE version SET made_by = approved_by + 1"),
    "who approved a version": ("version", "UPDATE version SET approved_by = approved_by + 1"),
    "when a version was published": ("version", f"UPDATE version SET published_at = '{OLD}'"),
    "the post of a lane": ("version_post", f"UPDATE version_post SET post_id = ({FIRST})"),
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


NOTIFYING = ("</alur:step>", '<alur:notify post="bupati" /></alur:step>')


def test_a_post_that_is_only_notified_is_bound_as_it_was_published(office: Database) -> None:
    number = publish(office, NOTIFYING)
    with office.writing() as session:
        assert list(sealing.altered(session)) == []
        _unguard(session, office, "version_post")
        session.execute(text("DELETE FROM version_post WHERE lane = '@bupati'"))
    with office.reading() as session:
        assert list(sealing.altered(session)) == [(KEY, number)]


def test_a_version_that_is_gone_is_found(office: Database) -> None:
    with office.writing() as session:
        for table in ("version_post", "version"):
            _unguard(session, office, table)
            session.execute(text(f"DELETE FROM {table}"))
    with office.reading() as session:
        assert list(sealing.altered(session)) == [(KEY, 1)]


def test_a_table_of_indicators_that_was_changed_is_found(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T6")
    with office.writing() as session:
        assert list(sealing.changed_contents(session)) == []
        (name,) = indicators.named(session, instance, "indikator")
        _unseal(session, office)
        change = "UPDATE content SET bytes = :odd WHERE sha256 = :sha"
        session.execute(text(change), {"odd": b"{}", "sha": bytes.fromhex(name.sha256)})
    with office.reading() as session:
        assert list(sealing.changed_contents(session)) == [name.sha256]


def test_a_table_of_indicators_that_is_gone_is_found(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T6")
    with office.writing() as session:
        (name,) = indicators.named(session, instance, "indikator")
        _unseal(session, office)
        gone = text("DELETE FROM content WHERE sha256 = :sha")
        session.execute(gone, {"sha": bytes.fromhex(name.sha256)})
    with office.reading() as session:
        assert list(sealing.changed_contents(session)) == [name.sha256]


def test_an_emblem_that_is_gone_is_found(office: Database) -> None:
    new = emblems.judged(SentFile("lambang.png", png()), datetime.now(UTC))
    with office.writing() as session:
        organisation.set_emblem(session, acting(session, "admin"), new, datetime.now(UTC))
        assert list(sealing.changed_contents(session)) == []
        _unseal(session, office)
        gone = text("DELETE FROM content WHERE sha256 = :sha")
        session.execute(gone, {"sha": bytes.fromhex(new.file.sha256)})
    with office.reading() as session:
        assert list(sealing.changed_contents(session)) == [new.file.sha256]


def _unseal(session: Session, office: Database) -> None:
    """Take away what keeps contents from being changed, as somebody outside could."""
    _unguard(session, office, "content")


def _unguard(session: Session, office: Database, table: str) -> None:
    if office.engine.dialect.name == "sqlite":
        for act in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER {table}_no_{act}"))
    else:
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
