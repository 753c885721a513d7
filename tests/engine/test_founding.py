"""An office is founded once, real or as a demonstration."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from engine import (
    accounts,
    actors,
    bundles,
    calendars,
    founding,
    offices,
    organisation,
    passwords,
    records,
)
from engine.database import Database
from engine.errors import AlreadyExists, PasswordTooWeak, RealOffice
from engine.models import Person, Record, Version
from engine.permissions import Role

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "pohon-ulin-tinggi"
SOPS = Path(__file__).parents[2] / "bpmn"


def found(database: Database, password: str = PASSWORD) -> None:
    with database.writing() as session:
        founding.found(session, "Kantor Uji", "ani", "Ani Contoh", password, NOW, QUICK)


def demo(database: Database) -> list[tuple[str, str]]:
    paths = sorted(path.parent for path in SOPS.glob("*/process.bpmn"))
    shipped = [bundles.read(path) for path in paths]
    with database.writing() as session:
        return founding.demo(session, PASSWORD, shipped, NOW, hasher=QUICK)


def count(database: Database, table: type[Record] | type[Version]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_empty_database_has_no_office(database: Database) -> None:
    with database.reading() as session:
        assert offices.office(session) == offices.Office()


def test_a_real_office_has_a_name_and_one_administrator(database: Database) -> None:
    found(database)
    with database.reading() as session:
        office, ani = offices.office(session), actors.actor(session, "ani", NOW.date(), "web")
        assert (office.name, office.lines, office.is_demo) == ("Kantor Uji", ("Kantor Uji",), False)
        assert ani.roles == {Role.ADMINISTRATOR}
        assert len(organisation.people(session)[0]) == 1 and organisation.posts(session, NOW) == []


def test_a_real_office_has_a_calendar(database: Database) -> None:
    found(database)
    with database.reading() as session:
        calendar = calendars.calendar(session)
        assert str(calendar.zone) == "Asia/Makassar" and calendar.next_opening(NOW) == NOW
        assert calendar.closes_at(datetime(2026, 12, 25, 4, tzinfo=UTC)) is None


def test_the_record_of_an_office_begins_with_its_founding(database: Database) -> None:
    found(database)
    with database.reading() as session:
        assert session.scalars(select(Record.kind)).all() == ["office_founded"]
        assert all(broken is None for *_, broken in records.verify(session))


def test_every_office_has_an_id_of_its_own(database: Database) -> None:
    found(database)
    with database.reading() as session:
        assert len(offices.office(session).office_id) == 32


def test_an_office_is_founded_once(database: Database) -> None:
    found(database)
    with pytest.raises(AlreadyExists):
        found(database)


def test_the_first_administrator_needs_a_good_password(database: Database) -> None:
    with pytest.raises(PasswordTooWeak):
        found(database, "password123")


def test_the_demonstration_has_a_holder_for_every_post(database: Database) -> None:
    demo(database)
    with database.reading() as session:
        assert offices.office(session).is_demo
        assert organisation.posts(session, NOW) and organisation.unheld(session, NOW) == []


def test_the_demonstration_publishes_what_ships(database: Database) -> None:
    demo(database)
    with database.reading() as session:
        owners = select(Person.login).join(Version, Version.made_by == Person.id)
        assert set(session.scalars(owners)) == {founding.demo_data()["owner"]}
    assert count(database, Version) == len(list(SOPS.glob("*/process.bpmn")))


def test_everybody_of_the_demonstration_signs_in_with_one_password(database: Database) -> None:
    logins = demo(database)
    with database.writing() as session:
        weighed = [passwords.weigh(session, login, PASSWORD) for login, _ in logins]
        assert [accounts.admit(session, one, NOW).error for one in weighed] == [None] * len(logins)


def test_the_demonstration_is_somewhere_and_its_address_is_marked_as_an_example(
    database: Database,
) -> None:
    demo(database)
    with database.reading() as session:
        office = offices.office(session)
    assert office.place == "Rantau" and "contoh" in office.address


def test_a_second_demonstration_changes_nothing(database: Database) -> None:
    first = demo(database)
    before = count(database, Record)
    assert demo(database) == first
    assert count(database, Record) == before


def test_a_real_office_takes_no_demonstration(database: Database) -> None:
    found(database)
    with pytest.raises(RealOffice):
        demo(database)


def test_the_demonstration_is_plainly_fictional() -> None:
    people = founding.demo_data()["people"]
    assert all(row["name"].endswith(" Contoh") for row in people)


def test_the_records_of_the_demonstration_are_whole_chains(database: Database) -> None:
    demo(database)
    with database.reading() as session:
        assert all(broken is None for *_, broken in records.verify(session))
