"""What waits for a person: late first, one page at a time, at the same cost however much waits.

Each branch of the question walks one partial index and stops after a page; see
`engine/models/running.py`. Pages are keysets of (due, id), never offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from engine.actors import Actor
from engine.item_rows import ITEM, LINES, Row, row
from engine.models import Instance, Notice, NoticeSeen

PAGE = 25

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
class Page:
    """One page of rows; `next` is where the following one begins, None on the last."""

    rows: list[Row]
    next: Key | None


def page(session: Session, actor: Actor, box: Box, after: Key | None = None) -> Page:
    """A page of a person's inbox. One statement."""
    if not actor.post_ids and box is not Box.DONE:
        return Page([], None)
    asked = _asked(actor) | ({"at": after.at, "id": after.id} if after else {})
    question = _page_question(box, len(actor.post_ids), after is not None)
    found = [row(line) for line in session.execute(question, asked)]
    if len(found) <= PAGE:
        return Page(found, None)
    last = found[PAGE - 1].item
    return Page(found[:PAGE], Key(last.closed_at if box is Box.DONE else last.due_at, last.id))


def count(session: Session, actor: Actor) -> int:
    """How many items wait for a person, at most COUNTED. One statement."""
    if not actor.post_ids:
        return 0
    question = _count_question(len(actor.post_ids))
    return min(session.scalar(question, _asked(actor)) or 0, COUNTED)


def _asked(actor: Actor) -> dict[str, Any]:
    return {"actor": actor.id, "posts": actor.post_ids} | {
        f"post_{n}": post for n, post in enumerate(actor.post_ids)
    }


# --- questions --------------------------------------------------------------------------------


@cache
def _page_question(box: Box, posts: int, continued: bool) -> Select[Any]:
    """The question for a page, for somebody who holds so many posts."""
    at = ITEM.closed_at if box is Box.DONE else ITEM.due_at
    order = (at.desc(), ITEM.id.desc()) if box is Box.DONE else (at, ITEM.id)
    branches = [
        _limited(where, at, order, box is Box.DONE, continued) for where in _branches(box, posts)
    ]
    ids = union_all(*branches).subquery()
    return LINES.where(ITEM.id.in_(select(ids.c.id))).order_by(*order)


@cache
def _count_question(posts: int) -> Select[Any]:
    branches = [
        select(select(ITEM.id).where(where).limit(COUNTED).subquery().c.id)
        for where in _branches(Box.ALL, posts)
    ]
    return select(func.count()).select_from(union_all(*branches).subquery())


def _branches(box: Box, posts: int) -> Sequence[ColumnElement[bool]]:
    is_open, actor = ITEM.closed_at.is_(None), bindparam("actor", type_=BigInteger)
    if box is Box.DONE:
        return [and_(ITEM.closed_by == actor, ITEM.closed_at.is_not(None))]
    # What was taken in a post that is no longer held belongs to that post again.
    held = ITEM.post_id.in_(bindparam("posts", expanding=True))
    mine = and_(ITEM.person_id == actor, is_open, ITEM.person_id.is_not(None), held)
    if box is Box.MINE:
        return [mine]
    at_posts = [and_(ITEM.post_id == bindparam(f"post_{n}"), is_open) for n in range(posts)]
    if box is Box.POSTS:
        return at_posts
    return [mine, *(and_(where, ITEM.person_id.is_(None)) for where in at_posts)]


def _limited(
    where: ColumnElement[bool],
    at: ColumnElement[datetime],
    order: Sequence[ColumnElement[Any]],
    descending: bool,
    continued: bool,
) -> Select[Any]:
    question = select(ITEM.id).where(where)
    if continued:
        # Row values keep the keyset one range of the index.
        key, edge = tuple_(at, ITEM.id), tuple_(bindparam("at", type_=at.type), bindparam("id"))
        question = question.where(key < edge if descending else key > edge)
    # SQLite takes ORDER BY and LIMIT in a part of a union only inside a subquery.
    return select(question.order_by(*order).limit(PAGE + 1).subquery().c.id)


def notices(session: Session, actor: Actor, most: int = 5) -> list[tuple[Notice, str]]:
    """The newest unread notices to a person's posts, with the titles of instances."""
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
