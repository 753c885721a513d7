"""Moving instances: to another version, to another step, or back from their end; with a reason.

An instance that stands at one step is moved; in branches it stays. An item whose step stays the
same stays the same item: its clock, its draft and whoever has it are kept, unless its post is
another. Else it is closed and a new one offered; a round that is broken off begins again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import approvals, history, holders, instances, offers, reasons, records, versions
from engine.actors import Actor
from engine.diagram import graph
from engine.errors import (
    AlreadyExists,
    InstanceEnded,
    NotFound,
    NotInForce,
    PlaceInBranch,
    PlaceMissing,
    SeveralBranches,
)
from engine.instances import Outcome
from engine.models import Instance, Status, Version, WorkItem
from engine.permissions import May
from engine.records import Fact, Head
from engine.versions import Definition
from engine.workflow import STATE_FORMAT


@dataclass(frozen=True)
class Order:
    """Who orders a move, why, and when."""

    actor: Actor
    reason: str
    now: datetime


def to_version(
    session: Session, order: Order, instance_id: int, number: int, place: str = ""
) -> Outcome:
    """Let a running instance go on by another version of its SOP.

    `place` is the node where it goes on, by default the one where it stands. Raises NotFound,
    NotAllowed, ReasonMissing, InstanceEnded, AlreadyExists (it is on that version),
    NotInForce, SeveralBranches, PlaceMissing, PlaceInBranch.
    """
    head, instance, reason = _ordered(session, order, instance_id, act="Moving")
    version = versions.numbered(session, instance.process_id, number)
    if instance.status != Status.RUNNING:
        raise InstanceEnded(title=instance.title, at=instance.ended_at)
    if version.effective_from > order.actor.today:
        raise NotInForce(number=number, day=version.effective_from)
    if version.id == instance.version_id:
        raise AlreadyExists(what="version", name=number)
    definition = versions.definition(session, version.id)
    item = _standing(session, instance)
    node = place or item.node_id
    if node not in definition.rows:
        raise PlaceMissing(row=item.row_no, title=instance.title)
    before = session.get_one(Version, instance.version_id).number
    instance.version_id = version.id
    moved = _put(session, order, head, instance, definition, node)
    body = {"from": before, "to": number, "reason": reason, **moved}
    return _recorded(session, order, head, instance, Fact.INSTANCE_MOVED, body)


def to_step(session: Session, order: Order, instance_id: int, node: str) -> Outcome:
    """Put an instance's token on another step of its version: back, ahead, or again after its end.

    Raises NotFound, NotAllowed, ReasonMissing, SeveralBranches, PlaceInBranch, and PeriodRunning
    when reopening would make a second one.
    """
    _lock_sop(session, instance_id)
    head, instance, reason = _ordered(session, order, instance_id, act="Placing")
    definition = versions.definition(session, instance.version_id)
    if node not in definition.rows:
        raise NotFound(what="step", name=node)
    fact = Fact.TOKEN_PLACED if instance.status == Status.RUNNING else Fact.INSTANCE_REOPENED
    if fact is Fact.INSTANCE_REOPENED:
        _reopen(session, instance)
    else:
        _standing(session, instance)
    moved = _put(session, order, head, instance, definition, node, again=True)
    body = {"reason": reason, **moved}
    return _recorded(session, order, head, instance, fact, body)


# --- what both do -----------------------------------------------------------------------------


def _ordered(
    session: Session, order: Order, instance_id: int, act: str
) -> tuple[Head, Instance, str]:
    head = records.lock(session, instance_id)
    instance = session.get(Instance, instance_id, populate_existing=True)
    if head is None or instance is None:
        raise NotFound(what="instance", name=instance_id)
    order.actor.need(May.MOVE, instance.process_id)
    return head, instance, reasons.given(order.reason, act)


def _lock_sop(session: Session, instance_id: int) -> None:
    """Lock the SOP, whose id is the lower one, so that no second instance of a period begins."""
    found = select(Instance.process_id).where(Instance.id == instance_id)
    records.lock_by(session, records.locking(found.scalar_subquery()))


def _open_items(session: Session, instance: Instance) -> list[WorkItem]:
    is_open = (WorkItem.instance_id == instance.id, WorkItem.closed_at.is_(None))
    found = select(WorkItem).where(*is_open).order_by(WorkItem.id)
    return list(session.scalars(found.execution_options(populate_existing=True)))


def _standing(session: Session, instance: Instance) -> WorkItem:
    """The one item of an instance that stands at one step; else raises SeveralBranches."""
    items = _open_items(session, instance)
    process = versions.definition(session, instance.version_id).process
    if len(items) != 1 or graph.in_branch(process, items[0].node_id):
        raise SeveralBranches(title=instance.title)
    return items[0]


def _reopen(session: Session, instance: Instance) -> None:
    version = session.get_one(Version, instance.version_id)
    instances.refuse_second(session, version, instance.period)
    instance.status, instance.ended_at = Status.RUNNING, None


def _put(
    session: Session,
    order: Order,
    head: Head,
    instance: Instance,
    definition: Definition,
    node: str,
    again: bool = False,
) -> dict[str, Any]:
    """Store the new position; keep the item that waits at that very step, or offer a new one.

    With `again` the step begins anew even where it stands there already. With a new item the
    approvals given at that step or after it become void, and drafts of the former go.
    """
    if graph.in_branch(definition.process, node):
        raise PlaceInBranch(row=definition.rows[node])
    position = definition.spec.place(node)
    instance.state, instance.state_format = position.state, STATE_FORMAT
    items = _open_items(session, instance)
    kept = next((item for item in items if item.node_id == node and not again), None)
    if kept is not None:
        _keep(session, order, kept, definition, position.tokens[0].id)
        return {"node": node, "kept": kept.id}
    seq = head.seq + 1
    for item in items:
        item.closed_at, item.closed_seq = order.now, seq
    closed = [item.id for item in items]
    session.flush()
    offers.forget_typed(session, closed)
    voided = approvals.void(session, instance.id, definition.process, node, seq)
    opening = offers.Opening(instance.id, definition, order.now, seq)
    rounds = history.rounds(session, instance.id)
    opened = offers.open_items(session, opening, position.tokens, rounds)
    return {"node": node, "closed": closed, "opened": opened, "voided": voided}


def _keep(
    session: Session, order: Order, item: WorkItem, definition: Definition, token: bytes
) -> None:
    """The same item under another version: its post is found anew, and who has it with it."""
    node = definition.process.node[item.node_id]
    item.token, item.name, item.row_no = token, node.name, definition.rows[node.id]
    item.post_id = definition.post(node.id)
    if item.person_id is not None:
        holding = holders.of(session, [item.post_id], order.now)
        if item.person_id not in {holder.person_id for holder in holding}:
            item.person_id = None
    session.flush()


def _recorded(
    session: Session,
    order: Order,
    head: Head,
    instance: Instance,
    fact: Fact,
    body: dict[str, Any],
) -> Outcome:
    session.flush()
    about = body | {"via": order.actor.via}
    records.append(session, head, fact, order.now, order.actor.id, about)
    return Outcome(instance.id, Status.RUNNING)
