"""Completing a step: one transaction in which state, inbox and history change together.

Lock, read, check, run, and write down; any exception undoes all of it and leaves the item open.
Eleven statements and one commit for a plain step; a paraf adds one, a return two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from engine import offers, records, versions
from engine.actors import Actor, Held
from engine.diagram import graph
from engine.diagram.process import Flow, Meaning, Node, Step
from engine.diagram.runnable import DECISION
from engine.errors import (
    AlreadyDone,
    DecisionMissing,
    DecisionUnknown,
    InstanceEnded,
    NotFound,
    NotYours,
    ReasonMissing,
    TakenByAnother,
)
from engine.fields import Field, FieldType, typed, validate
from engine.instances import COMPLETED, RUNNING, SHORTEST_REASON, Outcome, name_of
from engine.models import (
    Approval,
    ApprovalVoid,
    FormDraft,
    Instance,
    Notice,
    Record,
    StepState,
    WorkItem,
)
from engine.records import Fact, Head
from engine.workflow import Position


@dataclass(frozen=True)
class Sent:
    """What a person sent with a step: answers as typed, the decision's name or flow, a reason."""

    values: Mapping[str, object]
    decision: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Case:
    """All that is known of a locked item when it is about to be completed."""

    head: Head
    item: WorkItem
    instance: Instance
    held: Held
    definition: versions.Definition
    latest: dict[str, tuple[int, int, dict[str, Any]]]

    @property
    def node(self) -> Node:
        """The item's node."""
        return self.definition.process.node[self.item.node_id]

    @property
    def step(self) -> Step:
        """The item's step."""
        return self.node.step or Step()

    @property
    def rounds(self) -> dict[str, int]:
        """The latest completed round of each node."""
        return {node: round_ for node, (round_, _, _) in self.latest.items()}


def complete(session: Session, actor: Actor, item_id: int, sent: Sent, now: datetime) -> Outcome:
    """Complete an item with answers and, where the step ends with a decision, that decision.

    An unclaimed item is thereby taken. Raises NotYours, TakenByAnother, AlreadyDone,
    InstanceEnded, InvalidValues, DecisionMissing, DecisionUnknown, ReasonMissing.
    """
    case = _case(session, actor, item_id)
    checks = checked(case.definition, case.node, sent)
    flow, goes_back, answers = checks.flow, checks.goes_back, checks.answers
    position = case.definition.spec.complete(
        case.instance.state or b"", case.item.token, _readable(case, answers, flow)
    )
    body = {
        **_about(case, actor),
        "answers": answers,
        "decision": flow.id if flow else None,
        "reason": checks.reason or None,
        "opened": _move(session, case, actor, position, flow, goes_back, now),
        "ended": position.ended,
    }
    if goes_back and flow is not None:
        body["voided"] = _void(session, case, flow)
    elif case.step.meaning is not Meaning.DONE:
        _approve(session, case, actor, now)
    _notify(session, case, goes_back, now)
    fact = Fact.STEP_RETURNED if goes_back else Fact.STEP_COMPLETED
    records.append(session, case.head, fact, now, actor.id, body)
    session.execute(delete(FormDraft).where(FormDraft.item_id == item_id))
    return Outcome(case.instance.id, COMPLETED if position.ended else RUNNING)


@dataclass(frozen=True)
class Checked:
    """What was sent with a step, found acceptable: the answers as they are stored."""

    answers: dict[str, object]
    flow: Flow | None
    goes_back: bool
    reason: str


def checked(definition: versions.Definition, node: Node, sent: Sent) -> Checked:
    """Check what was sent with a step, without completing it.

    A return needs a reason, and leaves required fields alone. Raises InvalidValues,
    DecisionMissing, DecisionUnknown, ReasonMissing.
    """
    flow = chosen(definition, node.id, sent.decision)
    goes_back = flow is not None and graph.is_return(definition.process, flow)
    reason = one_text(sent.reason)
    if flow is not None and goes_back and len(reason) < SHORTEST_REASON:
        raise ReasonMissing(decision=flow.name)
    fields = node.step.fields if node.step else ()
    return Checked(validate(fields, sent.values, partial=goes_back), flow, goes_back, reason)


