"""The form of working hours: windows as people write them, read with a problem for each field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from engine import organisation
from engine.errors import BadHours, BadInput, BadPeriod
from engine.models.columns import OPEN_END
from engine.worktime.calendar import Calendar
from engine.worktime.hours import WEEKDAYS, Window, day_windows
from webui import faults
from webui.views.attempts import sent, sent_day, sent_day_or

HOUR = r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])"
WINDOW = re.compile(rf"{HOUR}\s*[-–]\s*{HOUR}")

# Beside which field a reason of the engine stands.
PLACES = {BadPeriod: "to", BadHours: WEEKDAYS[0]}


class NotWindows(BadInput):
    """The working hours "{text}" cannot be read. Write them such as 07.30-12.00, 13.00-16.00."""


class WindowsClash(BadInput):
    """In "{text}" a time ends before it begins, or runs into another. Write them in the order of
    the day, with a break between them."""


@dataclass(frozen=True)
class Entered:
    """What stands in the form: as typed, as read, and what is wrong with which field."""

    typed: Mapping[str, str]
    read: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.read["from"], self.read["to"]

    @property
    def week(self) -> dict[str, list[str]]:
        """The windows by weekday; days without any are left out."""
        return {day: self.read[day] for day in WEEKDAYS if self.read[day]}


def usual(calendar: Calendar, today: date) -> Entered:
    """The form before anything is typed: from today on, the hours that are in force."""
    week = calendar.hours_on(today).week
    written = {day: ", ".join(map(_written, week[n])) for n, day in enumerate(WEEKDAYS)}
    return Entered({"name": "", "from": today.isoformat(), "to": "", **written})


def _written(window: Window) -> str:
    return f"{window[0]:%H.%M}-{window[1]:%H.%M}"


def entered() -> Entered:
    """What the form sent, with a problem for every field that cannot be used."""
    typed = {name: sent(name) for name in ("name", "from", "to", *WEEKDAYS)}
    readers: dict[str, Callable[[], object]] = {
        "from": partial(sent_day, "from"),
        "to": partial(sent_day_or, "to", OPEN_END),
        **{day: partial(windows, typed[day]) for day in WEEKDAYS},
    }
    read, problems = {}, {}
    for name, reader in readers.items():
        try:
            read[name] = reader()
        except BadInput as error:
            problems[name] = faults.message(error)
    return Entered(typed, read, problems or _refused(Entered(typed, read)))


def _refused(found: Entered) -> dict[str, str]:
    try:
        organisation.check_hours(*found.days, found.week)
    except (BadPeriod, BadHours) as error:
        return {PLACES[type(error)]: faults.message(error)}
    return {}


def windows(text: str) -> list[str]:
    """The windows of a day, written as "07.30-12.00, 13:00-16:00", as the engine takes them.

    Raises NotWindows or WindowsClash.
    """
    if WINDOW.sub("", text).strip(" ,;"):
        raise NotWindows(text=text)
    found = [f"{int(a):02}:{b}-{int(c):02}:{d}" for a, b, c, d in WINDOW.findall(text)]
    try:
        day_windows(found)
    except ValueError:
        raise WindowsClash(text=text) from None
    return found
