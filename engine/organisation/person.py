"""People: adding, changing and closing them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars, records
from engine.actors import Actor
from engine.errors import AlreadyExists, BadName, OwnAccount
from engine.models import Grant, Holding, Person
from engine.organisation import acting, handing
from engine.people import by_login
from engine.records import Fact
from engine.texts import tidy

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def add_person(
    session: Session, actor: Actor, login: str, name: str, nip: str, now: datetime
) -> int:
    """Add a person, who can sign in once a password is set; the new id.

    Raises AlreadyExists, also for the login of a closed person, or BadName.
    """
    write = acting.begin(session, actor, now)
    person_id = enter(session, login, name, nip)
    body = {"person": person_id, "login": login.strip().lower(), "name": tidy(name)}
    write(Fact.PERSON_ADDED, body | {"nip": tidy(nip)})
    return person_id


def enter(session: Session, login: str, name: str, nip: str) -> int:
    """Write a new person and the person's stream, without permission or record; the new id."""
    login = login.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise BadName(what="login", name=login, rule="2 to 60 small letters, digits, . _ or -")
    if by_login(session, login) is not None:
        raise AlreadyExists(what="person", name=login)
    head = records.open_stream(session, "person")
    session.add(Person(id=head.stream, login=login, name=_named(name), nip=tidy(nip)))
    session.flush()
    return head.stream


def change_person(
    session: Session,
    actor: Actor,
    login: str,
    now: datetime,
    name: str | None = None,
    nip: str | None = None,
    locale: str | None = None,
) -> None:
    """Change what is given; nothing is recorded when nothing differs."""
    write = acting.begin(session, actor, now)
    person = acting.person(session, login)
    wanted = {"name": name, "nip": nip, "locale": locale}
    after = {key: tidy(text) for key, text in wanted.items() if text is not None}
    before = {key: getattr(person, key) for key in after}
    if after == before:
        return
    _named(after.get("name", person.name))
    for key, text in after.items():
        setattr(person, key, text)
    body = {"person": person.id, "login": person.login, "before": before, "after": after}
    write(Fact.PERSON_CHANGED, body)


def close_person(session: Session, actor: Actor, login: str, now: datetime) -> None:
    """Close a person who leaves: ends holdings, grants and sessions, hands back taken items.

    Raises OwnAccount for oneself; so one administrator always remains.
    """
    write = acting.begin(session, actor, now)
    person = acting.person(session, login)
    if person.id == actor.id:
        raise OwnAccount()
    person.closed_at, person.epoch = now, person.epoch + 1
    body = {"person": person.id, "login": person.login, "name": person.name}
    ended = _end_all(session, person, now)
    write(Fact.PERSON_CLOSED, body | ended)
    handing.hand_back(session, actor, person.id, None, now)


def _end_all(session: Session, person: Person, now: datetime) -> dict[str, list[int]]:
    """End what runs today or later; the ids of the ended holdings and grants."""
    today = calendars.today(session, now)
    held = session.scalars(
        select(Holding).where(Holding.person_id == person.id, Holding.to_date > today)
    ).all()
    granted = session.scalars(
        select(Grant).where(Grant.person_id == person.id, Grant.to_date >= today)
    ).all()
    for holding in held:
        holding.to_date = today
    for grant in granted:
        grant.to_date = today - timedelta(days=1)
    return {"holdings": [h.id for h in held], "grants": [g.id for g in granted]}


def _named(name: str) -> str:
    if not (name := tidy(name)):
        raise BadName(what="name", name=name, rule="at least one letter")
    return name
