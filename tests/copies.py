"""Copies of signed papers for tests, and people who add them through the engine."""

from __future__ import annotations

from datetime import UTC, datetime

from engine import copying, documents
from engine.database import Database
from engine.models import DocumentVersion
from engine.paper_copies import Kind
from engine.uploads import SentFile
from tests.office import acting, evidence

SCAN = b"%PDF-1.7 pindaian"
# The beginning and the end of a picture of 2 by 3 pixels, as far as anybody reads it.
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00"
    b"\x00\x00\x00\x00IEND"
)


def newest(office: Database, instance: int, code: str) -> DocumentVersion:
    """The newest version of a paper that is final."""
    with office.reading() as session:
        made = documents.of_instance(session, instance)[code]
        return next(one for one in made if one.is_final)


def add_copy(
    office: Database,
    version: DocumentVersion,
    login: str,
    data: bytes = SCAN,
    kind: str = Kind.SCAN,
    note: str = "",
    name: str = "sk bertanda tangan.pdf",
) -> None:
    """Add a copy of a paper as somebody."""
    new = copying.judged(kind, SentFile(name, data), note)
    with office.writing() as session:
        who = acting(session, login)
        copying.add(session, who, version.id, new, evidence(session, who), datetime.now(UTC))
