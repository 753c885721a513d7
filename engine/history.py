"""Reading instances and what happened in them.

`view` and `listed` ask whether the actor may read; the rest is asked for whom they let in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from engine import inbox, item_rows, versions
from engine.actors import Actor
from engine.errors import NotFound
from engine.models import (
    Instance,
    Person,
    Record,
    Sop,
    StepState,
    Version,
    VersionPost,
    WorkItem,
    plain,
)
from engine.permissions import May

Q = TypeVar("Q", bound="Select[*tuple[Any, ...]]")

PAGE = 50

# More periods than one looks through in a list of choices.
MOST_PERIODS = 200


@dataclass(frozen=True)
class Entry:
    """One record as a fact: sentences are made where it is shown."""

    seq: int
    at: datetime
    kind: str
    actor: str | None
    body: dict[str, Any]


@dataclass(frozen=True)
class InstanceView:
    """An instance: where it stands, how it got there."""

    instance: Instance
    process: str
    version: int
    starter: str
    definition: versions.Definition
    open: list[item_rows.Row]
    rounds: dict[str, int]
    taken: dict[str, int]


@dataclass(frozen=True)
class Summary:
    """What an instance is called, for what period, when it was started and by whom."""

    title: str
    period: str | None
    started_at: datetime
    starter: str


@dataclass(frozen=True)
class Listed:
    """An instance as a line of a list."""

    instance: Instance
    process: str
    version: int


@dataclass(frozen=True)
class Filter:
    """Which instances to list; "" and None mean all."""

    process: str = ""
    status: str = ""
    period: str = ""
    post: int | None = None


def readable(actor: Actor) -> Select[Any] | None:
    """The ids of SOPs whose instances a person may read; None means all.

    Everybody reads those of the SOPs in which he holds a post.
    """
    wide = actor.sops(May.READ_ALL_INSTANCES)
    if wide is None:
        return None
    own = (
        select(Version.process_id)
        .join(VersionPost, VersionPost.version_id == Version.id)
        .where(VersionPost.post_id.in_(actor.post_ids))
    )
    return own.union(select(Sop.id).where(Sop.id.in_(wide)))  # type: ignore[return-value]


def view(session: Session, actor: Actor, instance_id: int) -> InstanceView:
    """An instance; raises NotFound also when the actor may not read it."""
    question = (
        select(Instance, Sop.key, Version.number, Person.name)
        .join(Sop, Sop.id == Instance.process_id)
        .join(Version, Version.id == Instance.version_id)
        .join(Person, Person.id == Instance.started_by)
        .where(Instance.id == instance_id)
    )
    row = session.execute(_only(question, actor)).one_or_none()
    if row is None:
        raise NotFound(what="instance", name=instance_id)
    instance, key, number, starter = row
    return InstanceView(
        instance,
        key,
        number,
        starter,
        versions.definition(session, instance.version_id),
        item_rows.of_instance(session, instance_id),
        rounds(session, instance_id),
        decided(session, instance_id),
    )


def need_readable(session: Session, actor: Actor, instance_id: int) -> None:
    """Raise NotFound for an instance that the actor may not read, or that is not there."""
    question = select(Instance.id).where(Instance.id == instance_id)
    if session.scalar(_only(question, actor)) is None:
        raise NotFound(what="instance", name=instance_id)


def titles(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, str]:
    """What those of these instances are called that the actor may read, by their ids."""
    question = select(Instance.id, Instance.title).where(Instance.id.in_(ids))
    return {row.id: row.title for row in session.execute(_only(question, actor))}


def _only(question: Q, actor: Actor) -> Q:
    allowed = readable(actor)
    return question if allowed is None else question.where(Instance.process_id.in_(allowed))


def rounds(session: Session, instance_id: int) -> dict[str, int]:
    """How often each node of an instance was completed."""
    found = session.execute(_ROUNDS, {"instance": instance_id})
    return {row.node_id: row.round for row in found}


def decided(session: Session, instance_id: int) -> dict[str, int]:
    """How often each flow was chosen."""
    rows = session.execute(
        select(WorkItem.flow_id, func.count())
        .where(WorkItem.instance_id == instance_id, WorkItem.flow_id.is_not(None))
        .group_by(WorkItem.flow_id)
    )
    return {flow or "": count for flow, count in rows}


def summary(session: Session, instance_id: int) -> Summary:
    """What an instance is called, for what period, and who started it when."""
    found = session.execute(
        select(Instance.title, Instance.period, Instance.started_at, Person.name)
        .join(Person, Person.id == Instance.started_by)
        .where(Instance.id == instance_id)
    ).one()
    return Summary(*found)


def entries(
    session: Session, instance_id: int, before: int | None = None, most: int | None = None
) -> list[Entry]:
    """The records of an instance, newest first, from before a number on."""
    question = (
        select(Record.seq, Record.at, Record.kind, Person.name, Record.body)
        .outerjoin(Person, Person.id == Record.actor_id)
        .where(Record.stream_id == instance_id)
        .order_by(Record.seq.desc())
    )
    if before is not None:
        question = question.where(Record.seq < before)
    return read(session.execute(question.limit(most) if most else question))


def read(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Entry]:
    """The entries in rows of: number, moment, kind, the actor's name, body."""
    return [Entry(seq, at, kind, name, json.loads(body)) for seq, at, kind, name, body in rows]


