"""People are found by their logins, in whatever letters these are typed."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from engine import organisation, people
from engine.database import Database
from engine.models import Person
from tests.office import acting


@pytest.mark.parametrize("typed", ["tim1", " Tim1 ", "TIM1"])
def test_a_login_is_found_in_whatever_letters(office: Database, typed: str) -> None:
    with office.reading() as session:
        found = people.by_login(session, typed)
    assert found is not None and found.login == "tim1"


def test_nobody_has_an_unknown_login(office: Database) -> None:
    with office.reading() as session:
        assert people.by_login(session, "siapa") is None


def test_whoever_was_closed_keeps_the_login_and_is_not_open(office: Database) -> None:
    with office.writing() as session:
        organisation.close_person(session, acting(session, "admin"), "tim1", datetime.now(UTC))
    with office.reading() as session:
        assert people.by_login(session, "tim1") is not None
        assert session.scalar(select(Person).where(people.is_open("tim1"))) is None