def one_text(reason: str) -> str:
    """A reason as it is kept: checked and normalised like any long text of a form."""
    field = Field("reason", FieldType.AREA)
    return str(validate([field], {"reason": reason}).get("reason", ""))


def chosen(definition: versions.Definition, node: str, decision: str | None) -> Flow | None:
    """The flow that a decision names, by its name in either language or its id."""
    flows = graph.decisions(definition.process, node)
    choices = ", ".join(flow.name for flow in flows)
    if not flows:
        if decision:
            raise DecisionUnknown(decision=decision, choices="–")
        return None
    if not decision:
        raise DecisionMissing(choices=choices)
    wanted = " ".join(decision.split()).casefold()
    for flow in flows:
        if decision == flow.id or wanted in (flow.name.casefold(), flow.name_en.casefold()):
            return flow
    raise DecisionUnknown(decision=decision, choices=choices)


# --- reading ----------------------------------------------------------------------------------


def _case(session: Session, actor: Actor, item_id: int) -> Case:
    head, item, instance = locked(session, item_id)
    held = open_to(session, actor, item, instance)
    definition = versions.definition(session, instance.version_id)
    return Case(head, item, instance, held, definition, _latest(session, instance.id))


def locked(session: Session, item_id: int) -> tuple[Head, WorkItem, Instance]:
    """An item with its instance, read anew under the lock of the instance; raises NotFound."""
    instance_of = select(WorkItem.instance_id).where(WorkItem.id == item_id).scalar_subquery()
    head = records.lock(session, instance_of)
    if head is None:
        raise NotFound(what="task", name=item_id)
    item, instance = session.execute(
        select(WorkItem, Instance)
        .join(Instance, Instance.id == WorkItem.instance_id)
        .where(WorkItem.id == item_id)
        # What this session read before it had the lock may be old by now.
        .execution_options(populate_existing=True)
    ).one()
    return head, item, instance


def open_to(session: Session, actor: Actor, item: WorkItem, instance: Instance) -> Held:
    """The holding by which an open item is the actor's to complete; raises why it is not."""
    held = actor.holding(item.post_id)
    if held is None:
        # Whoever may not work here learns nothing of what became of the item.
        raise NotYours()
    if item.closed_at is not None and item.closed_by is not None:
        raise AlreadyDone(name=name_of(session, item.closed_by), at=item.closed_at)
    if item.closed_at is not None:
        raise InstanceEnded(title=instance.title, at=item.closed_at)
    if item.person_id not in (None, actor.id):
        raise TakenByAnother(name=name_of(session, item.person_id))
    return held


def _latest(session: Session, instance: int) -> dict[str, tuple[int, int, dict[str, Any]]]:
    rows = session.execute(
        select(StepState.node_id, StepState.round, StepState.seq, Record.body)
        .join(Record, (Record.stream_id == instance) & (Record.seq == StepState.seq))
        .where(StepState.instance_id == instance)
        .order_by(StepState.seq)
    )
    return {node: (round_, seq, json.loads(body)) for node, round_, seq, body in rows}


def _readable(case: Case, answers: dict[str, object], flow: Flow | None) -> dict[str, object]:
    """What conditions can read: the latest answers of each step, the newest winning."""
    values: dict[str, object] = {}
    if case.definition.has_conditions:
        for node, (_, _, body) in case.latest.items():
            step = case.definition.process.node[node].step or Step()
            values |= typed(step.fields, body.get("answers", {}))
        values |= typed(case.step.fields, answers)
    return values | {DECISION: flow.id if flow else None}


# --- writing ----------------------------------------------------------------------------------


