"""Founding an office in an empty database, for real work or as a demonstration."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import (
    accounts,
    actors,
    beginnings,
    bundles,
    calendars,
    offices,
    organisation,
    passwords,
    publishing,
    records,
)
from engine.actors import Actor
from engine.errors import AlreadyExists, RealOffice
from engine.models import Day, Grant, Hours, Person, Setting
from engine.models.columns import OPEN_END
from engine.organisation.person import enter
from engine.passwords import HASHER
from engine.permissions import May, Role
from engine.records import Fact
from engine.texts import tidy

_DATA = Path(__file__).parent / "data"


def demo_data() -> dict[str, Any]:
    """The people and posts of the demonstration office."""
    return _read("demo.json")


def found(
    session: Session,
    name: str,
    admin_login: str,
    admin_name: str,
    admin_password: str,
    now: datetime,
    hasher: PasswordHasher = HASHER,
) -> None:
    """Found a real office with its calendar, one administrator, and nothing else.

    Raises AlreadyExists, PasswordTooWeak or BadName.
    """
    passwords.check_strength(admin_password, admin_login, admin_name)
    about = {"name": name.strip(), "short": name.strip(), "kind": "real"}
    admin = {"login": admin_login, "name": admin_name, "nip": ""}
    _establish(session, about, admin, now)
    _set_passwords(session, admin_password, hasher)


def demo(
    session: Session,
    password: str,
    shipped: Iterable[bundles.Files],
    now: datetime,
    data: Mapping[str, Any] | None = None,
    hasher: PasswordHasher = HASHER,
) -> list[tuple[str, str]]:
    """Found the demonstration office and publish the shipped SOPs, with one password for everybody.

    The people's logins, each with the post or role. A second call changes nothing. Raises
    RealOffice when the database holds a real one.
    """
    data = demo_data() if data is None else data
    existing = offices.office(session)
    if existing.kind == "real":
        raise RealOffice()
    if not existing.kind:
        _load(session, data, password, now, hasher)
        _publish(session, data, shipped, now)
        beginnings.keep_sample(session, _read("demo_indicators.json")["table"])
    return _logins(data)


def _logins(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    names = {post["key"]: post["name"] for post in data["posts"]}
    held = {row["login"]: names[row["post"]] for row in data["holdings"]}
    return [(row["login"], row.get("as") or held[row["login"]]) for row in data["people"]]


def _load(
    session: Session,
    data: Mapping[str, Any],
    password: str,
    now: datetime,
    hasher: PasswordHasher,
) -> None:
    about = {"name": data["name"], "short": "\n".join(data["short"]), "kind": "demo"}
    about |= {key: data[key] for key in offices.WHERE}
    admin = next(row for row in data["people"] if row["login"] == data["admin"])
    actor = _establish(session, about, admin, now)
    _populate(session, actor, data, now)
    _set_passwords(session, password, hasher)


def _establish(
    session: Session, about: Mapping[str, str], admin: Mapping[str, str], now: datetime
) -> Actor:
    """The settings, the office's stream, the calendar and an administrator; who acts from now."""
    existing = offices.office(session)
    if existing.kind:
        raise AlreadyExists(what="office", name=existing.name)
    settings = {**about, "office_id": uuid4().hex}
    session.add_all(Setting(key=key, value=value) for key, value in settings.items())
    _enter_calendar(session, _read("calendar_2026.json"))
    session.flush()
    head = records.open_stream(session, "office")
    actor = _first_administrator(session, admin, calendars.today(session, now))
    body = {**settings, "administrator": actor.id, "login": actor.login, "via": actor.via}
    body["first"] = {"name": actor.name, "nip": tidy(admin["nip"])}
    records.append(session, head, Fact.OFFICE_FOUNDED, now, actor.id, body)
    return actor


def _first_administrator(session: Session, admin: Mapping[str, str], today: date) -> Actor:
    person_id = enter(session, admin["login"], admin["name"], admin["nip"])
    role = Role.ADMINISTRATOR.value
    session.add(Grant(person_id=person_id, role=role, from_date=today))
    session.flush()
    actor = actors.actor_by_id(session, person_id, today, "cli")
    assert actor is not None, "was entered above"
    return actor


def _enter_calendar(session: Session, data: Mapping[str, Any]) -> None:
    for key in ("zone", "day_minutes"):
        session.add(Setting(key=key, value=str(data[key])))
    for row in [*data["hours"], *data["special_hours"]]:
        ends = date.fromisoformat(row["to"]) if "to" in row else OPEN_END
        hours = Hours(from_date=date.fromisoformat(row["from"]), to_date=ends, week=row["week"])
        hours.name = row.get("name", "")
        session.add(hours)
    for row in data["days_off"]:
        day = date.fromisoformat(row["date"])
        session.add(Day(date=day, kind=row["kind"], name=row["name"]))


def _populate(session: Session, actor: Actor, data: Mapping[str, Any], now: datetime) -> None:
    for row in data["people"]:
        if row["login"] != actor.login:
            person = (row["login"], row["name"], row["nip"])
            organisation.add_person(session, actor, *person, now)
    for row in data["posts"]:
        organisation.add_post(session, actor, **row, now=now)
    begins = min(date.fromisoformat(data["from"]), calendars.today(session, now))
    for row in data["holdings"]:
        holding = (row["login"], row["post"], row["capacity"], row["decree"], begins)
        organisation.begin_holding(session, actor, *holding, now)
    for row in data["grants"]:
        organisation.grant_role(session, actor, row["login"], Role(row["role"]), now)


def _set_passwords(session: Session, password: str, hasher: PasswordHasher) -> None:
    for person in session.scalars(select(Person)):
        accounts.keep_password(person, hasher.hash(password))
    session.flush()


def _publish(
    session: Session, data: Mapping[str, Any], shipped: Iterable[bundles.Files], now: datetime
) -> None:
    today = calendars.today(session, now)
    owner = actors.actor(session, data["owner"], today, "cli")
    for files in shipped:
        # What is shipped was printed by its tests: no founding waits for that.
        proposal = publishing.Proposal(files, data["publication_note"], owner.id, today)
        publishing.put_in_force(session, owner, May.PUBLISH, proposal, now)


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_DATA / name).read_text("utf-8"))
    return data
