"""When an office works: windows of the day, by weekday and period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

Window = tuple[time, time]
Week = tuple[tuple[Window, ...], ...]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WINDOW = re.compile(r"([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})")


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


def week_windows(week: object) -> Week:
    """Windows of a week, written by weekday ("mon" to "sun"); raises ValueError."""
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
