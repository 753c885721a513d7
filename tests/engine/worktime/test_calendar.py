"""When a step is due: the vectors of the domain, and what holds for every calendar and moment."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from engine.errors import NoWorkingTime
from engine.worktime.calendar import Calendar
from engine.worktime.standard import Standard

HERE = Path(__file__)
VECTORS = json.loads((HERE.parents[2] / "data" / "worktime_vectors.json").read_text())
DATA = json.loads((HERE.parents[3] / "engine" / "data" / "calendar_2026.json").read_text())
OFFICE = Calendar.from_dict(DATA)


def at(text: str) -> datetime:
    """A moment in UTC, from the office's own clock."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE.zone).astimezone(UTC)


def due(start: str, standard: str) -> datetime:
    return OFFICE.due(at(start), Standard.parse(standard))


def changed(**parts: object) -> dict[str, Any]:
    return {**DATA, **parts}


MOMENTS = st.timedeltas(timedelta(), timedelta(days=430)).map(
    lambda passed: datetime(2025, 12, 1, tzinfo=UTC) + passed
)
STANDARDS = st.builds(Standard, days=st.integers(0, 30), clock_minutes=st.integers(0, 2000)).filter(
    lambda standard: standard.minutes(450) > 0
)


@pytest.mark.parametrize("row", VECTORS["due"] + VECTORS["run_from_2026_10_01"], ids=str)
def test_due_agrees_with_the_vectors_of_the_domain(row: dict[str, str]) -> None:
    assert due(row["start"], row["standard"]) == at(row["due"])


def test_the_rows_of_the_run_follow_each_other_to_its_end() -> None:
    moment = at("2026-10-01T07:30")
    for row in VECTORS["run_from_2026_10_01"]:
        moment = OFFICE.due(moment, Standard.parse(row["standard"]))
    assert moment == at("2026-10-09T14:15")


def test_the_run_is_6_days_and_345_minutes_of_standard_time() -> None:
    standards = [Standard.parse(row["standard"]) for row in VECTORS["run_from_2026_10_01"]]
    assert sum(standard.minutes(OFFICE.day_minutes) for standard in standards) == 3045


@pytest.mark.parametrize(
    ("start", "standard", "expected"),
    [
        ("2026-10-01T11:30", "PT30M", "2026-10-01T12:00"),
        ("2026-10-01T07:30", "PT450M", "2026-10-01T16:00"),
        ("2026-10-01T11:30", "P1D", "2026-10-02T11:30"),
        ("2026-10-02T16:00", "P1D", "2026-10-05T16:00"),
        ("2026-10-01T16:00", "P1D", "2026-10-05T07:30"),
        ("2026-10-01T06:00", "PT1H", "2026-10-01T08:30"),
        ("2026-10-01T12:20", "PT10M", "2026-10-01T13:10"),
        ("2026-10-01T10:00", "P1DT2H", "2026-10-02T13:30"),
        ("2026-10-02T16:00", "P1DT30M", "2026-10-06T08:00"),
    ],
)
def test_a_closing_moment_is_still_in_time(start: str, standard: str, expected: str) -> None:
    assert due(start, standard) == at(expected)


@pytest.mark.parametrize(
    ("start", "standard", "expected"),
    [
        ("2026-02-18T15:30", "PT1H", "2026-02-19T08:30"),
        ("2026-02-18T07:40", "P1D", "2026-02-19T08:00"),
        ("2026-02-18T15:30", "P1D", "2026-02-20T08:00"),
        ("2026-02-19T11:45", "PT30M", "2026-02-19T12:45"),
        ("2026-02-20T11:15", "PT30M", "2026-02-20T12:45"),
        ("2026-03-17T15:00", "PT30M", "2026-03-25T08:00"),
    ],
)
def test_ramadan_needs_no_special_case(start: str, standard: str, expected: str) -> None:
    assert due(start, standard) == at(expected)


def test_new_hours_hold_from_their_date_and_the_first_also_before() -> None:
    six_days = {"from": "2026-11-01", "week": {**DATA["hours"][0]["week"], "sat": ["07:30-11:00"]}}
    calendar = Calendar.from_dict(changed(hours=[six_days, *DATA["hours"]]))
    assert calendar.closes_at(at("2026-10-31T12:00")) is None
    assert calendar.closes_at(at("2026-11-07T12:00")) == at("2026-11-07T11:00")
    assert calendar.closes_at(at("2020-10-01T12:00")) == at("2020-10-01T16:00")


