"""Approvals: what completing a step gives when it means paraf, signature or enactment.

They stand until a return, or a token that is moved back, makes them void.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.orm import Session

from engine.actors import Held
from engine.diagram import graph
from engine.diagram.process import Process
from engine.locking import Locked
from engine.models import Approval, ApprovalPaper, ApprovalVoid, plain
from engine.versions import Course

Given = list[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class Bound:
    """What an approval is bound to: the digest of its content, and the versions of papers."""

    digest: bytes
    versions: Collection[int] = ()


def give(session: Session, item: Locked, held: Held, bound: Bound, now: datetime, seq: int) -> None:
    """Give the approval that completing an item means, by the record of that number."""
    given = session.execute(
        _GIVE,
        {
            "instance_id": item.row.instance_id,
            "item_id": item.row.id,
            "node_id": item.node.id,
            "seq": seq,
            "meaning": item.step.meaning.value,
            "person_id": item.actor.id,
            "nip": item.row.nip,
            "name": item.actor.name,
            "capacity": held.capacity,
            "post_name": held.name,
            "at": now,
            "digest": bound.digest,
        },
    ).scalar_one()
    covered = [{"approval_id": given, "document_version_id": version} for version in bound.versions]
    if covered:
        session.execute(insert(plain(ApprovalPaper)), covered)


def void(session: Session, instance_id: int, course: Course, node: str, seq: int) -> list[int]:
    """Void the approvals given at a node or after it; the numbers of the records that gave them.

    `course` is that of the instance once the record `seq` has been written.
    """
    given = standing(session, instance_id)
    found = [row for row in given if _is_after(course, row, node)]
    if found:
        about = {"stream_id": instance_id, "seq": seq}
        session.execute(insert(plain(ApprovalVoid)), [about | {"approval_id": r.id} for r in found])
    return [row.seq for row in found]


def _is_after(course: Course, row: Row[*tuple[Any, ...]], node: str) -> bool:
    """Whether an approval was given at a node or after it.

    So it was if the diagram by which it was given says so or the present one, as far as they can
    tell: a step may have been drawn anew since, or elsewhere. Where neither can it counts as such.
    """
    both = (course.at(row.seq).process, course.now.process)
    told = [process for process in both if node in process.node and _gives(process, row)]
    return not told or any(row.node_id in graph.downstream(process, node) for process in told)


def _gives(process: Process, row: Row[*tuple[Any, ...]]) -> bool:
    """Whether the step of an approval is there, and not another that was given its id."""
    found = process.node.get(row.node_id)
    return found is not None and found.step is not None and found.step.meaning == row.meaning


def standing(session: Session, instance_id: int) -> Given:
    """The approvals of an instance that stand, in the order in which they were given."""
    return list(session.execute(_STANDING, {"instance": instance_id}))


def voided(session: Session, instance_id: int, most: int) -> Given:
    """The approvals of an instance that became void last, the latest first."""
    return list(session.execute(_VOIDED, {"instance": instance_id, "most": most}))


_GIVE = insert(plain(Approval)).returning(plain(Approval).c.id)
_GIVEN, _VOID = plain(Approval).c, plain(ApprovalVoid).c
IS_VOID = select(_VOID.approval_id).where(_VOID.approval_id == _GIVEN.id).exists()
_STANDING = (
    select(*_GIVEN).where(_GIVEN.instance_id == bindparam("instance"), ~IS_VOID).order_by(_GIVEN.id)
)
_VOIDED = (
    select(*_GIVEN)
    .join(plain(ApprovalVoid), _VOID.approval_id == _GIVEN.id)
    .where(_VOID.stream_id == bindparam("instance"))
    .order_by(_VOID.seq.desc(), _VOID.approval_id.desc())
    .limit(bindparam("most"))
)
