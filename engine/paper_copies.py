"""Copies of final papers that were signed outside: a scan, or what a signing service gave back.

A copy never changes, and none is ever removed: of several the newest counts, while the version of
which it is a copy stands. `copying` adds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import documents, versions
from engine.actors import Actor
from engine.approvals import IS_VOID
from engine.diagram.process import Node
from engine.errors import NotFound
from engine.models import Approval, Content, DocumentVersion, Instance, PaperCopy, Person
from engine.versions import Definition


class Kind(StrEnum):
    """How the copy came about: signed by hand and scanned, or given back by a signing service."""

    SCAN = "scan"
    CERTIFIED = "certified"


@dataclass(frozen=True)
class Copied:
    """A copy, whose it is, who added it, how large it is, and whether its version became void."""

    row: PaperCopy
    version: DocumentVersion
    name: str
    size: int
    is_void: bool


def made_by(session: Session, found: DocumentVersion) -> Definition:
    """By which definition it is told who makes a paper: the present one of its instance.

    That by which the version was made, where the present one makes the paper no more.
    """
    instance = session.get_one(Instance, found.instance_id)
    present = versions.definition(session, instance.version_id)
    is_made = any(makers(present, found.code))
    return present if is_made else versions.definition(session, found.version_id)


def makers(definition: Definition, code: str) -> Iterator[Node]:
    """The steps that make a paper."""
    return (n for n in definition.steps() if n.step and code in n.step.standard.outputs)


def takes(session: Session, found: DocumentVersion) -> bool:
    """Whether a version is one that has copies: made from a text, final, and not void."""
    return found.made_from == "template" and found.is_final and not is_void(session, found)


def is_void(session: Session, found: DocumentVersion) -> bool:
    """Whether the approval that made a version final became void."""
    by = (Approval.instance_id == found.instance_id, Approval.seq == found.seq)
    return session.scalar(select(Approval.id).where(*by, IS_VOID)) is not None


def of_instance(session: Session, instance_id: int) -> dict[int, list[Copied]]:
    """The copies of the papers of an instance by the id of their version, the newest first."""
    found: dict[int, list[Copied]] = {}
    asked = _COPIES.where(DocumentVersion.instance_id == instance_id)
    for row in session.execute(asked.order_by(PaperCopy.id.desc())):
        found.setdefault(row.PaperCopy.document_version_id, []).append(Copied(*row))
    return found


def by_content(session: Session, sha256: bytes, version: int | None = None) -> Copied | None:
    """The newest copy that has this sha256; with `version`, of that version only."""
    asked = _COPIES.where(PaperCopy.sha256 == sha256)
    if version is not None:
        asked = asked.where(PaperCopy.document_version_id == version)
    row = session.execute(asked.order_by(PaperCopy.id.desc()).limit(1)).first()
    return Copied(*row) if row else None


def kept(session: Session, actor: Actor, number: int) -> tuple[PaperCopy, bytes]:
    """A copy and its bytes; raises NotFound, also when the actor may not read its instance."""
    found = session.get(PaperCopy, number)
    if found is None:
        raise NotFound(what="file", name=number)
    documents.version(session, actor, found.document_version_id)
    return found, session.get_one(Content, found.sha256).bytes


_COPIES = (
    select(
        PaperCopy,
        DocumentVersion,
        Person.name,
        Content.size,
        select(Approval.id)
        .where(
            Approval.instance_id == DocumentVersion.instance_id,
            Approval.seq == DocumentVersion.seq,
            IS_VOID,
        )
        .exists()
        .label("is_void"),
    )
    .join(DocumentVersion, DocumentVersion.id == PaperCopy.document_version_id)
    .join(Person, Person.id == PaperCopy.made_by)
    .join(Content, Content.sha256 == PaperCopy.sha256)
)
