"""The records of a stream as entries, the newest first; who may read them is asked before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from engine.models import Person, Record

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
    session: Session, instance_id: int, before: int | None = None, most: int | None = None
) -> list[Entry]:
    """The records of an instance, newest first, from before a number on."""
    question = (
        select(Record.seq, Record.at, Record.kind, Person.name, Record.body)
        .outerjoin(Person, Person.id == Record.actor_id)
        .where(Record.stream_id == instance_id)
        .order_by(Record.seq.desc())
    )
    if before is not None:
        question = question.where(Record.seq < before)
    return read(session.execute(question.limit(most) if most else question))


def read(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Entry]:
    """The entries in rows of: number, moment, kind, the actor's name, body."""
    return [Entry(seq, at, kind, name, json.loads(body)) for seq, at, kind, name, body in rows]


def entry(session: Session, instance_id: int, seq: int) -> Entry | None:
    """One record of an instance."""
    found = entries(session, instance_id, before=seq + 1, most=1)
    return found[0] if found and found[0].seq == seq else None
