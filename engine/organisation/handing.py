"""Handing back what a person has taken and may no longer complete."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from engine import calendars, records
from engine.actors import Actor
from engine.database import Database
from engine.models import Holding, Person, WorkItem
from engine.records import Fact

Which = list[ColumnElement[bool]]

# An open item that somebody has taken, in the words of its partial index.
_TAKEN: Which = [WorkItem.closed_at.is_(None), WorkItem.person_id.is_not(None)]


def hand_back(
    session: Session, actor: Actor, person_id: int, post_id: int | None, now: datetime
) -> None:
    """Offer a person's open items, of one post or of all, to the holders again."""
    which = [*_TAKEN, WorkItem.person_id == person_id]
    if post_id is not None:
        which.append(WorkItem.post_id == post_id)
    _offer_again(session, which, actor.id, {"via": actor.via}, now)


def sweep_daily(database: Database, now: datetime) -> None:
    """Sweep once per day of the office and process, and cost nothing on all other calls.

    What was taken for a holding that runs out by its date is thus handed back by whoever comes
    first on the next day, without anything that has to run by the clock.
    """
    if now < database.memory.swept_until:
        return
    with database.reading() as session:
        zone = calendars.zone(session)
        today = now.astimezone(zone).date()
        is_needed = session.scalar(select(WorkItem.id).where(*_lapsed(today)).limit(1)) is not None
    if is_needed:
        with database.writing() as session:
            sweep(session, now)
    database.memory.swept_until = datetime.combine(today + timedelta(days=1), time(), zone)


def sweep(session: Session, now: datetime) -> None:
    """Offer again all open items whose taker does not hold their post today; again is fine."""
    today = calendars.today(session, now)
    _offer_again(session, _lapsed(today), None, {"why": "post_not_held"}, now)


def _lapsed(today: date) -> Which:
    holds = (
        select(Holding.id)
        .join(Person, Person.id == Holding.person_id)
        .where(
            Holding.person_id == WorkItem.person_id,
            Holding.post_id == WorkItem.post_id,
            Holding.from_date <= today,
            Holding.to_date >= today,
            Person.closed_at.is_(None),
        )
    )
    return [*_TAKEN, ~holds.exists()]


def _offer_again(
    session: Session, which: Which, actor_id: int | None, about: dict[str, Any], now: datetime
) -> None:
    """Untake items; each instance records it, locked in the order of the ids."""
    instances = select(WorkItem.instance_id).where(*which).distinct()
    for instance in sorted(session.scalars(instances)):
        if head := records.lock(session, instance):
            for body in _untake(session, [*which, WorkItem.instance_id == instance]):
                body |= {"by": "organisation", **about}
                records.append(session, head, Fact.ITEM_HANDED_BACK, now, actor_id, body)


def _untake(session: Session, which: Which) -> list[dict[str, Any]]:
    # Read under the lock: an item may have been completed or handed back meanwhile.
    columns = (WorkItem.id, WorkItem.node_id, WorkItem.round, WorkItem.person_id)
    rows = session.execute(select(*columns).where(*which).order_by(WorkItem.id)).all()
    session.execute(
        update(WorkItem)
        .where(WorkItem.id.in_([row.id for row in rows]))
        .values(person_id=None)
        .execution_options(synchronize_session="fetch")
    )
    return [{"item": i, "node": node, "round": n, "from": taker} for i, node, n, taker in rows]
