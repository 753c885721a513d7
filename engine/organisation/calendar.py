"""The office's calendar: days off and working hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, SessionTransaction

from engine import calendars
from engine.actors import Actor
from engine.errors import AlreadyExists, BadHours, BadName, BadPeriod, NotFound
from engine.models import Day, Hours
from engine.models.columns import OPEN_END
from engine.organisation import acting
from engine.records import Fact
from engine.texts import tidy
from engine.worktime.calendar import Calendar

Week = Mapping[str, Sequence[str]]


def add_day_off(
    session: Session, actor: Actor, day: date, kind: str, name: str, now: datetime
) -> None:
    """Add a day on which the office does not work; raises AlreadyExists or BadName."""
    write = acting.begin(session, actor, now)
    if not tidy(name):
        raise BadName(what="name", name=name, rule="at least one letter")
    if session.get(Day, day) is not None:
        raise AlreadyExists(what="day off", name=day)
    session.add(Day(date=day, kind=tidy(kind), name=tidy(name)))
    _forget(session)
    body = {"added": day.isoformat(), "kind": tidy(kind), "name": tidy(name)}
    write(Fact.CALENDAR_CHANGED, body)


def remove_day_off(session: Session, actor: Actor, day: date, now: datetime) -> None:
    """Make a day off an ordinary day again; raises NotFound."""
    write = acting.begin(session, actor, now)
    found = session.get(Day, day)
    if found is None:
        raise NotFound(what="day off", name=day)
    session.delete(found)
    _forget(session)
    body = {"removed": day.isoformat(), "kind": found.kind, "name": found.name}
    write(Fact.CALENDAR_CHANGED, body)


def set_hours(
    session: Session,
    actor: Actor,
    from_date: date,
    week: Week,
    now: datetime,
    to_date: date = OPEN_END,
    name: str = "",
) -> None:
    """Set the windows by weekday ({"mon": ["07:30-12:00"]}) from a day on, or for a period only.

    Hours set before for exactly these days are replaced. Raises BadPeriod or BadHours.
    """
    write = acting.begin(session, actor, now)
    check_hours(from_date, to_date, week)
    hours = _hours(session, from_date, to_date)
    before = hours.week if hours else None
    if hours is None:
        hours = Hours(from_date=from_date, to_date=to_date)
        session.add(hours)
    hours.name, hours.week = tidy(name), {day: list(texts) for day, texts in week.items()}
    _forget(session)
    write(Fact.CALENDAR_CHANGED, _days(hours) | {"before": before, "after": hours.week})


def remove_hours(
    session: Session, actor: Actor, from_date: date, now: datetime, to_date: date = OPEN_END
) -> None:
    """Take back the hours that were set for exactly these days, so that others hold there.

    Raises NotFound, or BadHours for the last ones that hold without an end.
    """
    write = acting.begin(session, actor, now)
    hours = _hours(session, from_date, to_date)
    if hours is None:
        raise NotFound(what="working hours", name=from_date)
    endless = select(func.count()).where(Hours.to_date == OPEN_END)
    if to_date == OPEN_END and session.scalar(endless) == 1:
        raise BadHours(reason="none would be left")
    session.delete(hours)
    _forget(session)
    write(Fact.CALENDAR_CHANGED, _days(hours) | {"before": hours.week, "after": None})


def _hours(session: Session, from_date: date, to_date: date) -> Hours | None:
    same_days = (Hours.from_date == from_date, Hours.to_date == to_date)
    return session.scalar(select(Hours).where(*same_days))


def _days(hours: Hours) -> dict[str, object]:
    days = {"from": hours.from_date.isoformat(), "to": hours.to_date.isoformat()}
    return {**days, "name": hours.name}


def check_hours(from_date: date, to_date: date, week: Week) -> None:
    """Raise BadPeriod, or BadHours unless a calendar can be made of these hours alone."""
    if from_date > to_date:
        raise BadPeriod(from_date=from_date, to_date=to_date)
    hours = {"from": from_date.isoformat(), "week": week}
    if not any(week.values()):
        raise BadHours(reason="no day has any")
    try:
        Calendar.from_dict({"zone": "UTC", "day_minutes": 1, "hours": [hours]})
    except ValueError as error:
        raise BadHours(reason=error) from error


def _forget(session: Session) -> None:
    # Others share the remembered calendar, and until the commit they still read the old one.
    calendars.forget(session)

    @event.listens_for(session, "after_transaction_end")
    def forget_again(ended: Session, transaction: SessionTransaction) -> None:
        # Flushes and savepoints end transactions of their own inside the one that counts.
        if transaction.parent is None:
            calendars.forget(ended)
