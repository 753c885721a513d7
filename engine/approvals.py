"""Approvals: what completing a step gives when it means paraf, signature or enactment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine.actors import Held
from engine.diagram import graph
from engine.diagram.process import Flow
from engine.locking import Locked
from engine.models import Approval, ApprovalVoid, plain


def give(session: Session, item: Locked, held: Held, now: datetime, seq: int) -> None:
    """Give the approval that completing an item means, by the record of that number."""
    session.execute(
        insert(plain(Approval)),
        {
            "instance_id": item.row.instance_id,
            "item_id": item.row.id,
            "node_id": item.node.id,
            "seq": seq,
            "meaning": item.step.meaning.value,
            "person_id": item.actor.id,
            "name": item.actor.name,
            "capacity": held.capacity,
            "post_name": held.name,
            "at": now,
        },
    )


def void(session: Session, item: Locked, flow: Flow, seq: int) -> list[int]:
    """Void the approvals given at or after the target of a return; the records that gave them."""
    after = graph.downstream(item.definition.process, flow.target)
    instance = item.row.instance_id
    is_void = select(ApprovalVoid.approval_id).where(ApprovalVoid.approval_id == Approval.id)
    rows = session.execute(
        select(Approval.id, Approval.seq).where(
            Approval.instance_id == instance, Approval.node_id.in_(after), ~is_void.exists()
        )
    ).all()
    if rows:
        voids = [{"approval_id": id_, "stream_id": instance, "seq": seq} for id_, _ in rows]
        session.execute(insert(plain(ApprovalVoid)), voids)
    return [given for _, given in rows]