def entry(session: Session, instance_id: int, seq: int) -> Entry | None:
    """One record of an instance."""
    found = entries(session, instance_id, before=seq + 1, most=1)
    return found[0] if found and found[0].seq == seq else None


def listed(
    session: Session, actor: Actor, chosen: Filter, after: inbox.Key | None = None
) -> tuple[list[Listed], inbox.Key | None]:
    """A page of the instances that a person may read, newest first, and where the next begins."""
    question = (
        select(Instance, Sop.key, Version.number)
        .join(Sop, Sop.id == Instance.process_id)
        .join(Version, Version.id == Instance.version_id)
        .order_by(Instance.started_at.desc(), Instance.id.desc())
        .limit(PAGE + 1)
    )
    if after is not None:
        key = tuple_(Instance.started_at, Instance.id)
        question = question.where(key < tuple_(after.at, after.id))
    found = session.execute(_only(_chosen(question, chosen), actor)).all()
    rows = [Listed(*row) for row in found[:PAGE]]
    last = rows[-1].instance if len(found) > PAGE else None
    return rows, inbox.Key(last.started_at, last.id) if last else None


def _chosen(question: Q, chosen: Filter) -> Q:
    if chosen.process:
        question = question.where(Sop.key == chosen.process)
    if chosen.status:
        question = question.where(Instance.status == chosen.status)
    if chosen.period:
        question = question.where(Instance.period == chosen.period)
    if chosen.post is not None:
        at_post = select(WorkItem.instance_id).where(
            WorkItem.post_id == chosen.post, WorkItem.closed_at.is_(None)
        )
        question = question.where(Instance.id.in_(at_post))
    return question


def periods(session: Session, actor: Actor) -> list[str]:
    """The periods of the instances that a person may read, those of the newest ones first."""
    question = (
        select(Instance.period)
        .where(Instance.period.is_not(None))
        .group_by(Instance.period)
        .order_by(func.max(Instance.started_at).desc())
        .limit(MOST_PERIODS)
    )
    return [period or "" for period in session.scalars(_only(question, actor))]


def now_at(session: Session, instances: list[int]) -> dict[int, list[item_rows.Row]]:
    """The open items of several instances, for a list."""
    found: dict[int, list[item_rows.Row]] = {}
    for row in item_rows.of_instances(session, instances):
        found.setdefault(row.item.instance_id, []).append(row)
    return found


_STEP = plain(StepState).c
_ROUNDS = select(_STEP.node_id, _STEP.round).where(_STEP.instance_id == bindparam("instance"))
