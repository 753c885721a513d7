"""Completing a step: one transaction in which state, inbox and history change together.

Lock, read, check, run, and write down; any exception undoes all of it and leaves the item open.
Ten statements and one commit for a plain step; papers add two or three, an approval three, a return
two, conditions one.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from engine import accounts, approvals, attachments, continuing, filing, history, offers, records
from engine.actors import Actor, Held
from engine.diagram.process import Flow
from engine.diagram.runnable import DECISION
from engine.diagram.step import Meaning, Step
from engine.dossier import Completed
from engine.fields.kinds import FieldType
from engine.fields.values import typed
from engine.instances import Outcome
from engine.item_rows import ITEM
from engine.locking import INSTANCE, Locked, locked, right
from engine.models import FormDraft, Instance, Notice, Record, Status, StepState, WorkItem, plain
from engine.records import Fact
from engine.sending import Checked, Sent, checked
from engine.workflow import Position, Stored


def complete(session: Session, actor: Actor, item_id: int, sent: Sent, now: datetime) -> Outcome:
    """Complete an item with answers and, where the step ends with a decision, that decision.

    An unclaimed item is thereby taken. Raises NotFound and all that `finish` raises.
    """
    return finish(session, locked(session, actor, item_id), sent, now)


def finish(session: Session, item: Locked, sent: Sent, now: datetime) -> Outcome:
    """Complete an item that is locked.

    Raises NotYours, TakenByAnother, AlreadyDone, InstanceEnded, InvalidValues, DecisionMissing,
    DecisionUnknown, ReasonMissing, StateUnreadable, and for an approval PasswordNeeded, LockedOut.
    """
    held, seq = right(session, item), item.head.seq + 1
    given = _given(session, item, sent, seq)
    values = _readable(session, item, given)
    position = item.definition.spec.complete(_stored(item), item.row.token, values)
    _close(session, item, given, now, seq)
    body = _about(item, held, given) | {"opened": _move(session, item, position, given, now)}
    if given.goes_back and given.flow is not None:
        body["voided"] = _void(session, item, given.flow, seq)
    else:
        body |= _file(session, item, held, given, sent, now)
        _notify(session, item, now, seq)
    fact = Fact.STEP_RETURNED if given.goes_back else Fact.STEP_COMPLETED
    records.append(session, item.head, fact, now, item.actor.id, body | _ended(position))
    session.execute(_DROP_DRAFTS, {"item": item.row.id})
    return Outcome(item.row.instance_id, Status.COMPLETED if position.ended else Status.RUNNING)


def _given(session: Session, item: Locked, sent: Sent, seq: int) -> Checked:
    """What was sent, found acceptable: files and tables by name, themselves kept beside it."""
    given = checked(item.definition, item.node, sent)
    kept, kinds = given.answers, {field.type for field in item.step.fields}
    if FieldType.INDICATORS in kinds:
        kept = continuing.keep(session, item, kept, given.goes_back)
    if FieldType.FILE in kinds:
        kept = attachments.attach(session, item, item.step.fields, kept, seq)
    return replace(given, answers=kept)


def _file(
    session: Session, item: Locked, held: Held, given: Checked, sent: Sent, now: datetime
) -> dict[str, Any]:
    """File the papers of a step and give the approval that it means; what the record says."""
    seq = item.head.seq + 1
    about = (held.name, held.capacity, given.answers)
    done = Completed(item.node.id, seq, now, item.actor.name, *about)
    plans = filing.planned(session, item, done)
    filed = filing.file(session, item, plans, sent.pressed, now)
    if item.step.meaning is not Meaning.DONE:
        accounts.prove(session, item.actor, sent.evidence, now)
        flow = given.flow.id if given.flow else None
        bound = approvals.Bound(filing.bound(given.answers, flow, plans), filed.versions.values())
        approvals.give(session, item, held, bound, now, seq)
    return {"papers": filed.facts} if filed.facts else {}


def _ended(position: Position) -> dict[str, Any]:
    return {"ended": True} if position.ended else {}


# --- reading ----------------------------------------------------------------------------------


def _stored(item: Locked) -> Stored:
    return Stored(item.row.title, item.row.state_format, item.row.state or b"")


def _readable(session: Session, item: Locked, given: Checked) -> dict[str, object]:
    """What conditions can read: the latest answers of each step, the newest winning."""
    values: dict[str, object] = {}
    if item.definition.has_conditions:
        for row in session.execute(_ANSWERS, {"instance": item.row.instance_id}):
            step = item.definition.process.node[row.node_id].step or Step()
            values |= typed(step.fields, json.loads(row.body).get("answers", {}))
        values |= typed(item.step.fields, given.answers)
    return values | {DECISION: given.flow.id if given.flow else None}


# --- writing ----------------------------------------------------------------------------------


def _about(item: Locked, held: Held, given: Checked) -> dict[str, Any]:
    """What the record says of a step; what there was not, it does not name."""
    about = {
        "item": item.row.id,
        "node": item.node.id,
        "round": item.row.round,
        "meaning": item.step.meaning.value,
        "post": held.name,
        "capacity": held.capacity,
        "decree": held.decree,
        "via": item.actor.via,
        "answers": given.answers,
        "decision": given.flow.id if given.flow else None,
        "reason": given.reason,
    }
    return {name: fact for name, fact in about.items() if fact}


def _close(session: Session, item: Locked, given: Checked, now: datetime, seq: int) -> None:
    flow = given.flow.id if given.flow else None
    done = {"item": item.row.id, "actor": item.actor.id, "now": now, "seq": seq, "flow": flow}
    session.execute(_CLOSE, done)


def _move(
    session: Session, item: Locked, position: Position, given: Checked, now: datetime
) -> list[dict[str, Any]]:
    """Remember the step, offer the next items and store the position; the items opened."""
    row, rounds = item.row, history.rounds(session, item.row.instance_id)
    opening = offers.Opening(row.instance_id, item.definition, now, item.head.seq + 1)
    offers.remember(session, opening, row.node_id, row.round, row.node_id not in rounds)
    waiting = _offered(session, row.instance_id) if item.definition.has_branches else set[bytes]()
    fresh = [token for token in position.tokens if token.id not in waiting]
    clock = None if given.goes_back else offers.Clock(row.row_no, row.due_at)
    opened = offers.open_items(session, opening, fresh, rounds | {row.node_id: row.round}, clock)
    stored: dict[str, Any] = {"instance": row.instance_id, "to": position.state}
    if position.ended:
        session.execute(_END, stored | {"status": Status.COMPLETED, "ended_at": now})
    else:
        session.execute(_STORE, stored)
    return opened


def _offered(session: Session, instance: int) -> set[bytes]:
    """The tokens that other branches have been offering all along."""
    return set(session.scalars(_OFFERED, {"instance": instance}))


def _void(session: Session, item: Locked, flow: Flow, seq: int) -> list[int]:
    process = item.definition.process
    return approvals.void(session, item.row.instance_id, process, flow.target, seq)


def _notify(session: Session, item: Locked, now: datetime, seq: int) -> None:
    posts = [item.definition.posts.get(key) for key in item.step.notify]
    about = {"instance_id": item.row.instance_id, "node_id": item.node.id, "name": item.node.name}
    rows = [about | {"post_id": post, "seq": seq, "at": now} for post in posts if post is not None]
    if rows:
        session.execute(insert(plain(Notice)), rows)


# --- statements -------------------------------------------------------------------------------

_STEP, _RECORD = plain(StepState).c, plain(Record).c
_OF_INSTANCE = _STEP.instance_id == bindparam("instance")
_ANSWERS = (
    select(_STEP.node_id, _RECORD.body)
    .where(_OF_INSTANCE, _RECORD.stream_id == _STEP.instance_id, _RECORD.seq == _STEP.seq)
    .order_by(_STEP.seq)
)
_CLOSE = (
    update(plain(WorkItem))
    .where(ITEM.id == bindparam("item"), ITEM.closed_at.is_(None))
    .values(
        person_id=bindparam("actor"),
        closed_at=bindparam("now"),
        closed_by=bindparam("actor"),
        closed_seq=bindparam("seq"),
        flow_id=bindparam("flow"),
    )
)
_OFFERED = select(ITEM.token).where(
    ITEM.instance_id == bindparam("instance"), ITEM.closed_at.is_(None)
)
_STORE = (
    update(plain(Instance))
    .where(INSTANCE.id == bindparam("instance"))
    .values(state=bindparam("to"))
)
_END = _STORE.values(status=bindparam("status"), ended_at=bindparam("ended_at"))
_DROP_DRAFTS = delete(plain(FormDraft)).where(plain(FormDraft).c.item_id == bindparam("item"))
