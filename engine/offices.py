"""The office of a database: its name, where it is, how it measures, and whether it is real."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import history
from engine.fields.files import File
from engine.history import Entry
from engine.measurement import settings
from engine.measurement.settings import Settings
from engine.models import Person, Record, Setting, Stream
from engine.records import Fact

# The setting that keeps how the office measures, as JSON.
MEASUREMENT = "measurement"
# What papers say of the office: of which government it is, and where.
WHERE = ("government", "address", "place")
# The setting that names the picture in the head of papers, as JSON; its bytes are a content.
EMBLEM = "emblem"


@dataclass(frozen=True)
class Office:
    """An office; `lines` are its short name, `kind` is real or demo, and "" before founding.

    `government` stands above the office in the head of an SOP, `place` is where its papers are
    signed; these and the address are "" until somebody says them.
    """

    name: str = ""
    lines: tuple[str, ...] = ()
    kind: str = ""
    office_id: str = ""
    government: str = ""
    address: str = ""
    place: str = ""
    emblem: File | None = None

    @property
    def is_demo(self) -> bool:
        """Whether nothing here is real."""
        return self.kind == "demo"


def office(session: Session) -> Office:
    """The office of this database. One statement."""
    found = {row.key: row.value for row in session.scalars(select(Setting))}
    if "office_id" not in found:
        return Office()
    lines = tuple(found["short"].splitlines())
    where = {key: found.get(key, "") for key in WHERE}
    emblem = _emblem(json.loads(found.get(EMBLEM, "null")))
    return Office(found["name"], lines, found["kind"], found["office_id"], **where, emblem=emblem)


def _emblem(said: Mapping[str, Any] | None) -> File | None:
    return File(**said) if said else None


def as_of(session: Session, moment: datetime) -> Office:
    """The office as it was at a moment: what was changed after it is taken back."""
    found = office(session)
    for entry in history.read(session.execute(_CHANGES.where(Record.at > moment))):
        before = entry.body["before"]
        found = replace(found, **{key: before[key] for key in WHERE if key in before})
        if EMBLEM in before:
            found = replace(found, emblem=_emblem(before[EMBLEM]))
    return found


def changes(session: Session) -> list[Entry]:
    """What was changed about the office, as the record has it; the newest first."""
    return history.read(session.execute(_CHANGES.limit(history.PAGE)))


def measurement(session: Session) -> Settings:
    """How the office measures: its own setting, else what holds for all. One statement."""
    own = session.scalar(select(Setting.value).where(Setting.key == MEASUREMENT))
    return Settings.from_json(json.loads(own)) if own else settings.default()


_CHANGES = (
    select(Record.seq, Record.at, Record.kind, Person.name, Record.body)
    .join(Stream, Stream.id == Record.stream_id)
    .outerjoin(Person, Person.id == Record.actor_id)
    .where(Stream.kind == "office", Record.kind == Fact.OFFICE_CHANGED.value)
    .order_by(Record.seq.desc())
)
