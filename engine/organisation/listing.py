"""Who is who: people, posts with their holders, holdings and grants."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations, groupby

from sqlalchemy import literal, or_, select, tuple_
from sqlalchemy.orm import Session

from engine import calendars, holders
from engine.errors import NotFound
from engine.models import Grant, Holding, Person, Post, Sop
from engine.people import by_login
from engine.texts import tidy

PAGE = 50
LONGEST_SEARCH = 100

_BY_NAME = (Person.closed_at.is_not(None), Person.name, Person.id)


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


def people(
    session: Session, search: str = "", after: int | None = None
) -> tuple[list[Person], int | None]:
    """A page of people by name, those who were closed last; the id after which the next begins.

    `search` is a part of name, login or NIP; `after` is such an id, or None for the first page.
    """
    found = select(Person).order_by(*_BY_NAME).limit(PAGE + 1)
    if part := tidy(search)[:LONGEST_SEARCH]:
        columns = (Person.name, Person.login, Person.nip)
        found = found.where(or_(*(c.icontains(part, autoescape=True) for c in columns)))
    last = session.get(Person, after) if after is not None else None
    if last is not None:
        edge = (literal(last.closed_at is not None), literal(last.name), literal(last.id))
        found = found.where(tuple_(*_BY_NAME) > tuple_(*edge))
    rows = list(session.scalars(found))
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def who(session: Session, login: str) -> Person:
    """The person of a login, also a closed one; raises NotFound."""
    found = by_login(session, login)
    if found is None:
        raise NotFound(what="person", name=login)
    return found


def posts(session: Session, now: datetime) -> list[HeldPost]:
    """All posts by name, each with today's holders."""
    open_posts = select(Post).where(Post.closed_at.is_(None)).order_by(Post.name, Post.id)
    found = session.scalars(open_posts).all()
    held = holders.of(session, [post.id for post in found], now)
    return [HeldPost(p, tuple(h for h in held if h.post_id == p.id)) for p in found]


def unheld(session: Session, now: datetime) -> list[Post]:
    """The posts that nobody holds today: work offered to them waits."""
    return [row.post for row in posts(session, now) if not row.holders]


def holdings(
    session: Session,
    now: datetime,
    of: Collection[int] | None = None,
    ended: bool = False,
    at: Collection[int] | None = None,
) -> list[Tenure]:
    """Holdings of today and later by post and day, of some people or of all, at some posts or all.

    Those that have ended only on request.
    """
    found = (
        select(Holding, Person, Post)
        .join(Person, Person.id == Holding.person_id)
        .join(Post, Post.id == Holding.post_id)
        .order_by(Post.name, Holding.from_date, Holding.id)
    )
    if of is not None:
        found = found.where(Holding.person_id.in_(of))
    if at is not None:
        found = found.where(Holding.post_id.in_(at))
    if not ended:
        today = calendars.today(session, now)
        found = found.where(Holding.to_date >= today, Person.closed_at.is_(None))
    return [Tenure(*row) for row in session.execute(found)]


def shared(
    session: Session, now: datetime, at: Collection[int] | None = None
) -> list[tuple[Tenure, Tenure]]:
    """The pairs of holdings by which two people have a post of one person on the same days.

    Of today and later, at some posts or all.
    """
    of_one = (held for held in holdings(session, now, at=at) if held.post.kind == "single")
    by_post = sorted(of_one, key=_post_id)
    pairs = (pair for _, same in groupby(by_post, _post_id) for pair in combinations(same, 2))
    return [pair for pair in pairs if _meet(*pair)]


def _post_id(held: Tenure) -> int:
    return held.post.id


def _meet(one: Tenure, other: Tenure) -> bool:
    first, last = common_days(one, other)
    return one.person.id != other.person.id and first <= last


def common_days(one: Tenure, other: Tenure) -> tuple[date, date]:
    """The first and the last day that two holdings have in common."""
    return (
        max(one.holding.from_date, other.holding.from_date),
        min(one.holding.to_date, other.holding.to_date),
    )


def grants(session: Session, now: datetime, of: Collection[int] | None = None) -> list[GrantedRole]:
    """The roles granted today to some people or to all, by person and role."""
    today = calendars.today(session, now)
    found = (
        select(Grant, Person, Sop.key)
        .join(Person, Person.id == Grant.person_id)
        .outerjoin(Sop, Sop.id == Grant.process_id)
        .where(Grant.from_date <= today, Grant.to_date >= today, Person.closed_at.is_(None))
        .order_by(Person.name, Grant.role, Grant.id)
    )
    if of is not None:
        found = found.where(Grant.person_id.in_(of))
    return [GrantedRole(*row) for row in session.execute(found)]
