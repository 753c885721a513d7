"""Days off and working hours hold from their day on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from engine import calendars, organisation
from engine.errors import (
    AlreadyExists,
    BadHours,
    NotFound,
)
from tests.engine.organisation.hiring import (
    DAY,
    NOW,
    TODAY,
    ani,
    last,
)


def test_a_day_off_moves_what_is_due(session: Session) -> None:
    before = calendars.due(session, NOW, "P1D")
    organisation.add_day_off(session, ani(session), TODAY + DAY, "libur daerah", "Hari Uji", NOW)
    assert calendars.due(session, NOW, "P1D") > before
    organisation.remove_day_off(session, ani(session), TODAY + DAY, NOW)
    assert calendars.due(session, NOW, "P1D") == before


def test_a_day_is_off_once(session: Session) -> None:
    with pytest.raises(AlreadyExists):
        organisation.add_day_off(session, ani(session), date(2026, 12, 25), "libur", "Natal", NOW)


def test_an_ordinary_day_cannot_be_made_ordinary(session: Session) -> None:
    with pytest.raises(NotFound):
        organisation.remove_day_off(session, ani(session), TODAY, NOW)


def test_hours_hold_from_their_day_on(session: Session) -> None:
    begins, week = TODAY + DAY, {"fri": ["08:00-10:00"]}
    organisation.set_hours(session, ani(session), begins, week, NOW)
    closes = calendars.calendar(session).closes_at(NOW + DAY)
    assert closes == datetime(2026, 10, 2, 2, tzinfo=UTC)
    assert last(session)[1]["after"] == week


def test_hours_of_the_same_days_are_replaced(session: Session) -> None:
    for text in ("08:00-10:00", "09:00-11:00"):
        week = {"fri": [text]}
        organisation.set_hours(session, ani(session), TODAY, week, NOW, TODAY + DAY, "Uji")
    assert last(session)[1]["before"] == {"fri": ["08:00-10:00"]}


def test_hours_that_are_removed_leave_the_day_to_others(session: Session) -> None:
    usual = calendars.calendar(session).hours_on(TODAY)
    organisation.set_hours(session, ani(session), TODAY, {"fri": ["08:00-10:00"]}, NOW, TODAY)
    organisation.remove_hours(session, ani(session), TODAY, NOW, TODAY)
    assert calendars.calendar(session).hours_on(TODAY) == usual
    assert last(session)[1]["before"] == {"fri": ["08:00-10:00"]}
    with pytest.raises(NotFound):
        organisation.remove_hours(session, ani(session), TODAY, NOW, TODAY)


def test_the_last_hours_without_an_end_stay(session: Session) -> None:
    (usual,) = calendars.calendar(session).hours
    with pytest.raises(BadHours):
        organisation.remove_hours(session, ani(session), usual.from_date, NOW)


@pytest.mark.parametrize("week", [{}, {"fri": ["10:00-08:00"]}, {"fri": ["8-10"]}, {"hari": []}])
def test_hours_that_cannot_be_read_are_refused(
    session: Session, week: dict[str, list[str]]
) -> None:
    with pytest.raises(BadHours):
        organisation.set_hours(session, ani(session), TODAY, week, NOW)
