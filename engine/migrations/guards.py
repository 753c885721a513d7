"""Triggers that keep rows as they were written; for the steps in `versions`.

Alembic's batch mode on SQLite copies a table without its triggers: guard it again afterwards.
"""

from collections.abc import Sequence

from alembic import op

Key = tuple[str, ...]


def append_only(table: str, keys: Sequence[Key], has_rowid: bool = True) -> None:
    """Refuse to change, delete or replace rows of a table; `keys` are all its unique keys."""
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite(table, [*keys, ("rowid",)] if has_rowid else keys)
    else:
        _guard_postgresql(table)


def _guard_sqlite(table: str, keys: Sequence[Key]) -> None:
    _refuse(table, "UPDATE", "true")
    _refuse(table, "DELETE", "true")
    # INSERT OR REPLACE deletes without asking a delete trigger, also by the hidden row number.
    _refuse(table, "INSERT", " OR ".join(_is_there(table, key) for key in keys))


def _refuse(table: str, act: str, when: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'alur: {table} is append-only'); END"
    )


def _is_there(table: str, key: Key) -> str:
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"


def _guard_postgresql(table: str) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION alur_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'alur: % is append-only', TG_TABLE_NAME; END $$"
    )
    for act, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION alur_refuse()"
        )
