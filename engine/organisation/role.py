"""Roles: granting and ending them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars
from engine.actors import Actor
from engine.errors import AlreadyExists, LastAdministrator, NotFound, RoleUnfit
from engine.models import Grant, Person, Sop
from engine.models.columns import OPEN_END
from engine.organisation import acting
from engine.permissions import Role
from engine.records import Fact


def grant_role(
    session: Session, actor: Actor, login: str, role: Role, now: datetime, sop: str | None = None
) -> int:
    """Give a person a role from today on, for all SOPs or for the one of a key; the grant's id.

    Raises NotFound, AlreadyExists, or RoleUnfit: staff is nobody's grant, and an administrator of
    one SOP would administer everybody.
    """
    write = acting.begin(session, actor, now)
    person, process_id = acting.person(session, login), _process(session, sop)
    if role is Role.STAFF or (role is Role.ADMINISTRATOR and sop is not None):
        raise RoleUnfit(role=role.value)
    today = calendars.today(session, now)
    if any(g.person_id == person.id for g in _running(session, role, today, process_id)):
        raise AlreadyExists(what="role", name=role.value)
    grant = Grant(person_id=person.id, role=role.value, process_id=process_id, from_date=today)
    session.add(grant)
    session.flush()
    write(Fact.ROLE_GRANTED, _about(grant, person) | {"sop": sop})
    return grant.id


def end_grant(session: Session, actor: Actor, grant_id: int, now: datetime) -> None:
    """End a grant at once; raises NotFound, or LastAdministrator when nobody else could act."""
    write = acting.begin(session, actor, now)
    today = calendars.today(session, now)
    grant = session.get(Grant, grant_id, populate_existing=True)
    if grant is None or grant.to_date < today:
        raise NotFound(what="role", name=grant_id)
    person = session.get_one(Person, grant.person_id)
    if grant.role == Role.ADMINISTRATOR and _is_last(session, grant, today):
        raise LastAdministrator(name=person.name)
    # A grant holds on its last day too, so that it ends at once only with yesterday.
    grant.to_date = today - timedelta(days=1)
    write(Fact.ROLE_ENDED, _about(grant, person))


def _is_last(session: Session, grant: Grant, today: date) -> bool:
    return all(g.id == grant.id for g in _running(session, Role.ADMINISTRATOR, today, None))


def _running(session: Session, role: Role, today: date, process_id: int | None) -> list[Grant]:
    """The grants of a role in force on a day without a known end."""
    running = (Grant.role == role.value, Grant.from_date <= today, Grant.to_date == OPEN_END)
    rows = session.scalars(
        select(Grant)
        .join(Person, Person.id == Grant.person_id)
        .where(*running, Grant.process_id.is_not_distinct_from(process_id))
        .where(Person.closed_at.is_(None))
    )
    return list(rows)


def _process(session: Session, sop: str | None) -> int | None:
    if sop is None:
        return None
    found = session.scalar(select(Sop.id).where(Sop.key == sop))
    if found is None:
        raise NotFound(what="SOP", name=sop)
    return found


def _about(grant: Grant, person: Person) -> dict[str, object]:
    about = {"grant": grant.id, "person": person.id, "login": person.login}
    return about | {"name": person.name, "role": grant.role, "process": grant.process_id}
