"""One instance: where it stands, and how it got there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from engine import item_rows, readers, versions
from engine.actors import Actor
from engine.errors import NotFound
from engine.models import Instance, Person, Sop, StepState, Version, WorkItem, plain


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


def view(session: Session, actor: Actor, instance_id: int) -> InstanceView:
    """An instance; raises NotFound also when the actor may not read it."""
    question = (
        select(Instance, Sop.key, Version.number, Person.name)
        .join(Sop, Sop.id == Instance.process_id)
        .join(Version, Version.id == Instance.version_id)
        .join(Person, Person.id == Instance.started_by)
        .where(Instance.id == instance_id)
    )
    row = session.execute(readers.only(question, actor)).one_or_none()
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


_STEP = plain(StepState).c
_ROUNDS = select(_STEP.node_id, _STEP.round).where(_STEP.instance_id == bindparam("instance"))