def _about(case: Case, actor: Actor) -> dict[str, Any]:
    return {
        "item": case.item.id,
        "node": case.node.id,
        "round": case.item.round,
        "meaning": case.step.meaning.value,
        "post": case.held.name,
        "capacity": case.held.capacity,
        "decree": case.held.decree or None,
        "via": actor.via,
    }


def _move(
    session: Session,
    case: Case,
    actor: Actor,
    position: Position,
    flow: Flow | None,
    goes_back: bool,
    now: datetime,
) -> list[dict[str, Any]]:
    """Close the item, offer the next ones and store the position; the items opened."""
    seq = case.head.seq + 1
    _close(session, case, actor, flow, now, seq)
    first = case.node.id not in case.latest
    offers.remember(session, case.instance.id, case.node.id, case.item.round, seq, first)
    waiting = _offered(session, case) if case.definition.has_branches else set[bytes]()
    fresh = [token for token in position.tokens if token.id not in waiting]
    rounds = case.rounds | {case.node.id: case.item.round}
    done = None if goes_back else offers.Done(case.item.row_no, case.item.due_at)
    opened = offers.open_items(
        session, case.instance, case.definition, fresh, rounds, now, seq, done
    )
    _store(session, case, position, now)
    return opened


def _close(
    session: Session, case: Case, actor: Actor, flow: Flow | None, now: datetime, seq: int
) -> None:
    session.execute(
        update(WorkItem)
        .where(WorkItem.id == case.item.id, WorkItem.closed_at.is_(None))
        .values(
            person_id=actor.id,
            closed_at=now,
            closed_by=actor.id,
            closed_seq=seq,
            flow_id=flow.id if flow else None,
        )
        .execution_options(synchronize_session=False)
    )


def _offered(session: Session, case: Case) -> set[bytes]:
    """The tokens that other branches have been offering all along."""
    return set(
        session.scalars(
            select(WorkItem.token).where(
                WorkItem.instance_id == case.instance.id, WorkItem.closed_at.is_(None)
            )
        )
    )


def _store(session: Session, case: Case, position: Position, now: datetime) -> None:
    values: dict[str, Any] = {"state": position.state}
    if position.ended:
        values |= {"status": COMPLETED, "ended_at": now}
    session.execute(
        update(Instance)
        .where(Instance.id == case.instance.id)
        .values(values)
        .execution_options(synchronize_session=False)
    )


def _approve(session: Session, case: Case, actor: Actor, now: datetime) -> None:
    session.execute(
        insert(Approval).values(
            instance_id=case.instance.id,
            item_id=case.item.id,
            node_id=case.node.id,
            seq=case.head.seq + 1,
            meaning=case.step.meaning.value,
            person_id=actor.id,
            name=actor.name,
            capacity=case.held.capacity,
            post_name=case.held.name,
            at=now,
        )
    )


def _void(session: Session, case: Case, flow: Flow) -> list[int]:
    """Void the approvals given at or after the target of a return; the records that gave them."""
    after = graph.downstream(case.definition.process, flow.target)
    rows = session.execute(
        select(Approval.id, Approval.seq).where(
            Approval.instance_id == case.instance.id,
            Approval.node_id.in_(after),
            ~select(ApprovalVoid.approval_id)
            .where(ApprovalVoid.approval_id == Approval.id)
            .exists(),
        )
    ).all()
    if rows:
        seq = case.head.seq + 1
        stream = case.instance.id
        session.execute(
            insert(ApprovalVoid),
            [{"approval_id": id_, "stream_id": stream, "seq": seq} for id_, _ in rows],
        )
    return [seq for _, seq in rows]


def _notify(session: Session, case: Case, goes_back: bool, now: datetime) -> None:
    posts = [case.definition.posts.get(key) for key in case.step.notify]
    rows = [
        {
            "post_id": post,
            "instance_id": case.instance.id,
            "node_id": case.node.id,
            "name": case.node.name,
            "seq": case.head.seq + 1,
            "at": now,
        }
        for post in posts
        if post is not None
    ]
    if rows and not goes_back:
        session.execute(insert(Notice), rows)
