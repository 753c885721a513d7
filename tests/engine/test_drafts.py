"""Drafts are read by those who write and approve them, and wait for the second person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from engine import draft_saving, drafting, drafts, errors, organisation
from engine.database import Database
from engine.models import Draft
from engine.permissions import Role
from tests.engine.revising import LANES, OTHER, ask, begin, save
from tests.office import KEY, acting


def found(office: Database, login: str) -> bool:
    with office.reading() as session:
        return drafts.find(session, acting(session, login), KEY) is not None


def awaited(office: Database, login: str) -> list[str]:
    """The SOPs whose drafts wait for somebody's approval."""
    with office.reading() as session:
        return [draft.key for draft in drafts.waiting(session, acting(session, login))]


def is_own(office: Database, login: str) -> bool:
    with office.reading() as session:
        draft = session.scalars(select(Draft)).one()
        return drafts.is_own(session, draft, acting(session, login))


def grant(office: Database, login: str, role: Role, sop: str | None = None) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.grant_role(session, admin, login, role, now, sop)


def test_a_draft_is_read_by_owners_and_approvers_alone(office: Database) -> None:
    begin(office)
    readers = ["pemilik", "kadis"]
    others = ["kasubag", "tim1", "auditor", "admin"]
    assert [login for login in readers + others if found(office, login)] == readers
    with office.reading() as session, pytest.raises(errors.NotFound):
        drafts.opened(session, acting(session, "auditor"), KEY)


def test_an_approver_of_another_sop_reads_it_no_more_than_others(office: Database) -> None:
    begin(office)
    with office.writing() as session:
        drafting.bring(session, acting(session, "pemilik"), LANES, datetime.now(UTC))
    grant(office, "sekretaris", Role.APPROVER, OTHER)
    assert not found(office, "sekretaris")
    with office.reading() as session:
        assert drafts.begun(session, acting(session, "sekretaris")) == [drafts.Begun(OTHER, True)]
        assert drafts.begun(session, acting(session, "kasubag")) == []


def test_an_sop_that_was_given_up_is_still_known_to_those_who_read_its_history(
    office: Database,
) -> None:
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        drafting.bring(session, owner, LANES, now)
        draft_saving.drop(session, owner, OTHER, 1, now)
    with office.reading() as session:
        for login in ("pemilik", "auditor"):
            assert drafts.begun(session, acting(session, login)) == [drafts.Begun(OTHER, False)]
        assert drafts.begun(session, acting(session, "kasubag")) == []


def test_a_draft_waits_for_approvers_from_the_request_on(office: Database) -> None:
    begin(office)
    edition = save(office, "Disdukcapil", 1)
    assert awaited(office, "kadis") == []
    ask(office, edition)
    people = ("kadis", "pemilik", "kasubag", "auditor")
    assert [awaited(office, login) for login in people] == [[KEY], [], [], []]


def test_a_draft_is_the_work_of_whoever_saved_any_edition_since_it_was_begun(
    office: Database,
) -> None:
    grant(office, "kadis", Role.OWNER)
    begin(office)
    save(office, "Oleh Kepala", 1, "kadis")
    save(office, "Oleh Pemilik", 2)
    assert is_own(office, "kadis") and is_own(office, "pemilik")


def test_what_was_saved_in_a_draft_that_was_given_up_is_nobodys_work_in_the_next(
    office: Database,
) -> None:
    grant(office, "kadis", Role.OWNER)
    begin(office)
    save(office, "Oleh Kepala", 1, "kadis")
    with office.writing() as session:
        draft_saving.drop(session, acting(session, "pemilik"), KEY, 2, datetime.now(UTC))
    begin(office)
    assert not is_own(office, "kadis")


def test_asking_alone_makes_a_draft_ones_own(office: Database) -> None:
    grant(office, "kadis", Role.OWNER)
    begin(office)
    edition = save(office, "Oleh Kepala", 1, "kadis")
    assert not is_own(office, "pemilik")
    ask(office, edition)
    assert is_own(office, "pemilik")
    with office.reading() as session:
        draft = drafts.opened(session, acting(session, "pemilik"), KEY)
        names = drafts.people(session, draft)
        saved = acting(session, "kadis").name
    assert (names.saved_by, names.asked_by) == (saved, "Sungkai Contoh")
