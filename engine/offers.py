"""Work items as they are offered: opening them, and how a row of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from engine import calendars
from engine.models import Instance, StepState, WorkItem
from engine.versions import Definition
from engine.workflow import Token


@dataclass(frozen=True)
class Done:
    """The step just completed, when it hands its row's clock on to the next step of that row."""

    row: str
    due_at: datetime


def open_items(
    session: Session,
    instance: Instance,
    definition: Definition,
    tokens: Sequence[Token],
    rounds: dict[str, int],
    now: datetime,
    seq: int,
    done: Done | None = None,
) -> list[dict[str, Any]]:
    """Offer new tokens to the posts of their lanes; the new items, as the record keeps them.

    Tasks of one SOP row share its standard time: the second one is due when the first one was,
    unless it was reached by a return.
    """
    rows = [_row(session, instance, definition, t, rounds, now, seq, done) for t in tokens]
    if not rows:
        return []
    ids = session.scalars(
        insert(WorkItem).returning(WorkItem.id, sort_by_parameter_order=True), rows
    ).all()
    return [_recorded(item, row) for item, row in zip(ids, rows, strict=True)]


def _row(
    session: Session,
    instance: Instance,
    definition: Definition,
    token: Token,
    rounds: dict[str, int],
    now: datetime,
    seq: int,
    done: Done | None,
) -> dict[str, Any]:
    node = definition.process.node[token.node]
    row = definition.rows[node.id]
    duration = node.step.standard.duration if node.step else ""
    shares = done is not None and done.row == row
    return {
        "instance_id": instance.id,
        "node_id": node.id,
        "round": rounds.get(node.id, 0) + 1,
        "row_no": row,
        "name": node.name,
        "post_id": definition.post(node.id),
        "token": token.id,
        "opened_at": now,
        "opened_seq": seq,
        "due_at": done.due_at if done and shares else calendars.due(session, now, duration),
    }


def _recorded(item: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "item": item,
        "node": row["node_id"],
        "round": row["round"],
        "post": row["post_id"],
        "due": row["due_at"].isoformat(timespec="seconds"),
    }


def remember(
    session: Session, instance: int, node: str, round_: int, seq: int, first: bool
) -> None:
    """Keep which record holds the latest answers of a node."""
    if first:
        row = {"instance_id": instance, "node_id": node, "round": round_, "seq": seq}
        session.execute(insert(StepState).values(row))
        return
    session.execute(
        update(StepState)
        .where(StepState.instance_id == instance, StepState.node_id == node)
        .values(round=round_, seq=seq)
    )
