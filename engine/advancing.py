"""Where an instance goes on when a step is completed: its position, and the items offered next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from engine import offers, shared_tables, uploads, versions
from engine.actors import Held
from engine.diagram.runnable import DECISION
from engine.diagram.step import Step
from engine.dossier import Completed
from engine.fields.values import typed
from engine.item_rows import ITEM
from engine.locking import INSTANCE, Locked
from engine.models import FormDraft, Instance, Status, WorkItem, plain
from engine.sending import Checked
from engine.workflow import Position, Stored


@dataclass(frozen=True)
class Deed:
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


def run(session: Session, deed: Deed) -> Position:
    """The position after the step, not stored yet; raises as `workflow.Spec.complete`."""
    item = deed.item
    stored = Stored(item.row.title, item.row.state_format, item.row.state or b"")
    return item.definition.spec.complete(stored, item.row.token, _readable(session, deed))


def _readable(session: Session, deed: Deed) -> dict[str, object]:
    """What conditions can read: the latest answers of each step, the newest winning."""
    item, values = deed.item, dict[str, object]()
    if item.definition.has_conditions:
        course = versions.course(session, item.row.instance_id)
        for one in deed.before:
            step = course.at(one.seq).process.node[one.node].step or Step()
            values |= typed(step.fields, one.answers)
        values |= typed(item.step.fields, deed.given.answers)
    return values | {DECISION: deed.flow}


def close(session: Session, deed: Deed) -> None:
    """Close the item, and let go of what people typed into it and did not send."""
    done = {"item": deed.item.row.id, "actor": deed.item.actor.id, "now": deed.now}
    session.execute(_CLOSE, done | {"seq": deed.seq, "flow": deed.flow})
    session.execute(_DROP_DRAFTS, {"item": deed.item.row.id})
    shared_tables.let_go(session, deed.item)
    uploads.let_go(session, deed.item)


def move(session: Session, deed: Deed, position: Position) -> list[dict[str, Any]]:
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
