"""An office of three people for tests, and what is done in it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine import actors, organisation, records
from engine.models import Bundle, Instance, Person, Record, Sop, Version, WorkItem

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
LATER = NOW + timedelta(hours=1)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def ani(session: Session) -> actors.Actor:
    return actors.actor(session, "ani", TODAY, "web")


def person(session: Session, login: str) -> Person:
    return session.scalars(select(Person).where(Person.login == login)).one()


def hold(
    session: Session,
    login: str,
    post: str = "kepala",
    capacity: str = "definitif",
    from_date: date = TODAY,
    **ends: date,
) -> int:
    return organisation.begin_holding(
        session, ani(session), login, post, capacity, "SK 1", from_date, NOW, **ends
    )


def last(session: Session, stream: int = 1) -> tuple[str, dict[str, Any]]:
    """The last record of a stream; the office's is the first stream."""
    found = select(Record).where(Record.stream_id == stream).order_by(Record.seq.desc()).limit(1)
    record = session.scalars(found).one()
    return record.kind, json.loads(record.body)


def taken_item(session: Session, login: str, post: str = "kepala") -> int:
    """An item that a person has taken, in an instance of its own."""
    who, admin = person(session, login).id, ani(session).id
    sop = session.scalar(select(Sop.id)) or publish(session, admin)
    stream = records.open_stream(session, "instance").stream
    about = {"process_id": sop, "version_id": 1, "title": "Uji", "status": "running"}
    given = {"started_by": admin, "started_at": NOW, "state_format": 1}
    session.execute(insert(Instance).values(id=stream, **about, **given))
    held = next(row.post.id for row in organisation.posts(session, NOW) if row.post.key == post)
    item = WorkItem(instance_id=stream, node_id="a", round=1, row_no="1", name="A", post_id=held)
    item.person_id, item.token, item.opened_at, item.opened_seq = who, b"0" * 16, NOW, 1
    session.add(item)
    session.flush()
    return item.id


def publish(session: Session, admin: int) -> int:
    stream = records.open_stream(session, "process").stream
    session.add(Sop(id=stream, key="sop-uji"))
    session.execute(insert(Bundle).values(digest=b"0" * 32))
    session.flush()
    made = {"made_by": admin, "approved_by": admin, "published_at": NOW, "effective_from": TODAY}
    about = {"process_id": stream, "number": 1, "name": "Uji", "bundle": b"0" * 32, "note": "a"}
    session.execute(insert(Version).values(id=1, **about, **made))
    return stream


def taker(session: Session, item: int) -> int | None:
    return session.scalar(select(WorkItem.person_id).where(WorkItem.id == item))


def logins(session: Session, search: str = "", after: int | None = None) -> list[str]:
    found, _ = organisation.people(session, search, after)
    return [person.login for person in found]
