"""Working time of an office: when a step is due, and how much working time has passed.

The rule (domain facts 4.5, after Perpres 21/2023): minutes and hours are counted through the
working windows; n days end at the same clock time n working days later, moved forward to the next
working moment when that falls in a break or after hours; what arrives outside hours starts at the
next opening. A window's closing moment still counts as in time: 30 minutes from 11.30 end at 12.00.

Moments go in and come out aware, in UTC; days and windows are those of the office's own clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.errors import NoWorkingTime

Window = tuple[time, time]
Week = tuple[tuple[Window, ...], ...]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEARCH_DAYS = 400
LONGEST = timedelta(days=366)
_DURATION = re.compile(r"P(?:([0-9]{1,6})D)?(?:T(?=[0-9])(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?)?")
_WINDOW = re.compile(r"([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})")
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standard:
    """The working time that a step may take: whole working days, then working minutes."""

    days: int
    clock_minutes: int

    @classmethod
    def parse(cls, text: str) -> Standard:
        """Read an ISO 8601 duration in days, hours and minutes, such as PT30M, P3D or P1DT2H.

        Raises ValueError, naming the text, for weeks, months, years, seconds, fractions, signs,
        a duration of zero, or more than 366 days or 8,784 hours.
        """
        match = _DURATION.fullmatch(text)
        days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        length = timedelta(days=days, hours=hours, minutes=minutes)
        if not length:
            raise ValueError(f"not a duration in working days, hours and minutes: {text!r}")
        if length > LONGEST:
            raise ValueError(f"longer than {LONGEST.days} days: {text!r}")
        return cls(days, hours * 60 + minutes)

    def minutes(self, day_minutes: int) -> int:
        """The standard in working minutes, a day counting `day_minutes`; for statistics only."""
        return self.days * day_minutes + self.clock_minutes


@dataclass(frozen=True, slots=True)
class Hours:
    """The windows of each weekday, Monday first, in force from a date until the next Hours."""

    from_date: date
    week: Week


@dataclass(frozen=True, slots=True)
class SpecialHours:
    """Windows that replace the usual ones on the days of a range, both ends included."""

    name: str
    from_date: date
    to_date: date
    week: Week


@dataclass(frozen=True)
class Calendar:
    """The working time of one office.

    `hours` and `special_hours` stand in the order of their dates, and the first `hours` also hold
    before their date. A moment without a time zone is refused with ValueError.
    """

    zone: ZoneInfo
    hours: tuple[Hours, ...]
    special_hours: tuple[SpecialHours, ...] = ()
    days_off: Mapping[date, str] = field(default_factory=dict)
    day_minutes: int = 450

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Calendar:
        """Build a calendar from plain data, shaped as `data/calendar_2026.json`.

        Raises ValueError, saying where, for dates, weeks or windows that cannot be read, or when
        there are no hours; ZoneInfoNotFoundError for an unknown zone.
        """
        hours = [Hours(_date(row, "from"), _week(row)) for row in _rows(data, "hours")]
        special = [
            SpecialHours(str(row.get("name", "")), _date(row, "from"), _date(row, "to"), _week(row))
            for row in _rows(data, "special_hours")
        ]
        if not hours:
            raise ValueError("hours: no row says when the office works")
        return cls(
            zone=ZoneInfo(str(data.get("zone"))),
            hours=tuple(sorted(hours, key=lambda row: row.from_date)),
            special_hours=tuple(sorted(special, key=lambda row: row.from_date)),
            days_off={_date(row, "date"): str(row.get("name")) for row in _rows(data, "days_off")},
            day_minutes=int(str(data.get("day_minutes"))),
        )

    def due(self, start: datetime, standard: Standard) -> datetime:
        """The moment by which a step that was opened at `start` is to be completed.

        Raises NoWorkingTime when the calendar has no window in 400 days on end.
        """
        moment = self._opening(self._local(start))
        if standard.days:
            moment = self._days_later(moment, standard.days)
        if standard.clock_minutes:
            moment = self._minutes_later(moment, standard.clock_minutes)
        return self._utc(moment)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from `start` to `end`; 0 when `end` is not later."""
        first, last = self._local(start), self._local(end)
        days = range(first.toordinal(), last.toordinal() + 1)
        spans = (
            min(closes, last) - max(opens, first)
            for day in map(date.fromordinal, days)
            for opens, closes in self._windows(day)
        )
        return sum((span for span in spans if span > timedelta()), timedelta()) // _MINUTE

    def is_working(self, at: datetime) -> bool:
        """Whether the office works at this moment; at a closing moment it no longer does."""
        moment = self._local(at)
        return any(opens <= moment < closes for opens, closes in self._windows(moment.date()))

    def is_working_day(self, day: date) -> bool:
        """Whether the office works at any time of this day of its own clock."""
        return bool(self._week_windows(day))

    def hours_on(self, day: date) -> Hours | SpecialHours:
        """The hours in force on a day, days off aside; of special ones those that begin last."""
        for special in reversed(self.special_hours):
            if special.from_date <= day <= special.to_date:
                return special
        begun = (row for row in reversed(self.hours) if row.from_date <= day)
        return next(begun, self.hours[0])

    def next_opening(self, at: datetime) -> datetime:
        """The first working moment from `at` on: `at` itself while the office works.

        Raises NoWorkingTime when the calendar has no window in the 400 days that follow.
        """
        return self._utc(self._opening(self._local(at)))

    def closes_at(self, at: datetime) -> datetime | None:
        """The end of work on the office's day of `at`, past or to come; None on a day off."""
        windows = self._windows(self._local(at).date())
        return self._utc(windows[-1][1]) if windows else None

    def empty_years(self, first: int, last: int) -> tuple[int, ...]:
        """The years from `first` to `last` for which no day off was entered, and so are unsure."""
        known = {day.year for day in self.days_off}
        return tuple(year for year in range(first, last + 1) if year not in known)

    def _opening(self, moment: datetime) -> datetime:
        return next(self._windows_from(moment))[0]

    def _days_later(self, moment: datetime, days: int) -> datetime:
        for _ in range(days):
            morning = datetime.combine(moment.date() + _DAY, time.min)
            moment = datetime.combine(self._opening(morning).date(), moment.time())
        closings = (closes for _, closes in self._windows(moment.date()))
        return moment if moment in closings else self._opening(moment)

    def _minutes_later(self, moment: datetime, minutes: int) -> datetime:
        left = minutes * _MINUTE
        for opens, closes in self._windows_from(moment):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise AssertionError("_windows_from ends only by raising")

    def _windows_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of each window from `moment` on, without end."""
        idle_since = day = moment.date()
        while (day - idle_since).days <= SEARCH_DAYS and day < date.max:
            for opens, closes in self._windows(day):
                if closes > moment:
                    idle_since = day
                    yield max(opens, moment), closes
            day += _DAY
        raise NoWorkingTime(days=SEARCH_DAYS, date=idle_since)

    def _windows(self, day: date) -> list[tuple[datetime, datetime]]:
        return [
            (datetime.combine(day, opens), datetime.combine(day, closes))
            for opens, closes in self._week_windows(day)
        ]

    def _week_windows(self, day: date) -> tuple[Window, ...]:
        return () if day in self.days_off else self.hours_on(day).week[day.weekday()]

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {at}")
        return at.astimezone(self.zone).replace(tzinfo=None)

    def _utc(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=self.zone).astimezone(UTC)


def _rows(data: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ValueError(f"{name}: not a list of rows: {rows!r}")
    return rows


def _date(row: Mapping[str, object], name: str) -> date:
    try:
        return date.fromisoformat(str(row.get(name)))
    except ValueError as error:
        raise ValueError(f"{name}: not a date such as 2026-10-01: {row!r}") from error


def _week(row: Mapping[str, object]) -> Week:
    week = row.get("week")
    if not isinstance(week, Mapping) or not set(week) <= set(WEEKDAYS):
        raise ValueError(f"week: not windows by weekday ({', '.join(WEEKDAYS)}): {week!r}")
    return tuple(day_windows(week.get(name, [])) for name in WEEKDAYS)


def day_windows(texts: Sequence[object]) -> tuple[Window, ...]:
    """Windows written as "07:30-12:00", in the order of the day; raises ValueError."""
    windows = [_window(str(text)) for text in texts]
    clock = [moment for window in windows for moment in window]
    if clock != sorted(set(clock)):
        raise ValueError(f"windows overlap, touch or run backwards: {texts!r}")
    return tuple(windows)


def _window(text: str) -> Window:
    match = _WINDOW.fullmatch(text)
    if match is None:
        raise ValueError(f"not a window such as 07:30-12:00: {text!r}")
    return time.fromisoformat(match[1]), time.fromisoformat(match[2])
