"""Copies of final papers that were signed outside: a scan, or what a signing service gave back.

A copy never changes, and none is ever removed: of several the newest counts, while the version of
which it is a copy stands. It may come long after the instance has ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import contents, documents, holders, media, pixels, records, uploads, versions
from engine.actors import Actor
from engine.approvals import IS_VOID
from engine.diagram.process import Node
from engine.errors import (
    CopyNotYours,
    CopyOfItself,
    FieldProblem,
    InvalidValues,
    NoCopyOf,
    NotFound,
    SameCopy,
    TooManyCopies,
)
from engine.fields.kinds import Field, FieldType
from engine.holders import Holder
from engine.models import Approval, Content, DocumentVersion, Instance, PaperCopy, Person, Post
from engine.permissions import May
from engine.records import Fact
from engine.texts import tidy
from engine.uploads import Judged, SentFile
from engine.versions import Definition


class Kind(StrEnum):
    """How the copy came about: signed by hand and scanned, or given back by a signing service."""

    SCAN = "scan"
    CERTIFIED = "certified"


KNOWN = {Kind.SCAN: (media.PDF, media.JPEG, media.PNG), Kind.CERTIFIED: (media.PDF,)}
FILE = Field("file", FieldType.FILE)

LONGEST_NOTE = 300
MOST = 20
MOST_PIXELS = 15_000
"""To a side: A4 scanned as finely as scanners do, and no picture that fills a reader's memory."""


@dataclass(frozen=True)
class New:
    """A copy that can be kept."""

    kind: Kind
    judged: Judged
    note: str


@dataclass(frozen=True)
class Copied:
    """A copy, whose it is, who added it, how large it is, and whether its version became void."""

    row: PaperCopy
    version: DocumentVersion
    name: str
    size: int
    is_void: bool


def judged(kind: str, sent: SentFile, note: str) -> New:
    """What was sent, if it can be a copy; raises InvalidValues. Asked before anything is locked."""
    if kind not in KNOWN:
        raise _unfit("kind", "required")
    note = tidy(note)
    if len(note) > LONGEST_NOTE:
        raise _unfit("note", "too_long", limit=LONGEST_NOTE, length=len(note))
    known = KNOWN[Kind.SCAN]
    new = uploads.judged(FILE, sent, known)
    if new.file.type not in {one.type for one in KNOWN[Kind(kind)]}:
        raise _unfit(FILE.key, "not_a_pdf")
    if new.file.type != media.PDF.type:
        _need_picture(sent.data)
    return New(Kind(kind), new, note)


def _need_picture(data: bytes) -> None:
    size = pixels.size(data)
    if size is None:
        raise _unfit(FILE.key, "picture_broken")
    if max(size) > MOST_PIXELS:
        facts = {"width": size[0], "height": size[1], "most": MOST_PIXELS}
        raise _unfit(FILE.key, "picture_too_wide", **facts)


def _unfit(key: str, code: str, **facts: object) -> InvalidValues:
    return InvalidValues({key: [FieldProblem(code, facts)]})


def add(session: Session, actor: Actor, number: int, new: New, now: datetime) -> None:
    """Keep a copy of a version of a paper, and record it.

    Allowed to holders of the posts that make the paper. Raises NotFound, NotAllowed, CopyNotYours,
    NoCopyOf, CopyOfItself, SameCopy and TooManyCopies.
    """
    found = documents.version(session, actor, number)
    actor.need(May.ADD_COPIES)
    # What became void, who holds the post and which copy counts is asked under the lock.
    head = records.lock(session, found.instance_id)
    assert head is not None, "an instance has a stream"
    held = _right(session, actor, found, now)
    _need_new(session, found, bytes.fromhex(new.judged.file.sha256))
    contents.keep(session, [new.judged.data])
    body = {"copy": _fact(found, new), **_who(session, actor, held)}
    seq = records.append(session, head, Fact.COPY_ADDED, now, actor.id, body)
    session.add(_row(found, new, actor, now, seq))
    session.flush()


def _right(session: Session, actor: Actor, found: DocumentVersion, now: datetime) -> Holder:
    """By which holding a person adds a copy; raises CopyNotYours."""
    definition = made_by(session, found)
    posts = [definition.post(node.id) for node in makers(definition, found.code)]
    held = [one for one in holders.of(session, posts, now) if one.person_id == actor.id]
    if not held:
        lanes = definition.process.lane
        names = dict.fromkeys(lanes[node.lane].name for node in makers(definition, found.code))
        raise CopyNotYours(posts=", ".join(names))
    return held[0]


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


def _need_new(session: Session, found: DocumentVersion, sha256: bytes) -> None:
    if not takes(session, found):
        raise NoCopyOf()
    if found.sha256 == sha256:
        raise CopyOfItself()
    of_it = select(PaperCopy.sha256).where(PaperCopy.document_version_id == found.id)
    there = session.scalars(of_it.order_by(PaperCopy.id.desc())).all()
    if there and there[0] == sha256:
        raise SameCopy()
    if len(there) >= MOST:
        raise TooManyCopies(most=MOST)


def _fact(found: DocumentVersion, new: New) -> dict[str, Any]:
    """What the record says of a copy; what there is not, it does not name."""
    file = new.judged.file
    of = {"paper": found.code, "n": found.n, "kind": new.kind.value, "note": new.note}
    fact = of | {"sha256": file.sha256, "type": file.type, "name": file.name}
    return {name: said for name, said in fact.items() if said}


def _who(session: Session, actor: Actor, held: Holder) -> dict[str, str]:
    post = session.get_one(Post, held.post_id).name
    about = {"name": actor.name, "post": post, "capacity": held.capacity, "decree": held.decree}
    return {name: said for name, said in (about | {"via": actor.via}).items() if said}


def _row(found: DocumentVersion, new: New, actor: Actor, now: datetime, seq: int) -> PaperCopy:
    file = new.judged.file
    return PaperCopy(
        document_version_id=found.id,
        seq=seq,
        kind=new.kind.value,
        sha256=bytes.fromhex(file.sha256),
        media_type=file.type,
        file_name=file.name,
        note=new.note,
        made_by=actor.id,
        made_at=now,
    )


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
