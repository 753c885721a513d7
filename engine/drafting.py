"""Drafts of SOPs: begun from a version, saved by owners, approved by a second person.

A save never loses anybody's work: it names the edition that it changes, and is refused when that
is no longer the newest. Every save's bundle is kept, and recorded in the SOP's stream.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import bundles, drafts, publishing, records, versions
from engine.actors import Actor
from engine.diagram import editing, keys, reading
from engine.diagram.process import Process
from engine.diagram.renaming import with_key
from engine.diagram.verdicts import Verdict
from engine.diagram.xml import Unreadable
from engine.errors import (
    AlreadyExists,
    BadName,
    NotADiagram,
    NotFound,
    NothingToDraw,
    StaleForm,
    UnderReview,
)
from engine.holders import name_of
from engine.models import Draft
from engine.permissions import May
from engine.records import Fact, Head

Plan = Callable[[bundles.Files], bundles.Changes]


def begin(session: Session, actor: Actor, key: str, number: int, now: datetime) -> None:
    """Begin a draft from a version of an SOP, also one that is superseded.

    Raises NotFound, or AlreadyExists when the SOP has a draft.
    """
    head = lock(session, actor, key, May.EDIT)
    if session.get(Draft, head.stream) is not None:
        raise AlreadyExists(what="draft", name=key)
    base = versions.numbered(session, head.stream, number)
    _open(session, head, actor, base.bundle, base.id, now)
    record(session, head, Fact.DRAFT_BEGUN, actor, now, version=number)


def bring(
    session: Session,
    actor: Actor,
    files: bundles.Files,
    now: datetime,
    drawn: bytes | None = None,
) -> str:
    """Make a draft of a bundle from elsewhere; the key of its SOP, which is begun if it is new.

    The key is the id of the diagram's process, else made of its name: see `call`. `drawn` is the
    diagram with the drawing that it lacked, see `drawn_anew`: it becomes the next edition. Raises
    NotADiagram, and AlreadyExists when the SOP has a draft.
    """
    actor.need(May.EDIT)
    process = readable(files[bundles.DIAGRAM])
    is_key = keys.names_sop(process.key)
    key = process.key if is_key else keys.of_sop(process.name or process.key)
    records.lock_office(session)
    head = versions.lock(session, key) or publishing.begin_sop(session, key)
    actor.need(May.EDIT, head.stream)
    if session.get(Draft, head.stream) is not None:
        raise AlreadyExists(what="draft", name=key)
    base = publishing.last(session, head.stream)
    digest = bundles.store(session, files)
    draft = _open(session, head, actor, digest, base.id if base else None, now)
    record(session, head, Fact.DRAFT_BEGUN, actor, now, digest=digest.hex())
    if drawn is not None:
        files = dict(files) | {bundles.DIAGRAM: drawn}
        _keep(session, head, actor, draft, files, now, Fact.DRAFT_DRAWN)
    return key


def drawn_anew(diagram: bytes) -> bytes | None:
    """A diagram with a drawing in place of the one that it lacks; None where nothing is to draw.

    Drawing a long one takes seconds, so that it is asked for before anything is locked.
    """
    try:
        return editing.draw(diagram) if editing.is_bare(readable(diagram)) else None
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


def call(session: Session, actor: Actor, key: str, edition: int, now: datetime) -> None:
    """Give the draft's process the key of its SOP, without which it cannot be published.

    Raises StaleForm, UnderReview.
    """
    head = lock(session, actor, key, May.EDIT)
    draft = unreviewed(session, head, edition)
    files = dict(bundles.load(session, draft.bundle))
    files[bundles.DIAGRAM] = with_key(files[bundles.DIAGRAM], key)
    _keep(session, head, actor, draft, files, now)


def begin_new(session: Session, actor: Actor, key: str, diagram: bytes, now: datetime) -> None:
    """Begin an SOP that is a draft only, from a diagram whose process has the key.

    Raises BadName for a key that cannot be one, NotADiagram, and AlreadyExists when there is an SOP
    of that key.
    """
    actor.need(May.EDIT)
    if not keys.KEY.fullmatch(key):
        raise BadName(what="key of an SOP", name=key, rule="at most 80 small letters, digits or -")
    if not keys.names_sop(key):
        raise BadName(what="key of an SOP", name=key, rule="one that no page has as its address")
    # Whoever begins an SOP locks the office first, so that of two only one begins it.
    records.lock_office(session)
    if versions.lock(session, key) is not None:
        raise AlreadyExists(what="SOP", name=key)
    bring(session, actor, {bundles.DIAGRAM: diagram}, now)


def save(
    session: Session,
    actor: Actor,
    key: str,
    diagram: bytes,
    edition: int,
    now: datetime,
    fact: Fact = Fact.DRAFT_SAVED,
) -> int:
    """Keep a diagram as the draft's, if it changes the newest edition; the new edition.

    `fact` is DRAFT_DRAWN where what had no place was drawn. Raises as `change`.
    """
    return change(session, actor, key, {bundles.DIAGRAM: diagram}, edition, now, fact)


def change(
    session: Session,
    actor: Actor,
    key: str,
    changes: bundles.Changes,
    edition: int,
    now: datetime,
    fact: Fact = Fact.DRAFT_SAVED,
) -> int:
    """Change files of the newest edition of a draft, its diagram or its texts; the new edition.

    Raises StaleForm, UnderReview, NotADiagram, BundleTooLarge.
    """
    head = lock(session, actor, key, May.EDIT)
    draft = unreviewed(session, head, edition)
    files = _changed(key, bundles.load(session, draft.bundle), changes)
    return _keep(session, head, actor, draft, files, now, fact)


def judge(session: Session, actor: Actor, key: str, diagram: bytes) -> list[Verdict]:
    """What the check says of a draft with a diagram that is still being drawn; nothing is kept.

    It may be a drawing of an older edition: only a save refuses that. Raises UnderReview,
    NotADiagram, BundleTooLarge.
    """
    draft = drafts.opened(session, actor, key)
    actor.need(May.EDIT, draft.row.process_id)
    _unreviewed(session, draft.row, draft.row.edition)
    files = _changed(key, draft.files, {bundles.DIAGRAM: diagram})
    return replace(draft, files=files).verdicts()


def prepared(session: Session, actor: Actor, key: str, plan: Plan, edition: int) -> bundles.Changes:
    """What a plan changes in the files of an edition of a draft, to be saved as a change of it.

    Arranging a large drawing takes a second, so that nothing is locked for it. Raises StaleForm,
    UnderReview, and what the plan raises.
    """
    draft = drafts.opened(session, actor, key)
    actor.need(May.EDIT, draft.row.process_id)
    _unreviewed(session, draft.row, edition)
    return plan(draft.files)


def drop(session: Session, actor: Actor, key: str, edition: int, now: datetime) -> None:
    """Give a draft up; its saved bundles stay named in the record."""
    head = lock(session, actor, key, May.EDIT)
    draft = unreviewed(session, head, edition)
    session.delete(draft)
    session.flush()
    record(session, head, Fact.DRAFT_DROPPED, actor, now, digest=draft.bundle.hex())


# --- what they share --------------------------------------------------------------------------


def lock(session: Session, actor: Actor, key: str, may: May) -> Head:
    """The locked stream of an SOP for an act; raises NotFound or NotAllowed."""
    actor.need(may)
    head = versions.lock(session, key)
    if head is None:
        raise NotFound(what="SOP", name=key)
    actor.need(may, head.stream)
    return head


def row(session: Session, head: Head) -> Draft:
    """The draft of a locked SOP; raises NotFound."""
    found = session.get(Draft, head.stream, populate_existing=True)
    if found is None:
        raise NotFound(what="draft", name="")
    return found


def unreviewed(session: Session, head: Head, edition: int) -> Draft:
    """The draft, which must still be at an edition and under nobody's review."""
    draft = row(session, head)
    _unreviewed(session, draft, edition)
    return draft


