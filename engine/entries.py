"""The records of instances as an auditor reads them: each with the version by which it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.bound_posts import BoundPosts, Steps
from engine.models import Record
from engine.records import Fact

DONE = (Fact.STEP_COMPLETED, Fact.STEP_RETURNED)
_FACTS = (
    *DONE,
    Fact.TOKEN_PLACED,
    Fact.INSTANCE_STARTED,
    Fact.INSTANCE_STOPPED,
    Fact.INSTANCE_REOPENED,
    Fact.INSTANCE_MOVED,
    Fact.COPY_ADDED,
)


@dataclass(frozen=True)
class Entry:
    """A record of an instance, and of what it ran on by then: SOP, version, posts of its steps."""

    stream: int
    seq: int
    at: datetime
    kind: str
    actor: int | None
    body: dict[str, Any]
    sop: int | None
    version: int
    posts: Steps


def read(session: Session, bound: BoundPosts) -> Iterator[list[Entry]]:
    """The records of one instance after the other."""
    for _, rows in groupby(session.execute(_RECORDS), itemgetter(0)):
        yield list(_entries(rows, bound))


def _entries(rows: Iterator[Any], bound: BoundPosts) -> Iterator[Entry]:
    sop, version = None, 0
    for stream, seq, at, kind, actor, text in rows:
        body = json.loads(text)
        if kind == Fact.INSTANCE_STARTED:
            sop, version = bound.sops.get(body["digest"]), body["version"]
        elif kind == Fact.INSTANCE_MOVED:
            version = body["to"]
        yield Entry(stream, seq, at, kind, actor, body, sop, version, bound.of(sop, version))


_RECORDS = (
    select(Record.stream_id, Record.seq, Record.at, Record.kind, Record.actor_id, Record.body)
    .where(Record.kind.in_([fact.value for fact in _FACTS]))
    .order_by(Record.stream_id, Record.seq)
    .execution_options(yield_per=1000)
)
