"""People by name, and who holds which post."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars
from engine.models import Holding, Person


@dataclass(frozen=True)
class Holder:
    """A person holding a post, in which capacity and by which decree, until when."""

    post_id: int
    person_id: int
    login: str
    name: str
    capacity: str
    decree: str
    to_date: date


def of(session: Session, posts: Collection[int], now: datetime) -> list[Holder]:
    """The holders of posts on the office's day at `now`, the definitive one first."""
    return on(session, posts, calendars.today(session, now))


def on(session: Session, posts: Collection[int], day: date) -> list[Holder]:
    """The holders of posts on a day, the definitive one first."""
    rows = session.execute(
        select(
            Holding.post_id,
            Person.id,
            Person.login,
            Person.name,
            Holding.capacity,
            Holding.decree,
            Holding.to_date,
        )
        .join(Person, Person.id == Holding.person_id)
        .where(
            Holding.post_id.in_(posts),
            Holding.from_date <= day,
            Holding.to_date >= day,
            Person.closed_at.is_(None),
        )
        .order_by(Holding.post_id, Holding.capacity != "definitif", Holding.id)
    )
    return [Holder(*row) for row in rows]


def name_of(session: Session, person_id: int | None) -> str:
    """The name of a person, for sentences."""
    return session.scalar(select(Person.name).where(Person.id == person_id)) or "?"
