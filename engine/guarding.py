"""Whether the triggers are there that keep rows as they were written.

The steps in `engine/migrations` make them. Whoever takes one away can change what it kept, and put
it back: then only the chain of records shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

GUARDED = (
    "approval",
    "approval_paper",
    "approval_void",
    "attachment",
    "bundle",
    "bundle_file",
    "content",
    "document_number",
    "document_version",
    "paper_copy",
    "record",
    "version",
    "version_post",
)
_ACTS = {"sqlite": ("update", "delete", "insert"), "postgresql": ("update", "delete", "truncate")}


def missing(session: Session) -> Iterator[str]:
    """The triggers that are not there or are switched off, by name."""
    there = found(session)
    acts = _ACTS[session.get_bind().dialect.name]
    names = (f"{table}_no_{act}" for table in GUARDED for act in acts)
    return (name for name in names if name not in there)


def found(session: Session) -> set[str]:
    """The names of the triggers that are there and on, each at its own table, and that refuse."""
    rows = session.execute(_FOUND[session.get_bind().dialect.name])
    return {
        name for name, table, does in rows if name.startswith(f"{table}_no_") and _refuses(does)
    }


def _refuses(does: str) -> bool:
    """Whether what a trigger does is to refuse: always, or what would replace a row."""
    at_all = "WHEN true" in does or "WHEN EXISTS" in does
    return "RAISE EXCEPTION" in does or (at_all and "RAISE(ABORT" in does)


_FOUND = {
    "sqlite": text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": text(
        "SELECT tgname, relname, pg_get_functiondef(tgfoid) "
        "FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(pg_class.oid)"
    ),
}
