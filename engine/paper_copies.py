"""Copies of final papers that were signed outside: a scan, or what a signing service gave back.

A copy never changes, and none is ever removed. Of several the newest counts that was added for a
post that signs or enacts the paper, and where there is none of these the newest; all that while
the version of which it is a copy stands. What is newer is told by the record that added it.
`copying` adds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import documents, versions
from engine.actors import Actor
from engine.diagram.process import Node
from engine.errors import NotFound
from engine.models import Content, DocumentVersion, Instance, PaperCopy, Record
from engine.planning import FINAL
from engine.versions import Definition


class Kind(StrEnum):
    """How the copy came about: signed by hand and scanned, or given back by a signing service."""

    SCAN = "scan"
    CERTIFIED = "certified"


@dataclass(frozen=True)
class Copied:
    """A copy, whose it is, how large it is, whether its version became void, and who added it.

    `name`, `post` and `capacity` are those of then; `is_signers`: the post signs or enacts the
    paper.
    """

    row: PaperCopy
    version: DocumentVersion
    size: int
    is_void: bool
    name: str
    post: str
    capacity: str
    is_signers: bool


def made_by(session: Session, found: DocumentVersion) -> Definition:
    """By which definition it is told who makes a paper: the present one of its instance.

    That by which the version was made, where the present one makes the paper no more.
    """
    instance = session.get_one(Instance, found.instance_id)
    present = versions.definition(session, instance.version_id)
    return present if present.makers(found.code) else versions.definition(session, found.version_id)


def handlers(definition: Definition, code: str) -> Iterator[Node]:
    """The steps that make a paper, or are done with it in hand: their posts may add a copy."""
    steps = ((node, node.step) for node in definition.steps() if node.step)
    return (n for n, s in steps if code in (*s.standard.inputs, *s.standard.outputs))


def signers(definition: Definition, code: str) -> Iterator[Node]:
    """The steps that sign or enact a paper."""
    return (n for n in definition.makers(code) if n.step and n.step.meaning in FINAL)


def takes(session: Session, found: DocumentVersion) -> bool:
    """Whether a version is one that has copies: made from a text, final, and not void."""
    is_final = found.made_from == "template" and found.is_final
    return is_final and documents.void_since(session, found) is None


def counting(copies: Sequence[Copied]) -> Copied | None:
    """Which copy of a version counts; `copies` are all, the newest first."""
    standing = [one for one in copies if not one.is_void]
    return next((one for one in standing if one.is_signers), standing[0] if standing else None)


def of_instance(session: Session, instance_id: int) -> dict[int, list[Copied]]:
    """The copies of the papers of an instance by the id of their version, the newest first."""
    found: dict[int, list[Copied]] = {}
    asked = _COPIES.where(DocumentVersion.instance_id == instance_id)
    for row in session.execute(asked.order_by(PaperCopy.seq.desc())):
        found.setdefault(row.PaperCopy.document_version_id, []).append(_copied(*row))
    return found


def by_content(session: Session, sha256: bytes, version: int | None = None) -> Copied | None:
    """The newest copy that has this sha256; with `version`, of that version only."""
    asked = _COPIES.where(PaperCopy.sha256 == sha256)
    if version is not None:
        asked = asked.where(PaperCopy.document_version_id == version)
    # Records are counted in each instance for itself: between two of them the time tells.
    newest = (PaperCopy.made_at.desc(), PaperCopy.seq.desc())
    row = session.execute(asked.order_by(*newest).limit(1)).first()
    return _copied(*row) if row else None


def kept(session: Session, actor: Actor, number: int) -> tuple[PaperCopy, bytes]:
    """A copy and its bytes; raises NotFound, also when the actor may not read its instance."""
    found = session.get(PaperCopy, number)
    if found is None:
        raise NotFound(what="file", name=number)
    documents.version(session, actor, found.document_version_id)
    return found, session.get_one(Content, found.sha256).bytes


def _copied(
    copy: PaperCopy, version: DocumentVersion, size: int, is_void: bool, body: str
) -> Copied:
    said = json.loads(body)
    who = (said["name"], said["post"], said["capacity"])
    return Copied(copy, version, size, is_void, *who, said.get("signs", False))


_COPIES = (
    select(
        PaperCopy,
        DocumentVersion,
        Content.size,
        documents.BECAME_VOID,
        Record.body,
    )
    .join(DocumentVersion, DocumentVersion.id == PaperCopy.document_version_id)
    .join(Record, (Record.stream_id == DocumentVersion.instance_id) & (Record.seq == PaperCopy.seq))
    .join(Content, Content.sha256 == PaperCopy.sha256)
)
