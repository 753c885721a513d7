"""A file of people is taken whole, or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import actors, founding, organisation
from engine.database import Database
from engine.errors import (
    BadImport,
    BadName,
    NotFound,
)
from engine.models import Holding
from engine.permissions import Role
from tests.engine.organisation.hiring import (
    NOW,
    QUICK,
    TODAY,
    ani,
    last,
    logins,
    person,
)


def test_a_file_adds_people_who_hold_posts_and_roles(session: Session) -> None:
    text = (
        "login,name,nip,post,capacity,decree,from,to,role\n"
        "dewi,Dewi Contoh,3,kepala,plt,SK 2,2026-10-01,2026-12-31,owner\n"
        "budi,Budi Baru,,tim,,,,,\n"
    )
    assert organisation.import_csv(session, ani(session), text, NOW) == 2
    dewi = actors.actor(session, "dewi", TODAY, "web")
    assert [(h.key, h.capacity) for h in dewi.held] == [("kepala", "plt")]
    assert dewi.roles == {Role.STAFF, Role.OWNER}
    assert person(session, "budi").name == "Budi Baru"


def test_a_file_may_be_indonesian(session: Session) -> None:
    text = "\ufefflogin;Nama;Jabatan;Mulai;Peran\r\ndewi;Dewi Contoh;tim;01/10/2026;Pemilik SOP\r\n"
    organisation.import_csv(session, ani(session), text, NOW)
    dewi = actors.actor(session, "dewi", TODAY, "web")
    assert dewi.roles == {Role.STAFF, Role.OWNER}


def test_a_file_may_be_imported_again(session: Session) -> None:
    text = "login,name,post,role\ndewi,Dewi Contoh,tim,auditor\n"
    organisation.import_csv(session, ani(session), text, NOW)
    before = last(session)
    organisation.import_csv(session, ani(session), text, NOW)
    assert last(session) == before


def test_every_bad_row_is_named_by_its_line(session: Session) -> None:
    text = (
        "login,name,post,from,role\n"
        "d,Dewi Contoh,,,\n"
        "\n"
        "eka,Eka Contoh,nothing,,\n"
        "fani,Fani Contoh,tim,kemarin,\n"
        "gita,Gita Contoh,,,raja\n"
    )
    with pytest.raises(BadImport) as caught:
        organisation.import_csv(session, ani(session), text, NOW)
    kinds = [(problem.line, type(problem.error)) for problem in caught.value.problems]
    assert kinds == [(2, BadName), (4, NotFound), (5, BadName), (6, BadName)]


def test_a_file_with_one_bad_row_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        founding.found(session, "Kantor Uji", "ani", "Ani Contoh", "pohon-ulin-tinggi", NOW, QUICK)
    with pytest.raises(BadImport), database.writing() as session:
        text = "login,name\ndewi,Dewi Contoh\nd,Terlalu Pendek\n"
        organisation.import_csv(session, ani(session), text, NOW)
    with database.reading() as session:
        assert logins(session) == ["ani"]
        assert session.scalars(select(Holding)).all() == []


@pytest.mark.parametrize("header", ["", "name,nip", "login,gaji"])
def test_a_header_names_known_columns(session: Session, header: str) -> None:
    with pytest.raises(BadName):
        organisation.import_csv(session, ani(session), f"{header}\n", NOW)