def test_2026_has_240_working_days_by_quarter() -> None:
    year = [at("2026-01-01T12:00") + timedelta(n) for n in range(365)]
    working = [(noon.month - 1) // 3 for noon in year if OFFICE.closes_at(noon)]
    assert [working.count(quarter) for quarter in range(4)] == [55, 57, 64, 64]


def test_of_special_hours_that_overlap_those_that_begin_last_hold() -> None:
    whole = {
        "name": "A",
        "from": "2026-10-01",
        "to": "2026-10-31",
        "week": {"thu": ["08:00-09:00"]},
    }
    part = whole | {"name": "B", "from": "2026-10-08", "to": "2026-10-09"}
    calendar = Calendar.from_dict(changed(special_hours=[part, whole]))
    names = [getattr(calendar.hours_on(date(2026, 10, d)), "name", "") for d in (1, 8, 10)]
    assert names == ["A", "B", "A"]


def test_a_full_week_is_37_and_a_half_hours_and_in_ramadan_32_and_a_half() -> None:
    assert OFFICE.minutes_between(at("2026-10-05T00:00"), at("2026-10-12T00:00")) == 2250
    assert OFFICE.minutes_between(at("2026-03-02T00:00"), at("2026-03-09T00:00")) == 1950


def test_minutes_between_skips_breaks_nights_and_days_off() -> None:
    assert OFFICE.minutes_between(at("2026-10-01T11:45"), at("2026-10-01T13:15")) == 30
    assert OFFICE.minutes_between(at("2026-12-23T15:00"), at("2026-12-28T08:00")) == 90
    assert OFFICE.minutes_between(at("2026-10-02T08:00"), at("2026-10-01T08:00")) == 0


def is_working(moment: datetime) -> bool:
    return OFFICE.next_opening(moment) == moment


def test_the_office_works_from_opening_until_before_closing() -> None:
    assert is_working(at("2026-10-01T07:30")) and is_working(at("2026-10-01T15:59"))
    assert not is_working(at("2026-10-01T12:00"))
    assert not is_working(at("2026-10-01T16:00"))
    assert not is_working(at("2026-12-25T09:00"))


def test_the_next_opening_is_after_a_break_or_days_off() -> None:
    assert OFFICE.next_opening(at("2026-10-02T12:00")) == at("2026-10-02T13:00")
    assert OFFICE.next_opening(at("2026-12-23T16:00")) == at("2026-12-28T07:30")


def test_closes_at_is_the_end_of_the_offices_own_day() -> None:
    assert OFFICE.closes_at(at("2026-10-02T01:00")) == at("2026-10-02T16:30")
    assert OFFICE.closes_at(at("2026-10-01T23:00")) == at("2026-10-01T16:00")
    assert OFFICE.closes_at(at("2026-10-03T10:00")) is None


def test_a_year_without_days_off_is_named() -> None:
    assert OFFICE.empty_years(2025, 2027) == (2025, 2027)
    assert OFFICE.empty_years(2026, 2026) == ()


@given(MOMENTS, MOMENTS, STANDARDS)
def test_what_starts_later_is_never_due_earlier(
    one: datetime, other: datetime, standard: Standard
) -> None:
    first, last = sorted((one, other))
    assert OFFICE.due(first, standard) <= OFFICE.due(last, standard)


@given(MOMENTS, STANDARDS)
def test_due_is_working_time_or_its_closing_moment(start: datetime, standard: Standard) -> None:
    moment = OFFICE.due(start, standard)
    assert moment > start
    assert is_working(moment) or is_working(moment - timedelta(microseconds=1))


@given(MOMENTS, st.integers(1, 5000))
def test_the_minutes_until_due_are_the_standard(start: datetime, minutes: int) -> None:
    opened = OFFICE.next_opening(start)
    moment = OFFICE.due(opened, Standard(0, minutes))
    assert OFFICE.minutes_between(opened, moment) == minutes
    assert OFFICE.due(start, Standard(0, minutes)) == moment


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_minutes_add_up(one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted(
        moment.replace(second=0, microsecond=0) for moment in (one, two, three)
    )
    parts = OFFICE.minutes_between(first, middle) + OFFICE.minutes_between(middle, last)
    assert parts == OFFICE.minutes_between(first, last)


@pytest.mark.parametrize("standard", [Standard(1, 0), Standard(0, 30), Standard(366, 0)])
def test_a_calendar_without_a_working_day_is_named_and_not_searched_for_ever(
    standard: Standard,
) -> None:
    idle = Calendar.from_dict(changed(hours=[{"from": "2026-01-01", "week": {}}], special_hours=[]))
    with pytest.raises(NoWorkingTime, match="no working time in the 400 days from 2026-10-01"):
        idle.due(at("2026-10-01T08:00"), standard)
    assert idle.minutes_between(at("2026-10-01T08:00"), at("2026-12-01T08:00")) == 0


def test_the_end_of_time_is_an_error_and_not_a_loop() -> None:
    with pytest.raises(NoWorkingTime):
        OFFICE.due(datetime(9999, 12, 20, tzinfo=UTC), Standard(366, 0))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"hours": []}, "hours"),
        ({"hours": {"from": "2026-01-01"}}, "hours"),
        ({"hours": [{"from": "1 Jan", "week": {}}]}, "from"),
        ({"hours": [{"from": "2026-01-01", "week": {"senin": []}}]}, "senin"),
        ({"hours": [{"from": "2026-01-01", "week": {"mon": ["07.30-12.00"]}}]}, "07.30"),
        ({"hours": [{"from": "2026-01-01", "week": {"mon": ["12:00-07:30"]}}]}, "backwards"),
        (
            {"hours": [{"from": "2026-01-01", "week": {"mon": ["07:30-12:00", "11:00-16:00"]}}]},
            "lap",
        ),
        ({"days_off": [{"date": "2026-13-01", "name": "?"}]}, "2026-13-01"),
        ({"day_minutes": None}, "None"),
    ],
)
def test_a_calendar_that_cannot_be_read_says_where(part: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Calendar.from_dict(changed(**part))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        OFFICE.due(datetime.fromisoformat("2026-10-01T08:00"), Standard(0, 30))
