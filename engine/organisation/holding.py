"""Holdings: who holds which post, in which capacity, by which decree, from when to when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars
from engine.actors import Actor
from engine.errors import BadPeriod, CapacityUnfit, NotFound, PostHeld
from engine.models import Holding, Person, Post
from engine.models.columns import OPEN_END
from engine.organisation import acting, handing
from engine.records import Fact
from engine.texts import tidy

# A post of one person is held for good, by somebody acting, or by a daily deputy.
CAPACITIES = {"single": ("definitif", "plt", "plh"), "group": ("anggota",)}


def begin_holding(
    session: Session,
    actor: Actor,
    login: str,
    post_key: str,
    capacity: str,
    decree: str,
    from_date: date,
    now: datetime,
    to_date: date = OPEN_END,
) -> int:
    """Give a person a post for a period, both days included; the new holding's id.

    A post of one person has one definitive holder at a time; acting ones may overlap. Raises
    NotFound, CapacityUnfit, BadPeriod or PostHeld.
    """
    write = acting.begin(session, actor, now)
    person, post = acting.person(session, login), acting.post(session, post_key)
    if capacity not in CAPACITIES[post.kind]:
        choices = ", ".join(CAPACITIES[post.kind])
        raise CapacityUnfit(post=post.name, capacity=capacity, choices=choices)
    if from_date > to_date:
        raise BadPeriod(from_date=from_date, to_date=to_date)
    holding = Holding(post_id=post.id, person_id=person.id, capacity=capacity)
    holding.decree, holding.from_date, holding.to_date = tidy(decree), from_date, to_date
    _check_free(session, holding, post)
    session.add(holding)
    session.flush()
    write(Fact.HOLDING_BEGUN, _about(holding, person, post))
    return holding.id


def end_holding(session: Session, actor: Actor, holding_id: int, on: date, now: datetime) -> None:
    """Make a day the last one of a holding; from that day on, taken items are handed back.

    Raises NotFound, or BadPeriod when the day lies outside of the holding.
    """
    write = acting.begin(session, actor, now)
    holding = session.get(Holding, holding_id, populate_existing=True)
    if holding is None:
        raise NotFound(what="holding", name=holding_id)
    if not holding.from_date <= on <= holding.to_date:
        raise BadPeriod(from_date=holding.from_date, to_date=on)
    person = session.get_one(Person, holding.person_id)
    post = session.get_one(Post, holding.post_id)
    before, holding.to_date = holding.to_date, on
    body = _about(holding, person, post) | {"before": before.isoformat()}
    write(Fact.HOLDING_ENDED, body)
    if on <= (today := calendars.today(session, now)) and not _holds_else(session, holding, today):
        handing.hand_back(session, actor, person.id, post.id, now)


def _check_free(session: Session, new: Holding, post: Post) -> None:
    same_days = (
        Holding.post_id == new.post_id,
        Holding.capacity == new.capacity,
        Holding.from_date <= new.to_date,
        Holding.to_date >= new.from_date,
        Holding.from_date <= Holding.to_date,
        Person.closed_at.is_(None),
    )
    others = select(Holding, Person).join(Person, Person.id == Holding.person_id)
    if new.capacity != "definitif":
        others = others.where(Holding.person_id == new.person_id)
    if found := session.execute(others.where(*same_days).limit(1)).first():
        holding, person = found
        days = {"from_date": holding.from_date, "to_date": holding.to_date}
        raise PostHeld(name=person.name, post=post.name, capacity=holding.capacity, **days)


def _holds_else(session: Session, ended: Holding, today: date) -> bool:
    other = select(Holding.id).where(
        Holding.person_id == ended.person_id,
        Holding.post_id == ended.post_id,
        Holding.id != ended.id,
        Holding.from_date <= today,
        Holding.to_date >= today,
    )
    return session.scalar(other.limit(1)) is not None


def _about(holding: Holding, person: Person, post: Post) -> dict[str, object]:
    return {
        "holding": holding.id,
        "person": person.id,
        "login": person.login,
        "name": person.name,
        "post": post.key,
        "post_name": post.name,
        "capacity": holding.capacity,
        "decree": holding.decree,
        "from": holding.from_date.isoformat(),
        "to": holding.to_date.isoformat(),
    }
