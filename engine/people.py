"""People by their logins, in whatever letters these are typed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from engine.models import Person


def has_login(login: str) -> ColumnElement[bool]:
    """Whether a person has a login."""
    return Person.login == login.strip().lower()


def is_open(login: str) -> ColumnElement[bool]:
    """Whether a person has a login and is not closed."""
    return and_(has_login(login), Person.closed_at.is_(None))


def by_login(session: Session, login: str) -> Person | None:
    """The person of a login, also a closed one; None when there is none."""
    return session.scalar(select(Person).where(has_login(login)))
