"""Drafts of SOPs begin: from a version, from a bundle of elsewhere, or with an SOP that is new."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from engine import bundles, draft_locks, draft_saving, publishing, records, versions
from engine.actors import Actor
from engine.diagram import editing, keys
from engine.errors import AlreadyExists, BadName, DraftExists, NothingToDraw
from engine.models import Draft
from engine.permissions import May
from engine.records import Fact, Head
from engine.texts import tidy

LONGEST_NAME = 120


def begin(session: Session, actor: Actor, key: str, number: int, now: datetime) -> None:
    """Begin a draft from a version of an SOP, also one that is superseded.

    Raises NotFound, or DraftExists.
    """
    head = draft_locks.lock(session, actor, key, May.EDIT)
    base = versions.numbered(session, head.stream, number)
    if session.get(Draft, head.stream) is not None:
        raise DraftExists(name=base.name, key=key)
    _open(session, head, actor, base.bundle, base.id, now)
    draft_locks.record(session, head, Fact.DRAFT_BEGUN, actor, now, version=number)


def bring(
    session: Session,
    actor: Actor,
    files: bundles.Files,
    now: datetime,
    drawn: bytes | None = None,
    file: str = "",
    origin: str = "file",
) -> str:
    """Make a draft of a bundle from elsewhere; the key of its SOP, which is begun if it is new.

    The key is the id of the diagram's process, else made of its name: see `draft_saving.call`.
    `drawn` is the diagram with the drawing that it lacked, see `drawn_anew`: it becomes the next
    edition. `origin` tells the record what the bundle was made of, `file` what it was called
    there. Raises NotADiagram, DiagramTooLarge and DraftExists.
    """
    actor.need(May.EDIT)
    process = draft_saving.readable(files[bundles.DIAGRAM])
    is_key = keys.names_sop(process.key)
    key = process.key if is_key else keys.of_sop(process.name or process.key)
    records.lock_office(session)
    head = versions.lock(session, key) or publishing.begin_sop(session, key)
    actor.need(May.EDIT, head.stream)
    if session.get(Draft, head.stream) is not None:
        raise DraftExists(name=process.name or key, key=key)
    base = publishing.last(session, head.stream)
    digest = bundles.store(session, files)
    draft = _open(session, head, actor, digest, base.id if base else None, now)
    facts = {"digest": digest.hex(), "origin": origin}
    facts |= {"file": tidy(file)[:LONGEST_NAME]} if file else {}
    draft_locks.record(session, head, Fact.DRAFT_BEGUN, actor, now, **facts)
    if drawn is not None:
        files = dict(files) | {bundles.DIAGRAM: drawn}
        draft_saving.keep(session, head, actor, draft, files, now, Fact.DRAFT_DRAWN)
    return key


def drawn_anew(diagram: bytes) -> bytes | None:
    """A diagram with a drawing in place of the one that it lacks; None where nothing is to draw.

    Drawing a long one takes seconds, so that it is asked for before anything is locked.
    """
    try:
        return editing.draw(diagram) if editing.is_bare(draft_saving.readable(diagram)) else None
    except NothingToDraw:
        return None


def _open(
    session: Session,
    head: Head,
    actor: Actor,
    bundle: bytes,
    base: int | None,
    now: datetime,
) -> Draft:
    # Each save leaves a record, so an edition counted from there was never another draft's.
    draft = Draft(process_id=head.stream, bundle=bundle, edition=max(head.seq, 1))
    draft.base_version_id, draft.saved_by, draft.saved_at = base, actor.id, now
    session.add(draft)
    session.flush()
    return draft


def _is_there(session: Session, head: Head) -> bool:
    """Whether an SOP has a draft or a version."""
    has_draft = session.get(Draft, head.stream) is not None
    return has_draft or publishing.last(session, head.stream) is not None


def begin_new(session: Session, actor: Actor, key: str, diagram: bytes, now: datetime) -> None:
    """Begin an SOP that is a draft only, from the diagram of its rows, whose process has the key.

    Raises BadName for a key that cannot be one, NotADiagram, DiagramTooLarge, and AlreadyExists
    when there is an SOP of that key: one given up before it had a version is begun again.
    """
    actor.need(May.EDIT)
    if not keys.KEY.fullmatch(key):
        raise BadName(what="key of an SOP", name=key, rule="at most 80 small letters, digits or -")
    if not keys.names_sop(key):
        raise BadName(what="key of an SOP", name=key, rule="one that no page has as its address")
    # Whoever begins an SOP locks the office first, so that of two only one begins it.
    records.lock_office(session)
    head = versions.lock(session, key)
    if head is not None and _is_there(session, head):
        raise AlreadyExists(what="SOP", name=key)
    bring(session, actor, {bundles.DIAGRAM: diagram}, now, origin="rows")
