"""Papers, approvals and files that were changed outside are found by what the record says."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from engine import witnessing
from engine.database import Database
from tests.office import REASON, do, start, waiting, walk

TAMPERED = {
    "a paper's content": ("document_version", "UPDATE document_version SET digest = :odd"),
    "a paper gone": ("document_version", "DELETE FROM document_version WHERE code = 'D9'"),
    "a paper made final": (
        "document_version",
        "UPDATE document_version SET is_final = true WHERE code = 'D9'",
    ),
    "a paper's number": ("document_number", "UPDATE document_number SET n = n + 900"),
    "who approved, by name": ("approval", "UPDATE approval SET name = 'Orang lain'"),
    "what an approval covers": ("approval_paper", "DELETE FROM approval_paper"),
    "an approval that is void": ("approval_void", "DELETE FROM approval_void"),
    "who approved": ("approval", "UPDATE approval SET post_name = 'Bupati'"),
    "what was approved": ("approval", "UPDATE approval SET digest = :odd"),
    "a file's name": ("attachment", "UPDATE attachment SET file_name = 'lain.pdf'"),
}
KINDS = {
    "document_version": "paper",
    "document_number": "number",
    "approval": "approval",
    "approval_paper": "covered",
    "approval_void": "void",
    "attachment": "file",
}


@pytest.fixture
def finished(office: Database) -> int:
    """An instance that has ended."""
    instance = start(office).instance_id
    walk(office, instance, until="T13")
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    walk(office, instance)
    return instance


def test_what_was_filed_is_what_the_record_says(office: Database, finished: int) -> None:
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []


@pytest.mark.parametrize("table, change", TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_is_found(
    office: Database, finished: int, table: str, change: str
) -> None:
    with office.writing() as session:
        if office.engine.dialect.name == "sqlite":
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
            session.execute(text(f"DROP TRIGGER {table}_no_update"))
            session.execute(text(f"DROP TRIGGER {table}_no_delete"))
        else:
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        session.execute(text(change), {"odd": b"0" * 32} if ":odd" in change else {})
    with office.reading() as session:
        assert list(witnessing.astray(session)) == [(KINDS[table], finished)]
