"""Working hours told on pages: those that were set, and what setting others touches."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import get_day_names

from engine.models.columns import OPEN_END
from engine.worktime.calendar import Calendar
from engine.worktime.hours import WEEKDAYS, Hours, SpecialHours, Window, day_windows
from webui.language import gettext, spoken
from webui.views import calendar_views
from webui.views.hours_form import Entered

AnyHours = Hours | SpecialHours


def weekdays() -> list[tuple[str, str]]:
    """The fields of the weekdays with the weekdays' names."""
    names = get_day_names("wide", locale=spoken())
    return [(day, names[n]) for n, day in enumerate(WEEKDAYS)]


def all_hours(calendar: Calendar, today: date) -> list[dict[str, Any]]:
    """All hours that were set, the usual ones before those of a period."""
    in_force = calendar.hours_on(today)
    return [
        {
            "name": _name(row),
            "days": _days(row),
            "week": [(name, shown(row.week[n])) for n, (_, name) in enumerate(weekdays())],
            "in_force": row is in_force,
            "from": row.from_date.isoformat(),
            "to": _last_day(row).isoformat(),
            "removable": isinstance(row, SpecialHours) or len(calendar.hours) > 1,
        }
        for row in _rows(calendar)
    ]


def _rows(calendar: Calendar) -> list[AnyHours]:
    return [*calendar.hours, *calendar.special_hours]


def _last_day(row: AnyHours) -> date:
    return row.to_date if isinstance(row, SpecialHours) else OPEN_END


def _name(row: AnyHours) -> str:
    if isinstance(row, SpecialHours):
        return row.name or gettext("Special hours")
    return gettext("Usual hours")


def _days(row: AnyHours) -> str:
    first = calendar_views.day(row.from_date)
    if isinstance(row, SpecialHours):
        return f"{first} – {calendar_views.day(row.to_date)}"
    return gettext("from %(day)s", day=first)


def shown(windows: tuple[Window, ...]) -> str:
    """The windows of a day in words."""
    return ", ".join(f"{a:%H.%M}–{b:%H.%M}" for a, b in windows) or gettext("no work")


def changes(calendar: Calendar, new: Entered) -> list[dict[str, str]]:
    """Each weekday whose windows become others than those in force on the first day."""
    week = calendar.hours_on(new.days[0]).week
    rows = [(name, week[n], day_windows(new.read[day])) for n, (day, name) in enumerate(weekdays())]
    return [
        {"label": name, "before": shown(before), "after": shown(after)}
        for name, before, after in rows
        if before != after
    ]


def touched(calendar: Calendar, new: Entered, today: date) -> list[str]:
    """What setting the hours touches, in sentences."""
    begins = calendar_views.day(max(new.days[0], today))
    lines = [
        gettext("Tasks offered from %(day)s on are due by these hours.", day=begins),
        gettext("Tasks that are already open keep their due time."),
    ]
    if any((row.from_date, _last_day(row)) == new.days for row in _rows(calendar)):
        lines.append(gettext("They replace the hours that were set for exactly these days."))
    return lines
