"""What waits for a person: late first, one page at a time, at the same cost however much waits.

Each branch of the question walks one partial index and stops after a page; see
`engine/models/running.py`. Pages are keysets of (due, id), never offsets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from engine.actors import Actor
from engine.models import Instance, Notice, NoticeSeen, Person, Post, Record, Sop, WorkItem

PAGE = 50

# Counting further tells nobody anything, and would cost more the more there is.
COUNTED = 100


class Box(StrEnum):
    """A part of the inbox."""

    ALL = "all"
    MINE = "mine"
    POSTS = "posts"
    DONE = "done"


@dataclass(frozen=True)
class Key:
    """Where a page begins: after the row that is due (or was done) then and has this id."""

    at: datetime
    id: int


@dataclass(frozen=True)
class Row:
    """A work item as a line of a list."""

    item: WorkItem
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


@dataclass(frozen=True)
class Page:
    """One page of rows; `next` is where the following one begins, None on the last."""

    rows: list[Row]
    next: Key | None


def page(session: Session, actor: Actor, box: Box, after: Key | None = None) -> Page:
    """A page of a person's inbox. One statement."""
    at = WorkItem.closed_at if box is Box.DONE else WorkItem.due_at
    descending = box is Box.DONE
    branches = [_limited(where, at, descending, after) for where in _branches(actor, box)]
    if not branches:
        return Page([], None)
    ids = union_all(*branches).subquery()
    found = rows(session, select(ids.c.id), at, descending)
    shown, last = found[:PAGE], found[PAGE - 1].item if len(found) > PAGE else None
    return Page(shown, Key(getattr(last, at.key), last.id) if last else None)


def count(session: Session, actor: Actor) -> int:
    """How many items wait for a person, at most COUNTED. One statement."""
    branches = [
        select(select(WorkItem.id).where(where).limit(COUNTED).subquery().c.id)
        for where in _branches(actor, Box.ALL)
    ]
    counted = select(func.count()).select_from(union_all(*branches).subquery())
    return min(session.scalar(counted) or 0, COUNTED)


def of_instance(session: Session, instance_id: int) -> list[Row]:
    """The open items of an instance, in the order in which they were opened."""
    ids = select(WorkItem.id).where(
        WorkItem.instance_id == instance_id, WorkItem.closed_at.is_(None)
    )
    return rows(session, ids, WorkItem.opened_at, False)


def item(session: Session, item_id: int) -> Row | None:
    """One item, open or closed."""
    found = rows(session, select(WorkItem.id).where(WorkItem.id == item_id), WorkItem.due_at)
    return found[0] if found else None


def _branches(actor: Actor, box: Box) -> Sequence[ColumnElement[bool]]:
    is_open = WorkItem.closed_at.is_(None)
    if box is Box.DONE:
        return [and_(WorkItem.closed_by == actor.id, WorkItem.closed_at.is_not(None))]
    # What was taken in a post that is no longer held belongs to that post again.
    held = WorkItem.post_id.in_(actor.post_ids)
    mine = and_(WorkItem.person_id == actor.id, is_open, WorkItem.person_id.is_not(None), held)
    if box is Box.MINE:
        return [mine]
    at_posts = [and_(WorkItem.post_id == post, is_open) for post in actor.post_ids]
    if box is Box.POSTS:
        return at_posts
    return [mine, *(and_(where, WorkItem.person_id.is_(None)) for where in at_posts)]


def _limited(
    where: ColumnElement[bool], at: Any, descending: bool, after: Key | None
) -> Select[Any]:
    question = select(WorkItem.id).where(where)
    if after is not None:
        # Row values keep the keyset one range of the index.
        key, edge = tuple_(at, WorkItem.id), tuple_(after.at, after.id)
        question = question.where(key < edge if descending else key > edge)
    order = (at.desc(), WorkItem.id.desc()) if descending else (at, WorkItem.id)
    # SQLite takes ORDER BY and LIMIT in a part of a union only inside a subquery.
    return select(question.order_by(*order).limit(PAGE + 1).subquery().c.id)


def rows(session: Session, ids: Any, at: Any, descending: bool = False) -> list[Row]:
    """The items that a question for ids finds, in the order of a column. One statement."""
    holder, sender = aliased(Person), aliased(Person)
    opening = and_(Record.stream_id == WorkItem.instance_id, Record.seq == WorkItem.opened_seq)
    order = (at.desc(), WorkItem.id.desc()) if descending else (at, WorkItem.id)
    found: Iterable[Any] = session.execute(
        select(
            WorkItem,
            Instance.title,
            Instance.period,
            Instance.status,
            Sop.key,
            Instance.version_id,
            Post.name,
            Post.name_en,
            holder.name,
            sender.name,
            Record.actor_id,
            Record.body,
        )
        .join(Instance, Instance.id == WorkItem.instance_id)
        .join(Sop, Sop.id == Instance.process_id)
        .join(Post, Post.id == WorkItem.post_id)
        .outerjoin(holder, holder.id == WorkItem.person_id)
        .outerjoin(Record, opening)
        .outerjoin(sender, sender.id == Record.actor_id)
        .where(WorkItem.id.in_(ids))
        .order_by(*order)
    )
    return [Row(*row) for row in found]


def notices(session: Session, actor: Actor, most: int = 5) -> list[tuple[Notice, str]]:
    """The newest notices to a person's posts that the person has not read, with their titles."""
    seen = select(NoticeSeen.notice_id).where(
        NoticeSeen.notice_id == Notice.id, NoticeSeen.person_id == actor.id
    )
    rows = session.execute(
        select(Notice, Instance.title)
        .join(Instance, Instance.id == Notice.instance_id)
        .where(Notice.post_id.in_(actor.post_ids), ~seen.exists())
        .order_by(Notice.id.desc())
        .limit(most)
    )
    return [(notice, title) for notice, title in rows]
