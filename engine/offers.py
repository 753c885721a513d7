"""Work items as they are offered: opening them, and remembering what was completed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.orm import Session

from engine import calendars
from engine.models import FormDraft, StepState, TableDraft, Upload, WorkItem, plain
from engine.versions import Definition
from engine.workflow import Token


@dataclass(frozen=True)
class Opening:
    """The act that opens items: of which instance, when, and by which record."""

    instance_id: int
    definition: Definition
    now: datetime
    seq: int


@dataclass(frozen=True)
class Clock:
    """The clock of an SOP row that a completed step hands on to the next step of that row."""

    row: str
    due_at: datetime


def open_items(
    session: Session,
    opening: Opening,
    tokens: Sequence[Token],
    rounds: Mapping[str, int],
    clock: Clock | None = None,
) -> list[dict[str, Any]]:
    """Offer new tokens to the posts of their lanes; the new items, as the record keeps them.

    Tasks of one SOP row share its standard time: the second one is due when the first one was,
    unless it was reached by a return.
    """
    rows = [_row(session, opening, token.node, token.id, rounds, clock) for token in tokens]
    if not rows:
        return []
    ids = session.scalars(_ADD, rows).all()
    return [_recorded(item, row) for item, row in zip(ids, rows, strict=True)]


def _row(
    session: Session,
    opening: Opening,
    node_id: str,
    token: bytes,
    rounds: Mapping[str, int],
    clock: Clock | None,
) -> dict[str, Any]:
    definition = opening.definition
    node, row = definition.process.node[node_id], definition.rows[node_id]
    duration = definition.durations[node_id]
    shares = clock is not None and clock.row == row
    return {
        "instance_id": opening.instance_id,
        "node_id": node.id,
        "round": rounds.get(node.id, 0) + 1,
        "row_no": row,
        "name": node.name,
        "post_id": definition.post(node.id),
        "token": token,
        "opened_at": opening.now,
        "opened_seq": opening.seq,
        "due_at": clock.due_at
        if clock and shares
        else calendars.due(session, opening.now, duration),
    }


def _recorded(item: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "item": item,
        "node": row["node_id"],
        "round": row["round"],
        "post": row["post_id"],
        "due": written(row["due_at"]),
    }


def written(due: datetime) -> str:
    """A due time as records keep it."""
    return due.isoformat(timespec="seconds")


def remember(session: Session, opening: Opening, node: str, round_: int, first: bool) -> None:
    """Keep that the act's record holds the latest answers of a node."""
    step = {"instance": opening.instance_id, "node": node, "to_round": round_}
    session.execute(_FIRST if first else _AGAIN, step | {"to_seq": opening.seq})


def forget_typed(session: Session, items: Collection[int]) -> None:
    """Let go of what people typed into items that are closed, and uploaded and did not send."""
    for kind in (FormDraft, TableDraft, Upload):
        session.execute(delete(kind).where(kind.item_id.in_(items)))


_STEP = plain(StepState)
_ADD = insert(plain(WorkItem)).returning(plain(WorkItem).c.id, sort_by_parameter_order=True)
_LATEST: dict[str, Any] = {"round": bindparam("to_round"), "seq": bindparam("to_seq")}
_FIRST = insert(_STEP).values(
    _LATEST | {"instance_id": bindparam("instance"), "node_id": bindparam("node")}
)
_AGAIN = (
    update(_STEP)
    .where(_STEP.c.instance_id == bindparam("instance"), _STEP.c.node_id == bindparam("node"))
    .values(_LATEST)
)
