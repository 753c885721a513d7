"""An office's calendar: when a step is due, and how much working time has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.errors import NoWorkingTime
from engine.worktime.hours import Hours, SpecialHours, Week, Window, week_windows
from engine.worktime.standard import Standard

SEARCH_DAYS = 400
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


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
            for opens, closes in self._windows_on(day)
        ]

    def _windows_on(self, day: date) -> tuple[Window, ...]:
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
    return week_windows(row.get("week"))
