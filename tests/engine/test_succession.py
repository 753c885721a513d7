"""Which version follows which: those to come, those passed over, and where a draft would stand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine import errors, succession
from engine.database import Database
from engine.models import Draft, Sop
from engine.succession import Line, Place, Standing, State
from tests.engine.revising import approve, ask, begin, first_edition, put_in_force, save
from tests.office import acting


def line(office: Database) -> Line:
    with office.reading() as session:
        (sop,) = session.query(Sop.id).one()
        return succession.line(session, sop)


def standings(office: Database, days: int = 0) -> list[Standing]:
    """What became of each version, by number, some days ahead."""
    with office.reading() as session:
        day = acting(session, "pemilik").today + timedelta(days=days)
    found = line(office)
    return [found.standing(version, day) for version in found.versions]


def place(office: Database) -> tuple[Place, int]:
    """Where the draft would stand, and in how many days."""
    with office.reading() as session:
        today = acting(session, "pemilik").today
        found = succession.place(session, session.query(Draft).one(), today)
        return found, (found.day - today).days


def test_a_version_for_a_later_day_is_to_come_until_that_day(office: Database) -> None:
    put_in_force(office, "Nanti", days=7)
    assert standings(office) == [Standing(State.IN_FORCE, 1), Standing(State.TO_COME)]
    later = [Standing(State.SUPERSEDED, 2), Standing(State.IN_FORCE, 2)]
    assert standings(office, days=7) == later


def test_a_higher_number_of_an_earlier_day_passes_a_version_over_for_good(
    office: Database,
) -> None:
    put_in_force(office, "Nanti", days=7)
    put_in_force(office, "Sekarang")
    for days in (0, 7, 99):
        assert standings(office, days)[1] == Standing(State.PASSED_OVER, 3)
        assert standings(office, days)[2] == Standing(State.IN_FORCE, 3)


def test_what_was_in_force_for_hours_was_not_passed_over(office: Database) -> None:
    put_in_force(office, "Pagi")
    put_in_force(office, "Siang", number=2)
    assert standings(office)[1] == Standing(State.SUPERSEDED, 3)


def test_a_version_of_a_later_day_yet_passes_nothing_over(office: Database) -> None:
    put_in_force(office, "Nanti", days=7)
    put_in_force(office, "Lebih nanti", days=9, number=2)
    assert [one.state for one in standings(office)[1:]] == [State.TO_COME, State.TO_COME]
    with office.reading() as session:
        (found,) = succession.coming(session, acting(session, "pemilik").today).values()
    assert [version.number for version in found] == [2, 3]


def test_a_draft_is_compared_with_what_is_in_force_on_its_day(office: Database) -> None:
    put_in_force(office, "Nanti", days=7)
    begin(office)
    edition = save(office, "Sekarang", first_edition(office))
    found, days = place(office)
    assert found.former and (found.former.number, found.number, days) == (1, 3, 0)
    ask(office, edition, days=8)
    found, days = place(office)
    assert found.former and (found.former.number, days, found.passes) == (2, 8, [])


def test_a_draft_of_an_earlier_day_would_pass_over_what_is_to_come(office: Database) -> None:
    put_in_force(office, "Nanti", days=7)
    begin(office)
    found, _ = place(office)
    assert [one.number for one in found.passes] == [2] == [one.number for one in found.coming]


def test_a_draft_of_a_version_to_come_stands_in_its_place(office: Database) -> None:
    put_in_force(office, "Nanti", days=7)
    begin(office, number=2)
    found, days = place(office)
    assert found.former and (found.former.number, days) == (2, 7)


def test_a_version_to_come_can_be_put_in_force_earlier_as_it_is(office: Database) -> None:
    put_in_force(office, "Nanti", days=7)
    begin(office, number=2)
    with pytest.raises(errors.NothingChanged):
        ask(office, first_edition(office), days=7)
    ask(office, first_edition(office))
    assert approve(office).number == 3
    assert standings(office)[2] == Standing(State.IN_FORCE, 3)


def test_what_is_in_force_can_be_kept_against_what_is_to_come(office: Database) -> None:
    put_in_force(office, "Nanti", days=7)
    begin(office)
    ask(office, first_edition(office))
    assert approve(office).is_new
    assert standings(office)[1:] == [Standing(State.PASSED_OVER, 3), Standing(State.IN_FORCE, 3)]
