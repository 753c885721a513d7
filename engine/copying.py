"""Adding a copy of a paper that was signed outside, also long after the instance has ended.

It is the act of a person, who gives the password: what the office says of the file, and no check
of any signature in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import (
    contents,
    documents,
    holders,
    media,
    paper_copies,
    pixels,
    proofs,
    records,
    uploads,
)
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
from engine.paper_copies import Copied, Kind, handlers, made_by, signers, takes
from engine.passwords import Evidence
from engine.permissions import May
from engine.records import Fact
from engine.texts import tidy
from engine.uploads import Judged, SentFile

KNOWN = {Kind.SCAN: (media.PDF, media.JPEG, media.PNG), Kind.CERTIFIED: (media.PDF,)}
FILE = Field("file", FieldType.FILE)

LONGEST_NOTE = 300
MOST = 5
"""Copies of a version that one person may add, so that nobody keeps others from it."""

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


@dataclass(frozen=True)
class _By:
    """The holding by which a copy is added, and whether its post signs or enacts the paper."""

    held: Holder
    signs: bool


def add(
    session: Session,
    actor: Actor,
    number: int,
    new: New,
    evidence: Evidence | None,
    now: datetime,
) -> None:
    """Keep a copy of a version of a paper, and record it.

    Allowed by the password to holders of the posts that have the paper in hand. Raises NotFound,
    NotAllowed, CopyNotYours, PasswordNeeded, ProofPaused, NoCopyOf, CopyOfItself, SameCopy and
    TooManyCopies.
    """
    found = documents.version(session, actor, number)
    actor.need(May.ADD_COPIES)
    # What became void, who holds the post and which copy counts is asked under the lock.
    head = records.lock(session, found.instance_id)
    assert head is not None, "an instance has a stream"
    by = _right(session, actor, found, now)
    proofs.prove(proofs.secret_of(session, actor), actor, evidence, now)
    _need_new(session, found, actor, by, bytes.fromhex(new.judged.file.sha256))
    contents.keep(session, [new.judged.data])
    body = {"copy": _fact(found, new), **_who(session, actor, by)}
    seq = records.append(session, head, Fact.COPY_ADDED, now, actor.id, body)
    session.add(_row(found, new, actor, now, seq))
    session.flush()


def _right(session: Session, actor: Actor, found: DocumentVersion, now: datetime) -> _By:
    """By which holding a person adds a copy, a signer's first; raises CopyNotYours."""
    definition = made_by(session, found)
    nodes = list(handlers(definition, found.code))
    posts = [definition.post(node.id) for node in nodes]
    signing = {definition.post(node.id) for node in signers(definition, found.code)}
    held = [one for one in holders.of(session, posts, now) if one.person_id == actor.id]
    if not held:
        lanes = definition.process.lane
        names = dict.fromkeys(lanes[node.lane].name for node in nodes)
        raise CopyNotYours(posts=", ".join(names))
    first = min(held, key=lambda one: one.post_id not in signing)
    return _By(first, first.post_id in signing)


def _need_new(
    session: Session, found: DocumentVersion, actor: Actor, by: _By, sha256: bytes
) -> None:
    if not takes(session, found):
        raise NoCopyOf()
    if found.sha256 == sha256:
        raise CopyOfItself()
    there = paper_copies.of_instance(session, found.instance_id).get(found.id, [])
    if _changes_nothing(there, by, sha256):
        raise SameCopy()
    if sum(one.row.made_by == actor.id for one in there) >= MOST:
        raise TooManyCopies(most=MOST)


def _changes_nothing(there: Sequence[Copied], by: _By, sha256: bytes) -> bool:
    """Whether a file is kept already and would count neither more nor less."""
    now = paper_copies.counting(there)
    if now is not None and now.is_signers and not by.signs:
        return any(one.row.sha256 == sha256 for one in there)
    return now is not None and (now.row.sha256, now.is_signers) == (sha256, by.signs)


def _fact(found: DocumentVersion, new: New) -> dict[str, Any]:
    """What the record says of a copy; what there is not, it does not name."""
    file = new.judged.file
    of = {"paper": found.code, "n": found.n, "kind": new.kind.value, "note": new.note}
    fact = of | {"sha256": file.sha256, "type": file.type, "name": file.name}
    return {name: said for name, said in fact.items() if said}


def _who(session: Session, actor: Actor, by: _By) -> dict[str, Any]:
    """Who adds it; `signs`: for a post that signs the paper; `proof`: what was given for it."""
    held = by.held
    about: dict[str, Any] = {
        "name": actor.name,
        "post": session.get_one(Post, held.post_id).name,
        "capacity": held.capacity,
        "decree": held.decree,
        "via": actor.via,
        "signs": by.signs,
        "proof": "password",
    }
    return {name: said for name, said in about.items() if said}


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
