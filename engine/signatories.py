"""Who signs an SOP: the holder of the approving post, and who approved which version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from engine import calendars
from engine.models import Holding, Person, Post, Version


@dataclass(frozen=True)
class Signatory:
    """The approving post as the SOP names it, and its holder of a day; "" where none is known."""

    title: str
    capacity: str = ""
    name: str = ""
    nip: str = ""


def signatory(session: Session, title: str, on: date | None) -> Signatory:
    """Who held, on a day, the post that an SOP says it is approved by.

    The SOP may name the post more fully than the office does ("Kepala Dinas Kependudukan ..." for
    the post "Kepala Dinas"): the post whose name the title begins with is meant.
    """
    post = _post(session, title)
    if on is None or post is None:
        return Signatory(title)
    row = session.execute(
        select(Holding.capacity, Person.name, Person.nip)
        .join(Person, Person.id == Holding.person_id)
        .where(Holding.post_id == post, Holding.from_date <= on, Holding.to_date >= on)
        .order_by(Holding.capacity != "definitif", Holding.id)
    ).first()
    return Signatory(title, *row) if row else Signatory(title)


def approver(session: Session, version: Version, on: date) -> Signatory:
    """Who approved a version, by the post that they held on that day, their own before acting ones.

    Nobody for a version that one person published: it was not approved.
    """
    if version.made_by == version.approved_by:
        return Signatory("")
    held = (Holding.person_id == Person.id, Holding.from_date <= on, Holding.to_date >= on)
    row = session.execute(
        select(Post.name, Holding.capacity, Person.name, Person.nip)
        .select_from(Person)
        .outerjoin(Holding, and_(*held))
        .outerjoin(Post, Post.id == Holding.post_id)
        .where(Person.id == version.approved_by)
        .order_by(Holding.capacity != "definitif", Holding.id)
    ).first()
    return Signatory(*(said or "" for said in row)) if row else Signatory("")


def _post(session: Session, title: str) -> int | None:
    words = title.casefold().split()
    posts = session.execute(select(Post.name, Post.id).where(Post.kind == "single")).all()
    named = [(name.casefold().split(), post) for name, post in posts]
    meant = [(len(name), post) for name, post in named if words[: len(name)] == name]
    return max(meant)[1] if meant else None


@dataclass(frozen=True)
class Change:
    """A version in the list of changes: when it was published, by whom approved, and why."""

    number: int
    published_on: date
    effective_from: date
    approver: str
    note: str


def changes(session: Session, process_id: int, until: int | None = None) -> list[Change]:
    """The versions of an SOP, the first one first, up to a number."""
    listed = (
        select(Version, Person.name)
        .join(Person, Person.id == Version.approved_by)
        .where(Version.process_id == process_id)
        .order_by(Version.number)
    )
    return [
        Change(v.number, calendars.today(session, v.published_at), v.effective_from, name, v.note)
        for v, name in session.execute(listed)
        if until is None or v.number <= until
    ]
