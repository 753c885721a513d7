"""Who is acting: a person with the posts held and the roles granted on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from engine.errors import LoginUnknown, NotAllowed
from engine.models import Grant, Holding, Person, Post, plain
from engine.permissions import TABLE, May, Role, allows


@dataclass(frozen=True)
class Held:
    """A post held today, and in which capacity: definitif, plt, plh or anggota."""

    id: int
    post_id: int
    key: str
    name: str
    name_en: str
    capacity: str
    decree: str
    to_date: date


@dataclass(frozen=True)
class Granted:
    """A role granted today; `process_id` limits it to one SOP."""

    role: Role
    process_id: int | None


@dataclass(frozen=True)
class Actor:
    """A person with what is held and granted on the day `today`; `via` is "web" or "cli"."""

    id: int
    login: str
    name: str
    locale: str
    epoch: int
    held: tuple[Held, ...]
    granted: tuple[Granted, ...]
    today: date
    via: str

    @property
    def standing(self) -> tuple[Granted, ...]:
        """What is granted, and being staff to whoever holds a post."""
        return (*self.granted, Granted(Role.STAFF, None)) if self.held else self.granted

    @property
    def roles(self) -> frozenset[Role]:
        """All roles, also those that are limited to one SOP."""
        return frozenset(one.role for one in self.standing)

    @property
    def post_ids(self) -> tuple[int, ...]:
        """The ids of the posts held, each once."""
        return tuple(dict.fromkeys(held.post_id for held in self.held))

    @property
    def concern(self) -> May:
        """What a person comes for: the work of a post, else to read, else only to administer."""
        if Role.STAFF in self.roles:
            return May.WORK
        return May.ADMINISTER if self.roles == {Role.ADMINISTRATOR} else May.READ_INSTANCES

    def holding(self, post_id: int) -> Held | None:
        """The holding by which a post's items are offered; definitif comes first."""
        found = [held for held in self.held if held.post_id == post_id]
        return min(found, key=lambda held: (held.capacity != "definitif", held.id), default=None)

    def may(self, act: May, process_id: int | None = None) -> bool:
        """Whether the permission table allows it, for one SOP if that is named."""
        if process_id is None:
            return allows(self.roles, act)
        there = (one.role for one in self.standing if one.process_id in (None, process_id))
        return allows(frozenset(there), act)

    def sops(self, act: May) -> frozenset[int] | None:
        """The ids of the SOPs for which the permission table allows it; None means every SOP."""
        found = {one.process_id for one in self.standing if allows(frozenset({one.role}), act)}
        return None if None in found else frozenset(id for id in found if id is not None)

    def need(self, act: May, process_id: int | None = None) -> None:
        """Raise NotAllowed unless `may`."""
        if not self.may(act, process_id):
            who = ", ".join(sorted(role.value for role in TABLE[act]))
            raise NotAllowed(act=act.value, who=who)


def actor(session: Session, login: str, today: date, via: str) -> Actor:
    """The person of a login; raises LoginUnknown when there is none or it is closed."""
    found = _load(session, _BY_LOGIN, login, today, via)
    if found is None:
        raise LoginUnknown(login=login)
    return found


def actor_by_id(session: Session, person_id: int, today: date, via: str) -> Actor | None:
    """The person of an id, or None when there is none or it is closed. One statement."""
    return _load(session, _BY_ID, person_id, today, via)


def held(row: Any) -> Held:
    """The holding in a row of `HELD` columns."""
    return Held(*(getattr(row, column.name) for column in HELD))


PERSON, HOLDING, POST = plain(Person).c, plain(Holding).c, plain(Post).c
HELD = (
    HOLDING.id.label("holding_id"),
    HOLDING.post_id.label("held_post"),
    POST.key,
    POST.name.label("post_name"),
    POST.name_en,
    HOLDING.capacity,
    HOLDING.decree,
    HOLDING.to_date,
)
TODAY: BindParameter[date] = bindparam("today", type_=Date)


def holding_today(person: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that a holding is a person's and runs on the day of parameter `today`."""
    runs = and_(HOLDING.from_date <= TODAY, HOLDING.to_date >= TODAY)
    return and_(HOLDING.person_id == person, runs)


def _question(which: ColumnElement[bool]) -> Select[Any]:
    grant = plain(Grant)
    granted = and_(
        grant.c.person_id == PERSON.id, grant.c.from_date <= TODAY, grant.c.to_date >= TODAY
    )
    who = (PERSON.id, PERSON.login, PERSON.name, PERSON.locale, PERSON.epoch)
    tables = (
        plain(Person)
        .outerjoin(plain(Holding), holding_today(PERSON.id))
        .outerjoin(plain(Post), and_(POST.id == HOLDING.post_id, POST.closed_at.is_(None)))
        .outerjoin(grant, granted)
    )
    return (
        select(*who, *HELD, grant.c.role, grant.c.process_id)
        .select_from(tables)
        .where(which, PERSON.closed_at.is_(None))
        .order_by(HOLDING.id, grant.c.id)
    )


_BY_LOGIN = _question(PERSON.login == bindparam("which"))
_BY_ID = _question(PERSON.id == bindparam("which"))


def _load(
    session: Session, question: Select[Any], which: str | int, today: date, via: str
) -> Actor | None:
    rows = session.execute(question, {"which": which, "today": today}).all()
    if not rows:
        return None
    person = rows[0]
    return Actor(
        id=person.id,
        login=person.login,
        name=person.name,
        locale=person.locale,
        epoch=person.epoch,
        held=tuple(dict.fromkeys(held(row) for row in rows if row.key is not None)),
        granted=tuple(dict.fromkeys(_granted(row) for row in rows if row.role is not None)),
        today=today,
        via=via,
    )


def _granted(row: Any) -> Granted:
    return Granted(Role(row.role), row.process_id)
