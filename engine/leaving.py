"""Steps that an instance did not do: where it was taken away, and what it was led past."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import history
from engine.diagram import graph
from engine.diagram.process import Process
from engine.models import WorkItem
from engine.records import Fact


def left(session: Session, instance_id: int) -> set[str]:
    """The nodes whose last item was closed by a move or a stop, not by whoever completed it."""
    last = select(func.max(WorkItem.id)).where(WorkItem.instance_id == instance_id)
    found = select(WorkItem.node_id).where(
        WorkItem.id.in_(last.group_by(WorkItem.node_id)),
        WorkItem.closed_at.is_not(None),
        WorkItem.closed_by.is_(None),
    )
    return set(session.scalars(found))


def passed_over(
    session: Session, instance_id: int, process: Process, now: Collection[str]
) -> set[str]:
    """The steps between those where moves began and ended, to which no way leads on from now."""
    moves = history.of_kinds(session, instance_id, (Fact.TOKEN_PLACED, Fact.INSTANCE_MOVED))
    past = {node for move in moves for node in between(process, move.body)}
    return past - {node for at in now for node in graph.downstream(process, at)}


def between(process: Process, move: Mapping[str, Any]) -> list[str]:
    """The steps that a move led past, in walking order: on the ways from where it began ahead."""
    start, end = move.get("left", {}).get("node"), move["node"]
    if start not in process.node or end not in process.node or start == end:
        return []
    ahead = graph.downstream(process, start) - {start, end}
    if end not in graph.downstream(process, start):
        return []
    tasks = {node.id for node in process.user_tasks} & ahead
    order = (node for node in graph.walking_order(process) if node in tasks)
    return [node for node in order if end in graph.downstream(process, node)]
