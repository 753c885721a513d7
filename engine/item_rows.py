"""Work items as lines of lists: the item, and beside it what a person wants to know of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row as SqlRow, and_, bindparam, select
from sqlalchemy.orm import Session

from engine import versions
from engine.models import Instance, Person, Post, Record, Sop, WorkItem, plain
from engine.versions import Definition


@dataclass(frozen=True)
class Row:
    """A work item as a line of a list; `item` has the columns of `WorkItem`."""

    item: SqlRow[*tuple[Any, ...]]
    title: str
    period: str | None
    status: str
    process: str
    version_id: int
    post: str
    post_en: str
    holder: str | None
    sender: str | None
    sender_id: int | None
    opening: str | None

    @cached_property
    def opened_by(self) -> dict[str, Any]:
        """What the record says that opened the item: sender's post and capacity, reason."""
        return json.loads(self.opening) if self.opening else {}

    @property
    def returned(self) -> bool:
        """Whether the item came back by a return."""
        return "voided" in self.opened_by


def of_instance(session: Session, instance_id: int) -> list[Row]:
    """The open items of an instance, in the order in which they were opened."""
    return [row(found) for found in session.execute(_OF_INSTANCE, {"instance": instance_id})]


def of_instances(session: Session, instances: Sequence[int]) -> list[Row]:
    """The open items of several instances, in the order in which they were opened."""
    return [row(found) for found in session.execute(_OF_INSTANCES, {"instances": instances})]


def item(session: Session, item_id: int) -> Row | None:
    """One item, open or closed."""
    found = session.execute(_ITEM, {"item": item_id}).first()
    return row(found) if found else None


def definitions(session: Session, rows: Sequence[Row]) -> list[Definition]:
    """The definition that tells each item: its instance's, or the one by which it was closed.

    One statement where any is closed, see `versions.courses`.
    """
    closed = {row.item.instance_id for row in rows if row.item.closed_seq}
    courses = versions.courses(session, closed) if closed else {}
    return [
        # A move closes what waited under the version that is left.
        courses[row.item.instance_id].at(row.item.closed_seq - 1)
        if row.item.closed_seq
        else versions.definition(session, row.version_id)
        for row in rows
    ]


def row(found: SqlRow[*tuple[Any, ...]]) -> Row:
    """A row of `LINES`."""
    return Row(found, *found[-len(_BESIDE) :])


ITEM, _RECORD = plain(WorkItem).c, plain(Record).c
_INSTANCE, _PROCESS, _POST = plain(Instance).c, plain(Sop).c, plain(Post).c
_HOLDER, _SENDER = plain(Person).alias("holder"), plain(Person).alias("sender")
_BESIDE = (
    _INSTANCE.title,
    _INSTANCE.period,
    _INSTANCE.status,
    _PROCESS.key,
    _INSTANCE.version_id,
    _POST.name.label("post"),
    _POST.name_en,
    _HOLDER.c.name.label("holder"),
    _SENDER.c.name.label("sender"),
    _RECORD.actor_id,
    _RECORD.body,
)
LINES = select(*ITEM, *_BESIDE).select_from(
    plain(WorkItem)
    .join(plain(Instance), _INSTANCE.id == ITEM.instance_id)
    .join(plain(Sop), _PROCESS.id == _INSTANCE.process_id)
    .join(plain(Post), _POST.id == ITEM.post_id)
    .outerjoin(_HOLDER, _HOLDER.c.id == ITEM.person_id)
    .outerjoin(
        plain(Record), and_(_RECORD.stream_id == ITEM.instance_id, _RECORD.seq == ITEM.opened_seq)
    )
    .outerjoin(_SENDER, _SENDER.c.id == _RECORD.actor_id)
)
_ITEM = LINES.where(ITEM.id == bindparam("item"))
_OPEN = LINES.where(ITEM.closed_at.is_(None)).order_by(ITEM.opened_at, ITEM.id)
_OF_INSTANCE = _OPEN.where(ITEM.instance_id == bindparam("instance"))
_OF_INSTANCES = _OPEN.where(ITEM.instance_id.in_(bindparam("instances", expanding=True)))
