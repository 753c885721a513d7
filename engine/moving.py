"""Moving instances: to another version, to another step, or back from their end; with a reason.

An instance that stands at one step is moved; in branches it stays. An item whose step stays the
same stays the same item: its draft is kept, its due time unless its standard is another, and
whoever has it if they hold its post. Else it is closed and a new one offered, whose time begins
then; a round that is broken off begins again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import (
    approvals,
    dues,
    holders,
    instance_view,
    instances,
    offers,
    reasons,
    records,
    succession,
    versions,
)
from engine.actors import Actor
from engine.diagram import graph
from engine.diagram.process import Process
from engine.errors import (
    InstanceEnded,
    NotFound,
    NotInForce,
    OnThatVersion,
    PlaceInBranch,
    PlaceMissing,
    PlaceNeedless,
    SeveralBranches,
    Superseded,
)
from engine.instances import Outcome
from engine.models import Instance, Post, Status, Version, WorkItem
from engine.permissions import May
from engine.records import Fact, Head
from engine.succession import State
from engine.versions import Course, Definition
from engine.workflow import STATE_FORMAT, Token


@dataclass(frozen=True)
class Order:
    """Who orders a move, why, and when."""

    actor: Actor
    reason: str
    now: datetime


def to_version(
    session: Session, order: Order, instance_id: int, number: int, places: Mapping[str, str]
) -> Outcome:
    """Let a running instance go on by another version of its SOP.

    It goes on at the step where it stands; `places` names, for one at which it cannot stand by that
    version, another. Raises NotFound, NotAllowed, ReasonMissing, InstanceEnded, OnThatVersion,
    SeveralBranches, PlaceMissing, PlaceInBranch, PlaceNeedless, and as `need_in_force`.
    """
    head, instance, reason = _ordered(session, order, instance_id, act="Moving")
    version = versions.numbered(session, instance.process_id, number)
    if instance.status != Status.RUNNING:
        raise InstanceEnded(title=instance.title, at=instance.ended_at)
    if version.id == instance.version_id:
        raise OnThatVersion(title=instance.title, number=number)
    need_in_force(session, version, order.actor.today)
    item, was = _standing(session, instance), session.get_one(Version, instance.version_id)
    course = versions.course(session, instance_id)
    to, old = versions.definition(session, version.id), course.now.process
    move = _Move(order, head, instance, course.moved(head.seq + 1, to))
    node = _goes_on_at(move, item, places.get(item.node_id))
    instance.version_id = version.id
    moved = _anew(session, move, node) if node != item.node_id else _keep(session, move, item, old)
    body = {"from": was.number, "to": number, "reason": reason, **moved}
    return _recorded(session, move, Fact.INSTANCE_MOVED, body)


def need_in_force(session: Session, version: Version, today: date) -> None:
    """Refuse a version to which instances cannot be moved: any but the one in force.

    So nobody alone undoes for an instance what a second person approved. Raises NotInForce for a
    version that is still to come, Superseded for others.
    """
    line = succession.line(session, version.process_id)
    now, state = line.in_force(today), line.standing(version, today).state
    if now is None or state is State.TO_COME:
        raise NotInForce(number=version.number, day=version.effective_from)
    if now.id != version.id:
        raise Superseded(number=version.number, now=now.number)


def to_step(session: Session, order: Order, instance_id: int, node: str) -> Outcome:
    """Put an instance's token on another step of its version: back, ahead, or again after its end.

    Raises NotFound, NotAllowed, ReasonMissing, SeveralBranches, PlaceInBranch, and PeriodRunning
    when reopening would make a second one.
    """
    _lock_sop(session, instance_id)
    head, instance, reason = _ordered(session, order, instance_id, act="Placing")
    move = _Move(order, head, instance, versions.course(session, instance_id))
    if node not in move.definition.rows:
        raise NotFound(what="step", name=node)
    fact = Fact.TOKEN_PLACED if instance.status == Status.RUNNING else Fact.INSTANCE_REOPENED
    if fact is Fact.INSTANCE_REOPENED:
        _reopen(session, instance)
    else:
        _standing(session, instance)
    body = {"reason": reason, **_anew(session, move, node)}
    return _recorded(session, move, fact, body)


# --- what both do -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Move:
    """An order being carried out on a locked instance, whose course is then another."""

    order: Order
    head: Head
    instance: Instance
    course: Course

    @property
    def definition(self) -> Definition:
        """The definition by which the instance goes on."""
        return self.course.now


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


def _goes_on_at(move: _Move, item: WorkItem, place: str | None) -> str:
    """The node at which what stands at an item goes on: its own, else the one that was chosen."""
    process, title = move.definition.process, move.instance.title
    if graph.can_stand(process, item.node_id):
        # Going back is `to_step`, of which the record says so.
        if place not in (None, item.node_id):
            raise PlaceNeedless(row=item.row_no, title=title)
        return item.node_id
    node = place or item.node_id
    if node not in move.definition.rows:
        raise PlaceMissing(row=item.row_no, title=title)
    return node


def _reopen(session: Session, instance: Instance) -> None:
    version = session.get_one(Version, instance.version_id)
    instances.refuse_second(session, version, instance.period)
    instance.status, instance.ended_at = Status.RUNNING, None


def _place(move: _Move, node: str) -> Sequence[Token]:
    """Store that the instance stands at a node; its tokens."""
    if graph.in_branch(move.definition.process, node):
        raise PlaceInBranch(row=move.definition.rows[node])
    position = move.definition.spec.place(node)
    move.instance.state, move.instance.state_format = position.state, STATE_FORMAT
    return position.tokens


def _anew(session: Session, move: _Move, node: str) -> dict[str, Any]:
    """Begin a step, even the one where the instance stands; what the record says of it.

    The approvals given at that step or after it become void, and drafts of the former go.
    """
    tokens, items = _place(move, node), _open_items(session, move.instance)
    instance, definition, seq = move.instance.id, move.definition, move.head.seq + 1
    for item in items:
        item.closed_at, item.closed_seq = move.order.now, seq
    closed = [item.id for item in items]
    session.flush()
    offers.forget_typed(session, closed)
    voided = approvals.void(session, instance, move.course, node, seq)
    opening = offers.Opening(instance, definition, move.order.now, seq)
    opened = offers.open_items(session, opening, tokens, instance_view.rounds(session, instance))
    left = [{"node": item.node_id, "row": item.row_no} for item in items]
    moved = {"node": node, "closed": closed, "opened": opened, "voided": voided}
    return moved | ({"left": left[0]} if left else {})


def _keep(session: Session, move: _Move, item: WorkItem, old: Process) -> dict[str, Any]:
    """The same item under another version: its post, who has it and when it is due found anew."""
    definition, before = move.definition, (item.due_at, item.post_id, item.person_id)
    node = definition.process.node[item.node_id]
    item.due_at = dues.reckoned(session, item, old, definition.process)
    item.token, item.name = _place(move, node.id)[0].id, node.name
    item.row_no, item.post_id = definition.rows[node.id], definition.post(node.id)
    if item.person_id is not None:
        holding = holders.of(session, [item.post_id], move.order.now)
        if item.person_id not in {holder.person_id for holder in holding}:
            item.person_id = None
    return {"node": node.id, "kept": item.id, **_otherwise(session, item, *before)}


def _otherwise(
    session: Session, item: WorkItem, due: datetime, post: int, taker: int | None
) -> dict[str, Any]:
    """What a kept item has that was otherwise before: its due time, its post, who has it."""
    changed: dict[str, Any] = {}
    if item.due_at != due:
        changed["due"] = {"from": offers.written(due), "to": offers.written(item.due_at)}
    if item.post_id != post:
        names = [session.get_one(Post, one).name for one in (post, item.post_id)]
        changed["offered"] = dict(zip(("from", "to"), names, strict=True))
    if item.person_id != taker:
        changed["untaken"] = taker
    return changed


def _recorded(session: Session, move: _Move, fact: Fact, body: dict[str, Any]) -> Outcome:
    session.flush()
    about, order = body | {"via": move.order.actor.via}, move.order
    records.append(session, move.head, fact, order.now, order.actor.id, about)
    return Outcome(move.instance.id, Status.RUNNING)
