"""Handing back what a person has taken and may no longer complete."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from engine import records
from engine.actors import Actor
from engine.models import WorkItem
from engine.records import Fact


def hand_back(
    session: Session, actor: Actor, person_id: int, post_id: int | None, now: datetime
) -> None:
    """Offer a person's open items, of one post or of all, to the holders again.

    Each instance records it; the instances are locked in the order of their ids.
    """
    instances = select(WorkItem.instance_id).where(*_taken(person_id, post_id)).distinct()
    heads = [records.lock(session, i) for i in sorted(session.scalars(instances))]
    head_of = {head.stream: head for head in heads if head}
    # Read again under the locks: an item may have been completed meanwhile.
    rows = session.execute(
        select(WorkItem.instance_id, WorkItem.id, WorkItem.node_id, WorkItem.round)
        .where(*_taken(person_id, post_id), WorkItem.instance_id.in_(head_of))
        .order_by(WorkItem.instance_id, WorkItem.id)
    ).all()
    session.execute(
        update(WorkItem)
        .where(WorkItem.id.in_([row.id for row in rows]))
        .values(person_id=None)
        .execution_options(synchronize_session="fetch")
    )
    for instance, items in groupby(rows, key=lambda row: row.instance_id):
        for _, item, node, round_ in items:
            body = {"item": item, "node": node, "round": round_, "from": person_id}
            body |= {"via": actor.via, "by": "organisation"}
            head = head_of[instance]
            records.append(session, head, Fact.ITEM_HANDED_BACK, now, actor.id, body)


def _taken(person_id: int, post_id: int | None) -> list[ColumnElement[bool]]:
    taken = [WorkItem.person_id == person_id, WorkItem.closed_at.is_(None)]
    return [*taken, WorkItem.post_id == post_id] if post_id is not None else [*taken]
