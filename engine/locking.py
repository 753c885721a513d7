"""A work item under the lock of its instance, or only seen: read anew, and judged whose it is.

All is asked after the lock: what a session read before, and what the actor held when the visit
began, may be old by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Row, Select, and_, bindparam, exists, select
from sqlalchemy.orm import Session

from engine import records, versions
from engine.actors import HELD, HOLDING, PERSON, POST, Actor, Held, held, holding_today
from engine.diagram.process import Lane, Node
from engine.diagram.step import Step
from engine.errors import (
    AlreadyDone,
    InstanceEnded,
    NotFound,
    NotYours,
    StepMoved,
    TakenByAnother,
)
from engine.holders import name_of
from engine.item_rows import ITEM
from engine.models import (
    Holding,
    Instance,
    Person,
    Post,
    Status,
    TableDraft,
    Upload,
    WorkItem,
    plain,
)
from engine.proofs import Secret
from engine.records import Head

S = TypeVar("S", bound="Seen")

INSTANCE = plain(Instance).c


@dataclass(frozen=True)
class Seen:
    """An item for an actor, as its instance is when it is read.

    `row` has the columns of the item, and of its instance `process_id`, `version_id`, `title`,
    `status`, `state_format` and `state`, and of the actor, where he holds its post, `nip` and what
    `secret` is made of; `has_uploads` says whether anybody added a file to the item, `has_tables`
    whether anybody typed into a table of it. `held` is the holding by which the actor works on it,
    if any.
    """

    head: Head
    actor: Actor
    held: Held | None
    row: Row[*tuple[Any, ...]]
    definition: versions.Definition

    @property
    def node(self) -> Node:
        """The item's node."""
        return self.definition.process.node[self.row.node_id]

    @cached_property
    def step(self) -> Step:
        """The item's step."""
        return self.node.step or Step()

    @property
    def lane(self) -> Lane:
        """The lane of the item's node."""
        return self.definition.process.lane[self.node.lane]

    @property
    def secret(self) -> Secret:
        """What is stored of the actor's password."""
        row = self.row
        return Secret(row.password_hash, row.proof_paused_until, row.proof_failures)


class Locked(Seen):
    """The same under the lock of its instance: nobody else changes it while the act lasts."""


def locked(session: Session, actor: Actor, item_id: int) -> Locked:
    """An item under the lock of its instance; raises NotFound. Two statements."""
    return _read(Locked, session, actor, item_id, _LOCKED_HEAD)


def seen(session: Session, actor: Actor, item_id: int) -> Seen:
    """The same without locking anything, to see what an act would do; raises NotFound."""
    return _read(Seen, session, actor, item_id, _HEAD)


def _read(kind: type[S], session: Session, actor: Actor, item_id: int, head_of: Select[Any]) -> S:
    head = session.execute(head_of, {"item": item_id}).first()
    if head is None:
        raise NotFound(what="task", name=item_id)
    asked = {"item": item_id, "actor": actor.id, "today": actor.today}
    row = session.execute(_ITEM, asked).one()
    holding = held(row) if row.key is not None else None
    definition = versions.definition(session, row.version_id)
    return kind(Head(*head), actor, holding, row, definition)


def right(session: Session, item: Seen) -> Held:
    """The holding by which an open item is the actor's to complete.

    Raises TakenByAnother, and what `open_to` raises: why it is not.
    """
    held = open_to(session, item)
    if item.row.person_id not in (None, item.actor.id):
        raise TakenByAnother(name=name_of(session, item.row.person_id))
    return held


def open_to(session: Session, item: Seen) -> Held:
    """The holding by which an open item is offered to the actor, whoever has taken it.

    Raises NotYours, AlreadyDone, StepMoved or InstanceEnded: why it is not.
    """
    if item.held is None:
        # Whoever may not work here learns nothing of what became of the item.
        raise NotYours()
    row = item.row
    if row.closed_at is not None and row.closed_by is not None:
        raise AlreadyDone(name=name_of(session, row.closed_by), at=row.closed_at)
    if row.closed_at is not None:
        gone = StepMoved if row.status == Status.RUNNING else InstanceEnded
        raise gone(title=row.title, at=row.closed_at)
    return item.held


_INSTANCE = select(ITEM.instance_id).where(ITEM.id == bindparam("item")).scalar_subquery()
_HEAD, _LOCKED_HEAD = records.looking(_INSTANCE), records.locking(_INSTANCE)
_HOLDING = (
    plain(Holding)
    .join(plain(Post), and_(POST.id == HOLDING.post_id, POST.closed_at.is_(None)))
    .join(plain(Person), and_(PERSON.id == HOLDING.person_id, PERSON.closed_at.is_(None)))
)
_ITEM = (
    select(
        *ITEM,
        INSTANCE.process_id,
        INSTANCE.version_id,
        INSTANCE.title,
        INSTANCE.status,
        INSTANCE.state_format,
        INSTANCE.state,
        *HELD,
        PERSON.nip,
        PERSON.password_hash,
        PERSON.proof_paused_until,
        PERSON.proof_failures,
        exists().where(plain(Upload).c.item_id == ITEM.id).label("has_uploads"),
        exists().where(plain(TableDraft).c.item_id == ITEM.id).label("has_tables"),
    )
    .select_from(
        plain(WorkItem)
        .join(plain(Instance), INSTANCE.id == ITEM.instance_id)
        .outerjoin(
            _HOLDING, and_(holding_today(bindparam("actor")), HOLDING.post_id == ITEM.post_id)
        )
    )
    .where(ITEM.id == bindparam("item"))
    .order_by(HOLDING.capacity != "definitif", HOLDING.id)
    # Who holds the post in two capacities works on it in the first of them.
    .limit(1)
)
