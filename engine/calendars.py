"""The office's calendar, from its tables; remembered for a minute."""

from __future__ import annotations

from datetime import date, datetime
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.models import Day, Hours, Setting
from engine.models.columns import OPEN_END
from engine.worktime.calendar import Calendar
from engine.worktime.standard import Standard

# Another process that changed the calendar is noticed after this many seconds.
REMEMBERED_SECONDS = 60

# For a step that names no standard time.
USUAL_STANDARD = Standard.parse("P1D")


def calendar(session: Session) -> Calendar:
    """The calendar in force; raises NoWorkingTime later, when it turns out to be empty."""
    memory = session.info["memory"]
    # Kept in a name of its own: another thread may forget the calendar at any moment.
    found: Calendar | None = memory.calendar
    if found is None or monotonic() > memory.calendar_until:
        memory.calendar = found = Calendar.from_dict(_data(session))
        memory.calendar_until = monotonic() + REMEMBERED_SECONDS
    return found


def forget(session: Session) -> None:
    """Read the calendar again at the next question; for whoever changes it."""
    session.info["memory"].calendar = None


def zone(session: Session) -> ZoneInfo:
    """The office's time zone."""
    return calendar(session).zone


def today(session: Session, now: datetime) -> date:
    """The office's day at a moment."""
    return now.astimezone(zone(session)).date()


def due(session: Session, opened: datetime, duration: str) -> datetime:
    """When a step opened now is due by its standard (ISO 8601 in working time, or "")."""
    return calendar(session).due(opened, standard(duration))


def standard(duration: str) -> Standard:
    """The standard of a duration as a diagram names it; the usual one where it names none."""
    return Standard.parse(duration) if duration else USUAL_STANDARD


def _data(session: Session) -> dict[str, Any]:
    settings = {row.key: row.value for row in session.scalars(select(Setting))}
    hours = session.scalars(select(Hours).order_by(Hours.from_date)).all()
    usual = [h for h in hours if h.to_date == OPEN_END]
    special = [h for h in hours if h.to_date != OPEN_END]
    return {
        "zone": settings.get("zone", "Asia/Makassar"),
        "day_minutes": int(settings.get("day_minutes", "450")),
        "hours": [{"from": h.from_date.isoformat(), "week": h.week} for h in usual],
        "special_hours": [_special(h) for h in special],
        "days_off": [
            {"date": d.date.isoformat(), "kind": d.kind, "name": d.name}
            for d in session.scalars(select(Day))
        ],
    }


def _special(hours: Hours) -> dict[str, Any]:
    return {
        "name": hours.name,
        "from": hours.from_date.isoformat(),
        "to": hours.to_date.isoformat(),
        "week": hours.week,
    }