def _changed(key: str, files: bundles.Files, changes: bundles.Changes) -> bundles.Files:
    """The files of a draft as changes make them, if the editor can open them again."""
    files = bundles.changed(files, changes)
    readable(files[bundles.DIAGRAM])
    bundles.measure(key, files)
    return files


def _unreviewed(session: Session, draft: Draft, edition: int) -> None:
    if draft.asked_by is not None:
        raise UnderReview(name=name_of(session, draft.asked_by), at=draft.asked_at)
    if draft.edition != edition:
        raise stale(session, draft)


def stale(session: Session, draft: Draft) -> StaleForm:
    """The error that says who saved the draft meanwhile."""
    name = name_of(session, draft.saved_by)
    return StaleForm(name=name, what="the draft", at=draft.saved_at)


def readable(diagram: bytes) -> Process:
    """The diagram as data; raises NotADiagram for what the editor could not open again."""
    try:
        return reading.read(diagram)
    except Unreadable as error:
        raise NotADiagram(reason=error.verdict.message) from error


def _keep(
    session: Session,
    head: Head,
    actor: Actor,
    draft: Draft,
    files: bundles.Files,
    now: datetime,
    fact: Fact = Fact.DRAFT_SAVED,
) -> int:
    digest = bundles.store(session, files)
    if digest == draft.bundle:
        return draft.edition
    draft.bundle, draft.edition = digest, draft.edition + 1
    draft.saved_by, draft.saved_at = actor.id, now
    session.flush()
    facts = {"edition": draft.edition, "digest": digest.hex()}
    record(session, head, fact, actor, now, **facts)
    return draft.edition


def record(
    session: Session, head: Head, fact: Fact, actor: Actor, now: datetime, **body: Any
) -> None:
    """Write a fact about an SOP's draft."""
    records.append(session, head, fact, now, actor.id, body | {"via": actor.via})
