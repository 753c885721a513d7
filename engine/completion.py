"""Completing a step: one transaction in which state, inbox and history change together.

Lock, read, check, run, and write down; any exception undoes all of it and leaves the item open.
Ten statements and one commit for a plain step; papers add two or three, a table of indicators
four, an approval three, a return two, conditions one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from engine import (
    approvals,
    attachments,
    continuing,
    dossier,
    filing,
    offers,
    planning,
    proofs,
    records,
    versions,
)
from engine.actors import Actor, Held
from engine.diagram.process import Flow
from engine.diagram.runnable import DECISION
from engine.diagram.step import Meaning, Step
from engine.dossier import Completed
from engine.errors import ShownChanged
from engine.fields.kinds import FieldType
from engine.fields.values import typed
from engine.instances import Outcome
from engine.item_rows import ITEM
from engine.locking import INSTANCE, Locked, Seen, locked, right
from engine.models import FormDraft, Instance, Notice, Status, WorkItem, plain
from engine.planning import Planned
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

    Raises what `right`, `sending.checked` and the step of `workflow.Spec` raise; for tables of
    indicators BadTable and TableChanged, for papers OutputMissing and PaperChanged, and for an
    approval PasswordNeeded, ProofPaused and ShownChanged.
    """
    held = right(session, item)
    given = _given(session, item, sent, item.head.seq + 1)
    deed = _Deed(item, held, given, dossier.latest(session, item.row.instance_id), now)
    values = _readable(session, deed)
    position = item.definition.spec.complete(_stored(item), item.row.token, values)
    _close(session, deed)
    body = _about(deed) | {"opened": _move(session, deed, position)} | _ended(position)
    if given.goes_back and given.flow is not None:
        body["voided"] = _void(session, deed, given.flow)
    else:
        body |= _file(session, deed, sent)
        _notify(session, deed)
    fact = Fact.STEP_RETURNED if given.goes_back else Fact.STEP_COMPLETED
    records.append(session, item.head, fact, now, item.actor.id, body)
    session.execute(_DROP_DRAFTS, {"item": item.row.id})
    return Outcome(item.row.instance_id, Status.COMPLETED if position.ended else Status.RUNNING)


@dataclass(frozen=True)
class _Deed:
    """An item being completed: by which holding, with what, after which steps, when."""

    item: Locked
    held: Held
    given: Checked
    before: Sequence[Completed]
    now: datetime

    @property
    def seq(self) -> int:
        """The number that its record will have."""
        return self.item.head.seq + 1

    @property
    def flow(self) -> str | None:
        """The id of the flow that was chosen."""
        return self.given.flow.id if self.given.flow else None


@dataclass(frozen=True)
class Foreseen:
    """What completing an item would do with its papers, and what will be completed then."""

    plans: Sequence[Planned]
    completed: Sequence[Completed]


def foreseen(session: Session, item: Seen, sent: Sent, now: datetime) -> Foreseen:
    """What completing an item would make; it only reads.

    Raises what `right` and `sending.checked` raise, BadTable, TableChanged and OutputMissing.
    """
    held = right(session, item)
    given = checked(item.definition, item.node, sent)
    answers = continuing.told(session, item, given.answers, given.goes_back)
    answers = attachments.told(session, item, item.step.fields, answers)
    before = dossier.latest(session, item.row.instance_id)
    completed = dossier.after(before, _completed(item, held, answers, now))
    return Foreseen(planning.planned(session, item, completed), completed)


def _completed(item: Seen, held: Held, answers: Mapping[str, Any], now: datetime) -> Completed:
    """An item's completion as the dossier will tell it."""
    about = (now, item.actor.name, held.name, held.capacity, answers)
    return Completed(item.node.id, item.row.round, item.head.seq + 1, *about)


# --- reading ----------------------------------------------------------------------------------


def _given(session: Session, item: Locked, sent: Sent, seq: int) -> Checked:
    """What was sent, found acceptable: files and tables by name, themselves kept beside it."""
    given = checked(item.definition, item.node, sent)
    kept, kinds = given.answers, {field.type for field in item.step.fields}
    if FieldType.INDICATORS in kinds:
        kept = continuing.keep(session, item, kept, given.goes_back)
    if FieldType.FILE in kinds:
        kept = attachments.attach(session, item, item.step.fields, kept, seq)
    return replace(given, answers=kept)


def _stored(item: Locked) -> Stored:
    return Stored(item.row.title, item.row.state_format, item.row.state or b"")


