"""A trigger that somebody took away is found."""

from __future__ import annotations

from sqlalchemy import text

from engine import guarding
from engine.database import Database


def test_every_trigger_that_the_tables_come_with_is_looked_for(database: Database) -> None:
    with database.writing() as session:
        there = guarding.found(session)
        assert list(guarding.missing(session)) == []
        for name in there:
            table = name.partition("_no_")[0]
            on = f" ON {table}" if database.engine.dialect.name == "postgresql" else ""
            session.execute(text(f"DROP TRIGGER {name}{on}"))
        assert set(guarding.missing(session)) == there


def test_a_trigger_that_is_switched_off_is_found(database: Database) -> None:
    is_sqlite = database.engine.dialect.name == "sqlite"
    off = "ALTER TABLE approval DISABLE TRIGGER approval_no_update"
    with database.writing() as session:
        session.execute(text("DROP TRIGGER approval_no_update" if is_sqlite else off))
        assert list(guarding.missing(session)) == ["approval_no_update"]


def test_a_trigger_that_refuses_nothing_or_stands_elsewhere_is_found(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        idle = "CREATE TRIGGER approval_no_update BEFORE UPDATE ON setting BEGIN SELECT 1; END"
        commands = ["DROP TRIGGER approval_no_update", idle]
    else:
        does = "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
        commands = [f"CREATE OR REPLACE FUNCTION alur_refuse() RETURNS trigger {does}"]
    with database.writing() as session:
        for command in commands:
            session.execute(text(command))
        assert "approval_no_update" in set(guarding.missing(session))
