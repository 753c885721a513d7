"""What a new bundle would mean for the instances that run: which could follow, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import bundles, dues, item_rows, versions
from engine.diagram import graph
from engine.diagram.changes import Topic
from engine.diagram.differences import between
from engine.diagram.process import Process
from engine.item_rows import Row
from engine.models import Instance, Status, Version

# More would help nobody to decide; they are counted.
MOST = 200


class Drawn(Protocol):
    """A bundle and its diagram: a draft, or the definition of a version."""

    @property
    def files(self) -> bundles.Files: ...

    @property
    def process(self) -> Process: ...


class Fate(StrEnum):
    """What moving to the new bundle would mean for an instance."""

    UNTOUCHED = "untouched"  # of what may still come, neither steps nor the texts of papers differ
    FOLLOWS = "follows"  # the step where it stands is there
    CHOICE = "choice"  # the step where it stands is not there: somebody has to choose another
    STAYS = "stays"  # it stands at several steps and cannot be moved


@dataclass(frozen=True)
class Affected:
    """A running instance, its version, where it stands, and what moving would mean.

    `due` is when what waits would be due, where that becomes another time.
    """

    instance: Instance
    version: int
    open: tuple[Row, ...]
    fate: Fate
    due: datetime | None


def running(session: Session, process_id: int, but: int | None = None) -> int:
    """How many instances of an SOP run, those on one version (by id) not counted."""
    of_it = [Instance.process_id == process_id, Instance.status == Status.RUNNING]
    if but is not None:
        of_it.append(Instance.version_id != but)
    return session.scalar(select(func.count()).where(*of_it)) or 0


def affected(
    session: Session,
    process_id: int,
    new: Drawn,
    but: int | None = None,
    only: int | None = None,
) -> list[Affected]:
    """The running instances of an SOP, the oldest first and at most MOST, with their fates.

    Those on the version `but` are left out, and all but the instance `only` where it is given.
    """
    question = (
        select(Instance, Version.number)
        .join(Version, Version.id == Instance.version_id)
        .where(Instance.process_id == process_id, Instance.status == Status.RUNNING)
        .order_by(Instance.started_at, Instance.id)
        .limit(MOST)
    )
    if but is not None:
        question = question.where(Instance.version_id != but)
    if only is not None:
        question = question.where(Instance.id == only)
    found = [(instance, number) for instance, number in session.execute(question)]
    standing: dict[int, list[Row]] = {}
    for row in item_rows.of_instances(session, [instance.id for instance, _ in found]):
        standing.setdefault(row.item.instance_id, []).append(row)
    olds = {one.version_id: versions.definition(session, one.version_id) for one, _ in found}
    touched = {version: _touched(old, new) for version, old in olds.items()}
    return [
        Affected(one, number, rows, fate, _due(session, old, new.process, rows, fate))
        for one, number in found
        for rows, old in [(tuple(standing.get(one.id, ())), olds[one.version_id].process)]
        for fate in [_fate(old, new.process, rows, touched[one.version_id])]
    ]


def _touched(old: Drawn, new: Drawn) -> set[str]:
    """The nodes of the new diagram about which anything differs."""
    nodes = _with_another_text(old, new)
    for change in between(old.process, new.process):
        if change.topic is Topic.LANE:
            nodes |= {node.id for node in new.process.nodes if node.lane == change.element}
        nodes.add(change.element)
    return nodes


def _with_another_text(old: Drawn, new: Drawn) -> set[str]:
    """The user tasks that make a paper whose text differs."""
    papers = new.process.papers
    codes = {p.code for p in papers if old.files.get(p.file) != new.files.get(p.file)}
    steps = {node.id: node.step for node in new.process.user_tasks if node.step}
    return {node for node, step in steps.items() if codes & set(step.standard.outputs)}


def _fate(old: Process, new: Process, rows: Iterable[Row], touched: set[str]) -> Fate:
    at = [row.item.node_id for row in rows]
    if len(at) != 1 or graph.in_branch(old, at[0]):
        return Fate.STAYS
    if not graph.can_stand(new, at[0]):
        return Fate.CHOICE
    ahead = graph.reachable(at[0], graph.forward(new))
    return Fate.FOLLOWS if ahead & touched else Fate.UNTOUCHED


def _due(
    session: Session, old: Process, new: Process, rows: Sequence[Row], fate: Fate
) -> datetime | None:
    if fate is not Fate.FOLLOWS:
        return None
    (row,) = rows
    due = dues.reckoned(session, row.item, old, new)
    return due if due != row.item.due_at else None
