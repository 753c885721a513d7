"""What an instance holds: the latest completion of each step, with its answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from engine.models import Person, Record, StepState, plain
from engine.records import Fact

# So many completions are read at once where the record is read backwards.
_AT_ONCE = 32


@dataclass(frozen=True)
class Author:
    """Who typed something; `id` is None where a record does not say it."""

    id: int | None
    name: str


@dataclass(frozen=True)
class Completed:
    """A completion of a step: by which record, when, by whom, for which post.

    One that `is_return` led back, and says for which `reason`; others may give one, too.
    `contributors` filled its tables in beside the sender, by the keys of these.
    """

    node: str
    round: int
    seq: int
    at: datetime
    name: str
    post: str
    capacity: str
    answers: Mapping[str, Any]
    person_id: int | None = None
    reason: str = ""
    is_return: bool = False
    contributors: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sender(self) -> Author:
        """Who sent it."""
        return Author(self.person_id, self.name)

    def author(self, table: str, id: str, column: str) -> Author:
        """Who typed a cell of the table of a field: one who filled it in too, else the sender."""
        return author(self.contributors.get(table, ()), id, column) or self.sender


def author(told: Iterable[Mapping[str, Any]], id: str, column: str) -> Author | None:
    """Who of the contributors that a record names typed a cell; None where none of them did.

    The first records only counted their indicators: of those nobody knows it.
    """
    for one in told:
        cells = one["indicators"]
        if isinstance(cells, Mapping) and {"", column} & set(cells.get(id, ())):
            return Author(one["person"], one["name"])
    return None


def latest(session: Session, instance_id: int) -> list[Completed]:
    """The latest completion of each step, in their order. One statement."""
    return _read(session, _LATEST, {"instance": instance_id})


def after(completed: Sequence[Completed], done: Completed) -> list[Completed]:
    """What is completed once a step is completed: its earlier completion gives way."""
    return [*(one for one in completed if one.node != done.node), done]


def afterwards(completed: Sequence[Completed], told: Sequence[Completed]) -> list[Completed]:
    """The same once several are completed, one after the other."""
    for done in told:
        completed = after(completed, done)
    return list(completed)


def answerers(completed: Sequence[Completed]) -> dict[str, str]:
    """The step that answered each field last, by the field's key."""
    return {key: one.node for one in completed for key in one.answers}


def corrected(then: Sequence[Completed], now: Sequence[Completed]) -> list[Completed]:
    """The steps that were completed by then, with what they answer now."""
    answers = {one.node: one.answers for one in now}
    return [replace(one, answers=answers[one.node]) for one in then]


def as_of(session: Session, instance_id: int, seq: int) -> list[Completed]:
    """The same as it was once the record `seq` had been written; reads the whole record."""
    told = _read(session, _AS_OF, {"instance": instance_id, "seq": seq})
    return sorted({one.node: one for one in told}.values(), key=lambda one: one.seq)


def since(session: Session, instance_id: int, seq: int) -> list[Completed]:
    """All completions of an instance after a record, in their order. One statement."""
    return _read(session, _SINCE, {"instance": instance_id, "seq": seq})


def before(session: Session, instance_id: int, seq: int, nodes: Collection[str]) -> list[Completed]:
    """The latest completion of each of these steps up to a record, in their order.

    Reads the record backwards, as far as it must: of steps that were done, the others cost it all.
    """
    found, left = dict[str, Completed](), set(nodes)
    while left and (told := _read(session, _BACK, {"instance": instance_id, "seq": seq})):
        for one in told:
            if one.node in left:
                found[one.node] = one
                left.remove(one.node)
        seq = told[-1].seq - 1
    return sorted(found.values(), key=lambda one: one.seq)


def _read(session: Session, question: Select[Any], asked: dict[str, int]) -> list[Completed]:
    return [_completed(row) for row in session.execute(question, asked)]


def _completed(row: Any) -> Completed:
    body = json.loads(row.body)
    # The name as it was then; records from before it was kept there take today's.
    name = body.get("name", row.name)
    about = (body.get("post", ""), body.get("capacity", ""), body.get("answers", {}))
    way = (row.actor_id, body.get("reason", ""), row.kind == Fact.STEP_RETURNED)
    beside = body.get("contributors", {})
    return Completed(body["node"], body["round"], row.seq, row.at, name, *about, *way, beside)


_RECORD, _STEP, _PERSON = plain(Record).c, plain(StepState).c, plain(Person).c
_STEPS = select(
    _RECORD.seq, _RECORD.at, _RECORD.kind, _RECORD.actor_id, _RECORD.body, _PERSON.name
).select_from(plain(Record).join(plain(Person), _PERSON.id == _RECORD.actor_id))
_LATEST = (
    _STEPS.join(
        plain(StepState),
        (_STEP.instance_id == _RECORD.stream_id) & (_STEP.seq == _RECORD.seq),
    )
    .where(_STEP.instance_id == bindparam("instance"))
    .order_by(_RECORD.seq)
)
_EVERY = _STEPS.where(
    _RECORD.stream_id == bindparam("instance"),
    _RECORD.kind.in_([Fact.STEP_COMPLETED.value, Fact.STEP_RETURNED.value]),
)
_UP_TO = _EVERY.where(_RECORD.seq <= bindparam("seq"))
_AS_OF = _UP_TO.order_by(_RECORD.seq)
_BACK = _UP_TO.order_by(_RECORD.seq.desc()).limit(_AT_ONCE)
_SINCE = _EVERY.where(_RECORD.seq > bindparam("seq")).order_by(_RECORD.seq)
