"""What people do to an SOP's draft, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import (
    bundles,
    draft_saving,
    drafting,
    drafts,
    publishing,
    reviewing,
)
from engine.database import Database
from engine.models import Draft, Record, Sop
from tests.office import KEY, acting, evidence

NOTE = "Judul pool diperjelas."
TEXT = "papers/rencana-kerja.md"
OTHER = "contoh"
_LANES = (Path(__file__).parents[1] / "diagrams/good/lanes.bpmn").read_bytes()
LANES = {bundles.DIAGRAM: _LANES, "papers/laporan.md": b"---\nkind: surat\n---\nLaporan."}


def begin(office: Database, number: int = 1) -> None:
    with office.writing() as session:
        drafting.begin(session, acting(session, "pemilik"), KEY, number, datetime.now(UTC))


def put_in_force(office: Database, name: str, days: int = 0, number: int = 1) -> int:
    """Approve a version from some days ahead, made from one by naming its pool; the new number."""
    begin(office, number)
    ask(office, save(office, name, first_edition(office)), days)
    return approve(office).number


def diagram(office: Database) -> bytes:
    with office.reading() as session:
        return drafts.opened(session, acting(session, "pemilik"), KEY).diagram


def save(office: Database, name: str, edition: int, login: str = "pemilik") -> int:
    """Save the shipped diagram with another name of the pool."""
    old = diagram(office).decode()
    start = old.index('name="', old.index("<bpmn:participant")) + len('name="')
    changed = old[:start] + name + old[old.index('"', start) :]
    with office.writing() as session:
        who = acting(session, login)
        return draft_saving.save(session, who, KEY, changed.encode(), edition, datetime.now(UTC))


def ask(office: Database, edition: int, days: int = 0) -> None:
    with office.writing() as session:
        who = acting(session, "pemilik")
        effective = who.today + timedelta(days=days)
        reviewing.ask(session, who, KEY, edition, NOTE, effective, datetime.now(UTC))


def approve(
    office: Database, login: str = "kadis", request: int | None = None
) -> publishing.Publication:
    with office.writing() as session:
        asked = request or requested(session)
        who = acting(session, login)
        about = (KEY, asked, evidence(session, who), datetime.now(UTC))
        return reviewing.approve(session, who, *about)


def requested(session: Session) -> int:
    return session.scalars(select(Draft.asked_seq)).one() or 0


def facts(office: Database, key: str = KEY) -> list[str]:
    with office.reading() as session:
        stream = session.scalar(select(Sop.id).where(Sop.key == key))
        found = select(Record.kind).where(Record.stream_id == stream).order_by(Record.seq)
        return list(session.scalars(found))


def first_edition(office: Database) -> int:
    with office.reading() as session:
        return session.scalars(select(Draft.edition)).one()


def write(office: Database, text: bytes | None, edition: int, login: str = "pemilik") -> int:
    """Save the text of a paper, or take it away."""
    with office.writing() as session:
        who = acting(session, login)
        return draft_saving.change(session, who, KEY, {TEXT: text}, edition, datetime.now(UTC))
