"""What the templates of the calendar are given: days, and days off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

from engine import calendars
from engine.models.columns import OPEN_END
from engine.permissions import May
from engine.worktime.calendar import Calendar
from webui.language import gettext, spoken
from webui.visits import Visit

# So long before a year begins its days off are asked for.
SOON = timedelta(days=60)


def day_kinds() -> dict[str, str]:
    """Why the office does not work on a day; the keys are the terms of the joint decree."""
    return {
        "libur nasional": gettext("National holiday"),
        "cuti bersama": gettext("Joint leave"),
        "libur daerah": gettext("Local holiday"),
    }


def day(on: date) -> str:
    """A day in words; "" for an open end."""
    return "" if on == OPEN_END else format_date(on, "d MMM y", locale=spoken())


def without_days_off(visit: Visit) -> tuple[int, ...]:
    """The years of the next two months without a day off, told to who can enter them."""
    soon = visit.today + SOON
    may = visit.actor.may(May.ADMINISTER)
    return calendars.calendar(visit.session).empty_years(visit.today.year, soon.year) if may else ()


def days_off(calendar: Calendar, year: int) -> list[dict[str, Any]]:
    """The days off of a year."""
    language = spoken()
    return [
        {"date": on, "name": name, "shown": format_date(on, "EEEE, d MMMM", locale=language)}
        for on, name in sorted(calendar.days_off.items())
        if on.year == year
    ]
