"""Lists of the instances that a person may read, the newest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from engine import inbox, item_rows, readers
from engine.actors import Actor
from engine.models import Instance, Sop, Version, WorkItem

Q = TypeVar("Q", bound="Select[*tuple[Any, ...]]")

PAGE = 50

# More periods than one looks through in a list of choices.
MOST_PERIODS = 200


@dataclass(frozen=True)
class ListedInstance:
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


def titles(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, str]:
    """What those of these instances are called that the actor may read, by their ids."""
    question = select(Instance.id, Instance.title).where(Instance.id.in_(ids))
    return {row.id: row.title for row in session.execute(readers.only(question, actor))}


def listed(
    session: Session, actor: Actor, chosen: Filter, after: inbox.Key | None = None
) -> tuple[list[ListedInstance], inbox.Key | None]:
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
    found = session.execute(readers.only(_chosen(question, chosen), actor)).all()
    rows = [ListedInstance(*row) for row in found[:PAGE]]
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
    return [period or "" for period in session.scalars(readers.only(question, actor))]


def now_at(session: Session, instances: list[int]) -> dict[int, list[item_rows.Row]]:
    """The open items of several instances, for a list."""
    found: dict[int, list[item_rows.Row]] = {}
    for row in item_rows.of_instances(session, instances):
        found.setdefault(row.item.instance_id, []).append(row)
    return found
