"""Whoever alters people, posts, holdings or roles past the record is found out."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from engine import accounts, organisation, passwords, personnel, publishing
from engine.actors import Actor
from engine.database import Database
from engine.permissions import Role
from tests.engine.revising import LANES
from tests.office import acting

NOW = datetime.now(UTC)


def astray(office: Database) -> list[str]:
    """The kinds of what is not as recorded."""
    with office.reading() as session:
        return sorted(kind for kind, _ in personnel.astray(session))


def admin(session: Session) -> tuple[Session, Actor]:
    return session, acting(session, "admin")


def moved(session: Session) -> None:
    """Somebody comes, changes name, gets a role and a password, loses the role, and leaves.

    And publishing adds a post.
    """
    owner = acting(session, "pemilik")
    publishing.publish(session, owner, LANES, "Baru", NOW, owner.today)
    organisation.add_person(*admin(session), "suto", "Suto Contoh", "1", NOW)
    organisation.change_person(*admin(session), "suto", NOW, name="Suto Contoh, S.E.")
    grant = organisation.grant_role(*admin(session), "suto", Role.AUDITOR, NOW)
    organisation.end_grant(*admin(session), grant, NOW)
    organisation.grant_role(*admin(session), "suto", Role.AUDITOR, NOW)
    accounts.reset_password(*admin(session), "suto", passwords.HASHER.hash("sungai-lebar"), NOW)
    begun = (*admin(session), "suto", "sekretaris", "plh", "SK 1", NOW.date(), NOW)
    organisation.end_holding(*admin(session), organisation.begin_holding(*begun), NOW.date(), NOW)
    organisation.close_person(*admin(session), "suto", NOW)


def test_an_office_as_it_was_recorded_has_nothing_astray(office: Database) -> None:
    with office.writing() as session:
        moved(session)
    assert astray(office) == []


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("UPDATE person SET name = 'Lain' WHERE login = 'kadis'", "person"),
        ("UPDATE person SET nip = '9' WHERE login = 'admin'", "person"),
        ("UPDATE person SET closed_at = NULL WHERE login = 'suto'", "person"),
        ("UPDATE person SET password_hash = 'x' WHERE login = 'suto'", "person"),
        ("UPDATE post SET name = 'Lain' WHERE key = 'sekretaris'", "post"),
        ("UPDATE post SET kind = 'group' WHERE key = 'sekretaris'", "post"),
        ("UPDATE post SET kind = 'group' WHERE key = 'kepala'", "post"),
        ("UPDATE holding SET capacity = 'plt' WHERE decree = 'SK 1'", "holding"),
        ("UPDATE holding SET to_date = '9999-12-31' WHERE decree = 'SK 1'", "holding"),
        ("DELETE FROM holding WHERE decree = 'SK 1'", "holding"),
        ("DELETE FROM \"grant\" WHERE role = 'administrator'", "role"),
        ("UPDATE \"grant\" SET to_date = '9999-12-31' WHERE role = 'auditor'", "role"),
    ],
)
def test_what_was_altered_past_the_record_is_found(
    office: Database, command: str, kind: str
) -> None:
    with office.writing() as session:
        moved(session)
    with office.writing() as session:
        session.execute(text(command))
    assert kind in astray(office)


def test_a_holding_that_nobody_recorded_is_found(office: Database) -> None:
    with office.writing() as session:
        columns = "post_id, person_id, capacity, decree, from_date, to_date"
        row = "SELECT post_id, person_id, 'plh', '', from_date, to_date FROM holding"
        session.execute(text(f"INSERT INTO holding ({columns}) {row} LIMIT 1"))
    assert astray(office) == ["holding"]
