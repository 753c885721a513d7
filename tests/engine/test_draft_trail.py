"""A draft that was changed outside is found, and a version that is not what was asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from engine import bundles, draft_saving, draft_trail, errors, publishing, reviewing, versions
from engine.database import Database
from engine.models import Bundle, Draft
from engine.permissions import May
from engine.publishing import Proposal
from tests.engine.revising import (
    LANES,
    NOTE,
    approve,
    ask,
    begin,
    facts,
    first_edition,
    requested,
    save,
)
from tests.engine.test_moving import RENAMED, publish
from tests.engine.test_witnessing import unseal
from tests.office import KEY, acting

# Of the kept bundles the one that is not the draft's: that of the version in force.
SWAPPED = "bundle = (SELECT bundle FROM version)"
TAMPERED = {
    "its content": SWAPPED,
    "what is said of it": "note = 'Lain'",
    "from which day on it is to be in force": "effective_from = '2020-01-01'",
    "who saved it": "saved_by = saved_by + 1",
    "who asked": "asked_by = asked_by + 1",
    "that anybody asked": "asked_by = NULL",
    "its edition": "edition = 99",
}


def astray(office: Database) -> list[str]:
    with office.reading() as session:
        return list(draft_trail.astray(session))


def unasked(office: Database) -> list[tuple[str, int]]:
    with office.reading() as session:
        return list(draft_trail.unasked(session))


def tamper(office: Database, change: str) -> None:
    with office.writing() as session:
        session.execute(text(f"UPDATE draft SET {change}"))


def refuse(office: Database) -> None:
    with office.writing() as session:
        about = (KEY, requested(session), "Belum.", datetime.now(UTC))
        reviewing.refuse(session, acting(session, "kadis"), *about)


def asked(office: Database, days: int = 0) -> None:
    """A draft is begun, saved and sent for approval."""
    begin(office)
    ask(office, save(office, "Disdukcapil", first_edition(office)), days)


def test_whatever_becomes_of_a_draft_is_what_the_record_says(office: Database) -> None:
    begin(office)
    assert astray(office) == []
    ask(office, save(office, "Disdukcapil", 1))
    assert astray(office) == []
    refuse(office)
    assert astray(office) == []
    ask(office, save(office, "Disdukcapil Tapin", 2), days=30)
    publish(office, RENAMED)
    assert astray(office) == []
    refuse(office)
    with office.writing() as session:
        draft_saving.drop(session, acting(session, "pemilik"), KEY, 3, datetime.now(UTC))
    assert (astray(office), unasked(office)) == ([], [])


@pytest.mark.parametrize("days", [0, 30])
def test_what_was_approved_is_what_was_asked_for(office: Database, days: int) -> None:
    asked(office, days)
    approve(office)
    assert (astray(office), unasked(office)) == ([], [])


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_a_draft_that_was_changed_outside_is_found(office: Database, change: str) -> None:
    asked(office)
    tamper(office, change)
    assert astray(office) == [KEY]


def test_a_draft_that_is_gone_or_that_nobody_began_is_found(office: Database) -> None:
    asked(office)
    with office.writing() as session:
        kept = session.scalars(select(Draft)).one()
        session.delete(kept)
    assert astray(office) == [KEY]


@pytest.mark.parametrize(
    "what", ["its content", "what is said of it", "from which day on it is to be in force"]
)
def test_what_was_changed_after_it_was_asked_for_is_not_approved(
    office: Database, what: str
) -> None:
    asked(office)
    before = facts(office)
    tamper(office, TAMPERED[what])
    with pytest.raises(errors.DraftAltered):
        approve(office)
    assert facts(office) == before


def test_what_was_changed_before_it_was_asked_for_is_not_approved(office: Database) -> None:
    begin(office)
    edition = save(office, "Disdukcapil Tapin", save(office, "Disdukcapil", 1))
    with office.writing() as session:
        (current,) = session.scalars(select(Draft.bundle)).all()
        in_force = versions.in_force(session, KEY, acting(session, "kadis").today).bundle
        digests = session.scalars(select(Bundle.digest)).all()
        (other,) = set(digests) - {current, in_force}
        session.scalars(select(Draft)).one().bundle = other
    ask(office, edition)
    with pytest.raises(errors.DraftAltered):
        approve(office)


def test_files_that_are_not_those_that_were_asked_for_are_not_approved(office: Database) -> None:
    asked(office)
    with office.writing() as session:
        unseal(session, "content")
        session.execute(text("UPDATE content SET bytes = :odd"), {"odd": b"<"})
    with pytest.raises(errors.DraftAltered):
        approve(office)


def put_in_force(session: Session, note: str, late: timedelta) -> None:
    """Approve what was asked for past the request: with another note, or from another day on."""
    who, draft = acting(session, "kadis"), session.scalars(select(Draft)).one()
    files, starts = bundles.load(session, draft.bundle), who.today + late
    proposal = Proposal(files, note, draft.saved_by, starts)
    session.delete(draft)
    publishing.put_in_force(session, who, May.APPROVE, proposal, datetime.now(UTC))


@pytest.mark.parametrize(
    ("note", "late", "found"),
    [(NOTE, 0, []), ("Lain", 0, [(KEY, 2)]), (NOTE, 3, [(KEY, 2)])],
    ids=["as asked for", "another note", "another day"],
)
def test_a_version_that_is_not_what_was_asked_for_is_found(
    office: Database, note: str, late: int, found: list[tuple[str, int]]
) -> None:
    asked(office)
    with office.writing() as session:
        put_in_force(session, note, timedelta(days=late))
    assert unasked(office) == found


def test_a_version_that_nobody_asked_for_is_found(office: Database) -> None:
    with office.writing() as session:
        who, maker = acting(session, "kadis"), acting(session, "pemilik")
        proposal = Proposal(LANES, NOTE, maker.id, who.today)
        number = publishing.put_in_force(session, who, May.APPROVE, proposal, datetime.now(UTC))
    assert unasked(office) == [(number.key, number.number)]