def _readable(session: Session, deed: _Deed) -> dict[str, object]:
    """What conditions can read: the latest answers of each step, the newest winning."""
    item, values = deed.item, dict[str, object]()
    if item.definition.has_conditions:
        course = versions.course(session, item.row.instance_id)
        for one in deed.before:
            step = course.at(one.seq).process.node[one.node].step or Step()
            values |= typed(step.fields, one.answers)
        values |= typed(item.step.fields, deed.given.answers)
    return values | {DECISION: deed.flow}


# --- writing ----------------------------------------------------------------------------------


def _about(deed: _Deed) -> dict[str, Any]:
    """What the record says of a step; what there was not, it does not name."""
    item = deed.item
    about = {
        "item": item.row.id,
        "node": item.node.id,
        "round": item.row.round,
        "meaning": item.step.meaning.value,
        "name": item.actor.name,
        "post": deed.held.name,
        "capacity": deed.held.capacity,
        "decree": deed.held.decree,
        "via": item.actor.via,
        "answers": deed.given.answers,
        "decision": deed.flow,
        "reason": deed.given.reason,
    }
    return {name: fact for name, fact in about.items() if fact}


def _ended(position: Position) -> dict[str, Any]:
    return {"ended": True} if position.ended else {}


def _close(session: Session, deed: _Deed) -> None:
    done = {"item": deed.item.row.id, "actor": deed.item.actor.id, "now": deed.now}
    session.execute(_CLOSE, done | {"seq": deed.seq, "flow": deed.flow})


def _move(session: Session, deed: _Deed, position: Position) -> list[dict[str, Any]]:
    """Remember the step, offer the next items and store the position; the items opened."""
    item, row = deed.item, deed.item.row
    rounds = {one.node: one.round for one in deed.before}
    opening = offers.Opening(row.instance_id, item.definition, deed.now, deed.seq)
    offers.remember(session, opening, row.node_id, row.round, row.node_id not in rounds)
    waiting = _offered(session, row.instance_id) if item.definition.has_branches else set[bytes]()
    fresh = [token for token in position.tokens if token.id not in waiting]
    clock = None if deed.given.goes_back else offers.Clock(row.row_no, row.due_at)
    opened = offers.open_items(session, opening, fresh, rounds | {row.node_id: row.round}, clock)
    stored: dict[str, Any] = {"instance": row.instance_id, "to": position.state}
    if position.ended:
        session.execute(_END, stored | {"status": Status.COMPLETED, "ended_at": deed.now})
    else:
        session.execute(_STORE, stored)
    return opened


def _offered(session: Session, instance: int) -> set[bytes]:
    """The tokens that other branches have been offering all along."""
    return set(session.scalars(_OFFERED, {"instance": instance}))


def _void(session: Session, deed: _Deed, flow: Flow) -> list[int]:
    process = deed.item.definition.process
    return approvals.void(session, deed.item.row.instance_id, process, flow.target, deed.seq)


def _file(session: Session, deed: _Deed, sent: Sent) -> dict[str, Any]:
    """File the papers of a step and give the approval that it means; what the record says."""
    item, answers = deed.item, deed.given.answers
    done = _completed(item, deed.held, answers, deed.now)
    plans = planning.planned(session, item, dossier.after(deed.before, done))
    filed = filing.file(session, item, plans, sent.pressed, deed.now)
    said: dict[str, Any] = {"papers": filed.facts} if filed.facts else {}
    if item.step.meaning is not Meaning.DONE:
        proofs.prove(item.secret, item.actor, sent.evidence, deed.now)
        if sent.seen not in (None, item.head.seq):
            raise ShownChanged()
        digest = filing.bound(answers, deed.flow, plans)
        bound = approvals.Bound(digest, [version.id for version in filed.versions])
        approvals.give(session, item, deed.held, bound, deed.now, deed.seq)
        said["approved"] = {"digest": digest.hex(), "nip": item.row.nip, "papers": filed.covers}
    return said


def _notify(session: Session, deed: _Deed) -> None:
    item, seq, now = deed.item, deed.seq, deed.now
    posts = [item.definition.posts.get(key) for key in item.step.notify]
    about = {"instance_id": item.row.instance_id, "node_id": item.node.id, "name": item.node.name}
    rows = [about | {"post_id": post, "seq": seq, "at": now} for post in posts if post is not None]
    if rows:
        session.execute(insert(plain(Notice)), rows)


# --- statements -------------------------------------------------------------------------------

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
