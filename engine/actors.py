"""Who is acting: a person with the posts held and the roles granted on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from engine.errors import NotAllowed, NotFound
from engine.models import Grant, Holding, Person, Post
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
    """A person with what was held and granted on one day; `via` is "web" or "cli"."""

    id: int
    login: str
    name: str
    locale: str
    epoch: int
    held: tuple[Held, ...]
    granted: tuple[Granted, ...]
    via: str

    @property
    def roles(self) -> frozenset[Role]:
        """All roles; whoever holds a post is staff."""
        staff = {Role.STAFF} if self.held else set[Role]()
        return frozenset(staff | {grant.role for grant in self.granted})

    @property
    def post_ids(self) -> tuple[int, ...]:
        """The ids of the posts held, each once."""
        return tuple(dict.fromkeys(held.post_id for held in self.held))

    def holding(self, post_id: int) -> Held | None:
        """The holding by which a post's items are offered; definitif comes first."""
        found = [held for held in self.held if held.post_id == post_id]
        return min(found, key=lambda held: (held.capacity != "definitif", held.id), default=None)

    def may(self, act: May, process_id: int | None = None) -> bool:
        """Whether the permission table allows it, for one SOP if that is named."""
        roles = {g.role for g in self.granted if g.process_id in (None, process_id)}
        if process_id is None:
            roles = {g.role for g in self.granted}
        staff = {Role.STAFF} if self.held else set[Role]()
        return allows(frozenset(roles | staff), act)

    def need(self, act: May, process_id: int | None = None) -> None:
        """Raise NotAllowed unless `may`."""
        if not self.may(act, process_id):
            who = ", ".join(sorted(role.value for role in TABLE[act]))
            raise NotAllowed(act=act.value, who=who)


def actor(session: Session, login: str, today: date, via: str) -> Actor:
    """The person of a login; raises NotFound when there is none or it is closed."""
    found = _load(session, Person.login == login, today, via)
    if found is None:
        raise NotFound(what="person", name=login)
    return found


def actor_by_id(session: Session, person_id: int, today: date, via: str) -> Actor | None:
    """The person of an id, or None when there is none or it is closed. One statement."""
    return _load(session, Person.id == person_id, today, via)


def _load(session: Session, which: object, today: date, via: str) -> Actor | None:
    held_today = and_(
        Holding.person_id == Person.id, Holding.from_date <= today, Holding.to_date >= today
    )
    granted_today = and_(
        Grant.person_id == Person.id, Grant.from_date <= today, Grant.to_date >= today
    )
    rows = session.execute(
        select(Person, Holding, Post, Grant)
        .outerjoin(Holding, held_today)
        .outerjoin(Post, and_(Post.id == Holding.post_id, Post.closed_at.is_(None)))
        .outerjoin(Grant, granted_today)
        .where(which, Person.closed_at.is_(None))  # type: ignore[arg-type]
        .order_by(Holding.id, Grant.id)
    ).all()
    if not rows:
        return None
    person = rows[0][0]
    held = dict.fromkeys(_held(holding, post) for _, holding, post, _ in rows if post)
    granted = dict.fromkeys(Granted(Role(g.role), g.process_id) for *_, g in rows if g)
    return Actor(
        id=person.id,
        login=person.login,
        name=person.name,
        locale=person.locale,
        epoch=person.epoch,
        held=tuple(held),
        granted=tuple(granted),
        via=via,
    )


def _held(holding: Holding, post: Post) -> Held:
    return Held(
        id=holding.id,
        post_id=post.id,
        key=post.key,
        name=post.name,
        name_en=post.name_en,
        capacity=holding.capacity,
        decree=holding.decree,
        to_date=holding.to_date,
    )
