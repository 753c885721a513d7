"""Whether people, posts, holdings and roles are those that the record says there are.

Not compared is what was never recorded: the first administrator's name and the passwords of an
office that was founded before both were, of posts their English names and the kind of those that
publishing added before it was, and the language in which somebody reads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars
from engine.models import Grant, Holding, Person, Post, Record
from engine.models.columns import OPEN_END
from engine.permissions import Role
from engine.records import Fact

Key = tuple[str, str]
Row = dict[str, Any]

_OF_PEOPLE = (Fact.PASSWORD_CHANGED, Fact.PASSWORD_RESET)
_FACTS = (
    *_OF_PEOPLE,
    Fact.OFFICE_FOUNDED,
    Fact.PERSON_ADDED,
    Fact.PERSON_CHANGED,
    Fact.PERSON_CLOSED,
    Fact.POST_ADDED,
    Fact.HOLDING_BEGUN,
    Fact.HOLDING_ENDED,
    Fact.ROLE_GRANTED,
    Fact.ROLE_ENDED,
)


def digest(password_hash: str) -> str:
    """What the record says of a password: enough to see that another hash was put there."""
    return hashlib.sha256(password_hash.encode()).hexdigest()


def astray(session: Session) -> Iterator[Key]:
    """What the record and the tables tell apart: person, post, holding or role, and its name.

    A row that no record says or that says something else, and what a record says without a row.
    """
    said, there = _said(session), dict(_there(session))
    for key in sorted(said.keys() | there.keys()):
        told, found = said.get(key), there.get(key)
        if told is None or found is None or any(found[name] != told[name] for name in told):
            yield key


# --- what the record says ---------------------------------------------------------------------


def _said(session: Session) -> dict[Key, Row]:
    roll = _Roll(calendars.zone(session))
    asked = select(Record.stream_id, Record.at, Record.kind, Record.body)
    # The office's own stream comes first: it enters the people of the others.
    order = (Record.kind.in_(_OF_PEOPLE), Record.stream_id, Record.seq)
    rows = session.execute(asked.where(Record.kind.in_(_FACTS)).order_by(*order))
    for stream, at, kind, body in rows:
        roll.hear(stream, at, kind, json.loads(body))
    return roll.rows


@dataclass
class _Roll:
    """Everybody and every post as far as the record was read."""

    zone: ZoneInfo
    rows: dict[Key, Row] = field(default_factory=dict)

    def hear(self, stream: int, at: datetime, kind: str, body: Row) -> None:
        """Read one record."""
        today = at.astimezone(self.zone).date()
        match kind:
            case Fact.OFFICE_FOUNDED:
                first = {"login": body["login"]} | body.get("first", {})
                self._enter(body["administrator"], first)
                self._grant(body["administrator"], Role.ADMINISTRATOR, None, today)
            case Fact.PERSON_ADDED:
                self._enter(body["person"], body)
            case Fact.PERSON_CHANGED:
                self.rows[_person(body["person"])] |= _only(body["after"], "name", "nip")
            case Fact.PERSON_CLOSED:
                self._close(body, today)
            case _ if kind in _OF_PEOPLE:
                self.rows[_person(stream)] |= _only(body, "digest")
            case Fact.POST_ADDED:
                self.rows["post", body["post"]] = _only(body, "name", "kind")
            case Fact.HOLDING_BEGUN | Fact.HOLDING_ENDED:
                self.rows["holding", str(body["holding"])] = _held(body)
            case Fact.ROLE_GRANTED:
                self._grant(body["person"], body["role"], body["process"], today)
            case Fact.ROLE_ENDED:
                self._end(_role(body["person"], body["role"], body["process"]), today)

    def _enter(self, person: int, body: Row) -> None:
        told = {"login": body["login"], "closed": False}
        self.rows[_person(person)] = told | _only(body, "name", "nip")

    def _grant(self, person: int, role: str, process: int | None, today: date) -> None:
        row = self.rows.setdefault(_role(person, role, process), {"person": person, "days": []})
        row["days"].append((today, OPEN_END))

    def _end(self, key: Key, today: date) -> None:
        days = self.rows[key]["days"]
        days[-1] = (days[-1][0], today - timedelta(days=1))

    def _close(self, body: Row, today: date) -> None:
        self.rows[_person(body["person"])]["closed"] = True
        for holding in body["holdings"]:
            self.rows["holding", str(holding)]["to"] = today
        for key, row in self.rows.items():
            is_own = key[0] == "role" and row["person"] == body["person"]
            if is_own and row["days"][-1][1] >= today:
                self._end(key, today)


def _person(number: int) -> Key:
    return "person", str(number)


def _role(person: int, role: str, process: int | None) -> Key:
    return "role", f"{person} {role} {process or ''}".strip()


def _only(body: Row, *keys: str) -> Row:
    return {key: body[key] for key in keys if key in body}


def _held(body: Row) -> Row:
    told = {key: body[key] for key in ("person", "post", "capacity", "decree")}
    days = {key: date.fromisoformat(body[key]) for key in ("from", "to")}
    return told | days


# --- what the tables hold ---------------------------------------------------------------------


def _there(session: Session) -> Iterator[tuple[Key, Row]]:
    for one in session.scalars(select(Person)):
        yield (
            _person(one.id),
            {
                "login": one.login,
                "name": one.name,
                "nip": one.nip,
                "closed": one.closed_at is not None,
                "digest": digest(one.password_hash),
            },
        )
    for key, name, kind in session.execute(select(Post.key, Post.name, Post.kind)):
        yield ("post", key), {"name": name, "kind": kind}
    yield from _holdings(session)
    yield from _roles(session)


def _holdings(session: Session) -> Iterator[tuple[Key, Row]]:
    rows = session.execute(select(Holding, Post.key).join(Post, Post.id == Holding.post_id))
    for one, post in rows:
        told = {"person": one.person_id, "post": post, "capacity": one.capacity}
        days = {"from": one.from_date, "to": one.to_date}
        yield ("holding", str(one.id)), told | {"decree": one.decree} | days


def _roles(session: Session) -> Iterator[tuple[Key, Row]]:
    found: dict[Key, Row] = {}
    for one in session.scalars(select(Grant).order_by(Grant.id)):
        key = _role(one.person_id, one.role, one.process_id)
        row = found.setdefault(key, {"person": one.person_id, "days": []})
        row["days"].append((one.from_date, one.to_date))
    yield from found.items()
