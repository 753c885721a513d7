"""What came of requests for approval: told to the owners of an SOP until they go on with it.

A return is told until approval is asked for again or the draft is given up; an approval until the
next draft is begun, but no longer than a week, or until its version is in force.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.actors import Actor
from engine.models import Person, Record, Sop
from engine.permissions import May
from engine.records import Fact

A_WEEK = timedelta(days=7)
TURNS = (
    *(Fact.DRAFT_BEGUN, Fact.DRAFT_DROPPED, Fact.APPROVAL_ASKED, Fact.APPROVAL_WITHDRAWN),
    *(Fact.APPROVAL_REFUSED, Fact.VERSION_PUBLISHED),
)


@dataclass(frozen=True)
class Outcome:
    """An answer to a request: of which SOP, whether the draft was returned, by whom, its record."""

    key: str
    is_return: bool
    by: str
    at: datetime
    body: Mapping[str, Any]


def told(session: Session, actor: Actor, now: datetime) -> list[Outcome]:
    """What is to be told to a person of the SOPs that he owns, newest first. One statement.

    Nobody is told of what he did himself.
    """
    if not actor.may(May.EDIT):
        return []
    last = select(Record.stream_id, func.max(Record.seq).label("seq"))
    last = last.where(Record.kind.in_([turn.value for turn in TURNS])).group_by(Record.stream_id)
    if (sops := actor.sops(May.EDIT)) is not None:
        last = last.where(Record.stream_id.in_(sops))
    turn = last.subquery()
    rows = session.execute(
        select(Sop.key, Record.kind, Person.name, Record.at, Record.body)
        .join(turn, (turn.c.stream_id == Record.stream_id) & (turn.c.seq == Record.seq))
        .join(Sop, Sop.id == Record.stream_id)
        .join(Person, Person.id == Record.actor_id)
        .where(Record.actor_id != actor.id)
        .order_by(Record.at.desc())
    )
    found = [
        Outcome(key, kind == Fact.APPROVAL_REFUSED, name, at, json.loads(body))
        for key, kind, name, at, body in rows
        if kind in (Fact.APPROVAL_REFUSED, Fact.VERSION_PUBLISHED)
    ]
    return [one for one in found if one.is_return or _is_new(one, actor.today, now)]


def _is_new(one: Outcome, today: date, now: datetime) -> bool:
    """Whether a version was approved, by a second person, not long ago or for a day to come."""
    comes = date.fromisoformat(one.body["effective_from"]) > today
    return "meaning" in one.body and (comes or now - one.at < A_WEEK)
