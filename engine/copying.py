"""Adding a copy of a paper that was signed outside, also long after the instance has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import contents, documents, holders, media, pixels, records, uploads
from engine.actors import Actor
from engine.errors import (
    CopyNotYours,
    CopyOfItself,
    FieldProblem,
    InvalidValues,
    NoCopyOf,
    SameCopy,
    TooManyCopies,
)
from engine.fields.kinds import Field, FieldType
from engine.holders import Holder
from engine.models import DocumentVersion, PaperCopy, Post
from engine.paper_copies import Kind, made_by, makers, takes
from engine.permissions import May
from engine.records import Fact
from engine.texts import tidy
from engine.uploads import Judged, SentFile

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
    if not pixels.is_whole(data):
        raise _unfit(FILE.key, "picture_cut_off")
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
