"""What all verbs of an administrator share: permission, the office's lock, and its record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import records
from engine.actors import Actor
from engine.errors import NotFound
from engine.models import Person, Post
from engine.people import by_login
from engine.permissions import May
from engine.records import Fact

Write = Callable[[Fact, dict[str, Any]], int]


def begin(session: Session, actor: Actor, now: datetime) -> Write:
    """Lock the office for an administrator; the function that writes its record."""
    actor.need(May.ADMINISTER)
    head = records.lock_office(session)

    def write(fact: Fact, body: dict[str, Any]) -> int:
        session.flush()
        return records.append(session, head, fact, now, actor.id, body | {"via": actor.via})

    return write


def person(session: Session, login: str) -> Person:
    """The person of a login; raises NotFound when there is none or it is closed."""
    found = by_login(session, login)
    if found is None or found.closed_at is not None:
        raise NotFound(what="person", name=login)
    return found


def post(session: Session, key: str) -> Post:
    """The post of a key; raises NotFound when there is none or it is closed."""
    found = session.scalar(select(Post).where(Post.key == key, Post.closed_at.is_(None)))
    if found is None:
        raise NotFound(what="post", name=key)
    return found
