"""Who is who: people, posts with their holders, holdings and grants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import holders
from engine.models import Grant, Holding, Person, Post, Sop
from engine.organisation import acting


@dataclass(frozen=True)
class HeldPost:
    """A post and who holds it today."""

    post: Post
    holders: tuple[holders.Holder, ...]


@dataclass(frozen=True)
class Tenure:
    """A holding with its person and post."""

    holding: Holding
    person: Person
    post: Post


@dataclass(frozen=True)
class GrantedRole:
    """A grant with its person and the key of the SOP that limits it, if one does."""

    grant: Grant
    person: Person
    sop: str | None


def people(session: Session, closed: bool = False) -> list[Person]:
    """All people by name; those who were closed only on request."""
    found = select(Person).order_by(Person.name, Person.id)
    return list(session.scalars(found if closed else found.where(Person.closed_at.is_(None))))


def posts(session: Session, now: datetime) -> list[HeldPost]:
    """All posts by name, each with today's holders."""
    open_posts = select(Post).where(Post.closed_at.is_(None)).order_by(Post.name, Post.id)
    found = session.scalars(open_posts).all()
    held = holders.of(session, [post.id for post in found], now)
    return [HeldPost(p, tuple(h for h in held if h.post_id == p.id)) for p in found]


def unheld(session: Session, now: datetime) -> list[Post]:
    """The posts that nobody holds today: work offered to them waits."""
    return [row.post for row in posts(session, now) if not row.holders]


def holdings(session: Session, now: datetime, ended: bool = False) -> list[Tenure]:
    """Holdings of today and later by post and day; those that have ended only on request."""
    found = (
        select(Holding, Person, Post)
        .join(Person, Person.id == Holding.person_id)
        .join(Post, Post.id == Holding.post_id)
        .order_by(Post.name, Holding.from_date, Holding.id)
    )
    if not ended:
        today = acting.today(session, now)
        found = found.where(Holding.to_date >= today, Person.closed_at.is_(None))
    return [Tenure(*row) for row in session.execute(found)]


def grants(session: Session, now: datetime) -> list[GrantedRole]:
    """The roles granted today, by person and role."""
    today = acting.today(session, now)
    found = (
        select(Grant, Person, Sop.key)
        .join(Person, Person.id == Grant.person_id)
        .outerjoin(Sop, Sop.id == Grant.process_id)
        .where(Grant.from_date <= today, Grant.to_date >= today, Person.closed_at.is_(None))
        .order_by(Person.name, Grant.role, Grant.id)
    )
    return [GrantedRole(*row) for row in session.execute(found)]
