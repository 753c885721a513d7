"""Which SOPs there are, their versions, and the posts of the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from engine import versions
from engine.actors import Actor
from engine.errors import NotFound
from engine.models import Instance, Person, Post, Sop, Status, Version
from engine.permissions import May


@dataclass(frozen=True)
class Listed:
    """An SOP with its version, the one in force if any is, and how many of its instances run."""

    key: str
    version: Version
    running: int


def in_force(session: Session, today: date) -> list[Listed]:
    """Every SOP with its version in force, by name."""
    newest = (
        select(Version.process_id, func.max(Version.number).label("number"))
        .where(Version.effective_from <= today)
        .group_by(Version.process_id)
        .subquery()
    )
    running = (
        select(func.count())
        .where(Instance.process_id == Sop.id, Instance.status == Status.RUNNING)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Sop.key, Version, running)
        .join(newest, newest.c.process_id == Sop.id)
        .join(Version, (Version.process_id == Sop.id) & (Version.number == newest.c.number))
        .order_by(Version.name)
    )
    return [Listed(*row) for row in rows]


def coming(session: Session, today: date) -> list[Listed]:
    """Every SOP of which no version is in force yet, with the one that will be first, by name."""
    begun = select(Version.process_id).where(Version.effective_from <= today)
    ahead = select(Sop.key, Version).join(Version, Version.process_id == Sop.id)
    # Of one key the last row stays.
    order = (Version.effective_from.desc(), Version.number)
    rows = session.execute(ahead.where(Sop.id.not_in(begun)).order_by(*order))
    first = dict(rows.all())
    return [Listed(key, first[key], 0) for key in sorted(first, key=lambda key: first[key].name)]


def startable(session: Session, actor: Actor, today: date) -> list[Listed]:
    """The SOPs of which the actor may start an instance."""
    return [
        sop
        for sop in in_force(session, today)
        if may_start(actor, sop.version.process_id, versions.definition(session, sop.version.id))
    ]


def may_start(actor: Actor, process_id: int, definition: versions.Definition) -> bool:
    """Whether the actor holds the post where the process starts, or may start without it."""
    starts = definition.process.start.lane
    holds = definition.lane_posts.get(starts) in actor.post_ids
    return holds or actor.may(May.START_ANY, process_id)


def version(session: Session, key: str, number: int | None, today: date) -> Version:
    """One version of an SOP, by default the one in force; raises NotFound."""
    if number is None:
        return versions.in_force(session, key, today)
    found = session.scalar(
        select(Version)
        .join(Sop, Sop.id == Version.process_id)
        .where(Sop.key == key, Version.number == number)
    )
    if found is None:
        raise NotFound(what="version", name=f"{key} {number}")
    return found


def foremost(session: Session, key: str, today: date) -> Version | None:
    """The version of an SOP in force, else the one that will be first; None while it has none."""
    if found := versions.find_in_force(session, key, today):
        return found
    return next((sop.version for sop in coming(session, today) if sop.key == key), None)


def sop(session: Session, key: str) -> Sop:
    """An SOP, also one that has no version yet or was given up before; raises NotFound."""
    found = session.scalar(select(Sop).where(Sop.key == key))
    if found is None:
        raise NotFound(what="SOP", name=key)
    return found


@dataclass(frozen=True)
class Published:
    """A version with who made and who approved it; "" where one person put it in force alone."""

    version: Version
    made_by: str
    approved_by: str


def all_versions(session: Session, process_id: int) -> list[Published]:
    """All versions of an SOP, newest first."""
    maker, approver = aliased(Person), aliased(Person)
    rows = session.execute(
        select(Version, maker.name, approver.name)
        .join(maker, maker.id == Version.made_by)
        .join(approver, approver.id == Version.approved_by)
        .where(Version.process_id == process_id)
        .order_by(Version.number.desc())
    )
    return [
        Published(found, made_by, approved_by if found.made_by != found.approved_by else "")
        for found, made_by, approved_by in rows
    ]


def posts(session: Session) -> list[Post]:
    """The open posts of the office, by name."""
    return list(session.scalars(select(Post).where(Post.closed_at.is_(None)).order_by(Post.name)))
