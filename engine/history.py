"""The records of a stream as entries, the newest first; who may read them is asked before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from engine.models import Person, Record
from engine.records import Fact

PAGE = 50


@dataclass(frozen=True)
class Entry:
    """One record as a fact: sentences are made where it is shown."""

    seq: int
    at: datetime
    kind: str
    actor: str | None
    body: dict[str, Any]


def entries(
    session: Session, stream: int, before: int | None = None, most: int | None = None
) -> list[Entry]:
    """The records of a stream, such as an instance, newest first, from before a number on."""
    question = _of(stream)
    if before is not None:
        question = question.where(Record.seq < before)
    return read(session.execute(question.limit(most) if most else question))


def newest(session: Session, stream: int, kinds: Collection[Fact]) -> Entry | None:
    """The last record of a stream that is of one of some kinds."""
    return next(iter(read(session.execute(_of_kinds(stream, kinds).limit(1)))), None)


def of_kinds(session: Session, stream: int, kinds: Collection[Fact]) -> list[Entry]:
    """All records of a stream that are of one of some kinds, newest first."""
    return read(session.execute(_of_kinds(stream, kinds)))


def _of_kinds(stream: int, kinds: Collection[Fact]) -> Select[*tuple[Any, ...]]:
    return _of(stream).where(Record.kind.in_([kind.value for kind in kinds]))


def _of(stream: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Record.seq, Record.at, Record.kind, Person.name, Record.body)
        .outerjoin(Person, Person.id == Record.actor_id)
        .where(Record.stream_id == stream)
        .order_by(Record.seq.desc())
    )


def read(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Entry]:
    """The entries in rows of: number, moment, kind, the actor's name, body."""
    return [Entry(seq, at, kind, name, json.loads(body)) for seq, at, kind, name, body in rows]


def entry(session: Session, stream: int, seq: int) -> Entry | None:
    """One record of a stream."""
    found = entries(session, stream, before=seq + 1, most=1)
    return found[0] if found and found[0].seq == seq else None
