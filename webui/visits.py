"""One visit to a page: who, when, in one transaction; and the table of all routes.

A route is declared with the permission that it needs. A GET reads, a POST writes; `Database` opens
and commits, so that no view does. Whatever a view raises undoes what it did.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, g, request, session as cookie
from flask.ctx import _AppCtxGlobals
from sqlalchemy.orm import Session

from engine import actors, calendars
from engine.actors import Actor
from engine.copying import New
from engine.database import Database
from engine.errors import AlurError, InvalidValues
from engine.fields.kinds import Field
from engine.organisation import handing
from engine.passwords import Evidence
from engine.permissions import PUBLIC, May
from engine.uploads import Judged
from engine.worktime.calendar import Calendar

pages = Blueprint("pages", __name__)


class Remembered(_AppCtxGlobals):
    """What is kept while one request is answered; each is there once it was asked for."""

    session: Session
    actor: Actor | None
    calendar: Calendar
    language: str
    uploads: list[tuple[Field, Judged | InvalidValues]]
    evidence: list[tuple[re.Match[str], Judged | InvalidValues]]
    emblem: Judged | InvalidValues
    copy: tuple[New, Evidence] | InvalidValues


here = cast(Remembered, g)

# What each endpoint needs: filled by `page`, read by the test that walks all routes.
NEEDS: dict[str, May] = {}


class SignInNeeded(AlurError):
    """You are not signed in, or your session has ended. What you typed is kept below; sign in to
    go on."""


@dataclass(frozen=True)
class Visit:
    """What a view is given: an open session, who is there, the moment."""

    session: Session
    visitor: Actor | None
    now: datetime

    @property
    def actor(self) -> Actor:
        """Whoever is signed in; raises SignInNeeded."""
        if self.visitor is None:
            raise SignInNeeded()
        return self.visitor

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return calendars.zone(self.session)

    @property
    def today(self) -> date:
        """The office's date."""
        return calendars.today(self.session, self.now)


View = Callable[..., Any]


def page(
    rule: str,
    may: May,
    *methods: str,
    writes: bool = True,
    first: View | None = None,
    then: View | None = None,
) -> Callable[[View], View]:
    """Declare a view of a `Visit` at a path, with the permission that it needs.

    A POST that does not write by itself (`writes` false) is given a reading session. `first` is
    called before the view and `then` after it, with what the view answered as `kept`; each with a
    visit that reads, since what takes long must not keep others waiting.
    """

    def declare(view: View) -> View:
        NEEDS[f"pages.{view.__name__}"] = may

        @wraps(view)
        def answer(**path: Any) -> Any:
            handing.sweep_daily(database(), datetime.now(UTC))
            if first is not None:
                _answer(first, may, path, False)
            answered = _answer(view, may, path, writes and request.method == "POST")
            return _answer(then, may, path | {"kept": answered}, False) if then else answered

        pages.add_url_rule(rule, view.__name__, answer, methods=list(methods or ("GET",)))
        return view

    return declare


def database() -> Database:
    """The database of this application."""
    found: Database = current_app.extensions["alur"]
    return found


@contextmanager
def reading() -> Iterator[Session]:
    """The session of this visit, else one of its own: errors are told when the visit's is gone."""
    if "session" in here:
        yield here.session
        return
    with database().reading() as session:
        yield session


def calendar() -> Calendar:
    """The office's calendar."""
    if "calendar" not in here:
        with reading() as session:
            here.calendar = calendars.calendar(session)
    return here.calendar


def zone() -> ZoneInfo:
    """The office's time zone."""
    return calendar().zone


def _answer(view: View, may: May, path: dict[str, Any], writes: bool) -> Any:
    now = datetime.now(UTC)
    opened = database().writing if writes else database().reading
    with opened() as session, _visit(session):
        visit = Visit(session, visitor(session, now), now)
        if may not in PUBLIC:
            visit.actor.need(may)
        return view(visit, **path)


@contextmanager
def _visit(session: Session) -> Iterator[None]:
    """Let all that is asked during a visit be asked of its own session."""
    here.session = session
    try:
        yield
    finally:
        del here.session


def visitor(session: Session, now: datetime) -> Actor | None:
    """The person whose session cookie came along, unless it has ended or the person is closed."""
    here.actor = None
    if "person" in cookie:
        today = calendars.today(session, now)
        found = actors.actor_by_id(session, cookie["person"], today, "web")
        # A raised epoch ends all sessions that were begun before.
        if found is not None and found.epoch == cookie.get("epoch"):
            here.actor = found
    return here.actor


def begin(session: Session, person_id: int, now: datetime) -> None:
    """Start the browser's session of a person who has just signed in."""
    today = calendars.today(session, now)
    here.actor = actors.actor_by_id(session, person_id, today, "web")
    here.pop("language", None)
    cookie.clear()
    cookie.permanent = True
    cookie["person"], cookie["epoch"] = person_id, here.actor.epoch if here.actor else 0


def end() -> None:
    """End the browser's session."""
    cookie.clear()


def safe_path(path: str) -> str:
    """A path of this site to go on to; anything else becomes the inbox."""
    # Browsers drop tabs and read "\\" as "/": both could lead to another site.
    is_plain = path.isprintable() and "\\" not in path
    return path if is_plain and path.startswith("/") and not path.startswith("//") else "/"
