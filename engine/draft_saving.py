"""Saving drafts of SOPs: an edition more for each change, and nobody's work lost.

A save names the edition that it changes, and is refused when that is no longer the newest. Every
save's bundle is kept, and recorded in the SOP's stream.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from engine import bundles, draft_locks, drafts
from engine.actors import Actor
from engine.diagram import reading
from engine.diagram.checks import size
from engine.diagram.process import Process
from engine.diagram.renaming import with_key
from engine.diagram.verdicts import Verdict
from engine.diagram.xml import Unreadable
from engine.errors import DiagramTooLarge, NotADiagram
from engine.models import Draft
from engine.permissions import May
from engine.records import Fact, Head

Plan = Callable[[bundles.Files], bundles.Changes]


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

    Raises StaleForm, UnderReview, NotADiagram, DiagramTooLarge, BundleTooLarge.
    """
    head = draft_locks.lock(session, actor, key, May.EDIT)
    draft = draft_locks.unreviewed(session, head, edition)
    files = _changed(key, bundles.load(session, draft.bundle), changes)
    return keep(session, head, actor, draft, files, now, fact)


def judge(session: Session, actor: Actor, key: str, diagram: bytes) -> list[Verdict]:
    """What the check says of a draft with a diagram that is still being drawn; nothing is kept.

    It may be a drawing of an older edition: only a save refuses that. Raises UnderReview,
    NotADiagram, DiagramTooLarge, BundleTooLarge.
    """
    return tried(session, actor, key, lambda files: {bundles.DIAGRAM: diagram}).verdicts()


def tried(session: Session, actor: Actor, key: str, plan: Plan) -> drafts.Open:
    """A draft as a plan would make it of any edition; nothing is kept.

    Raises UnderReview, NotADiagram, DiagramTooLarge, BundleTooLarge, and what the plan raises.
    """
    draft = drafts.opened(session, actor, key)
    actor.need(May.EDIT, draft.row.process_id)
    draft_locks.need_unreviewed(session, draft.row, draft.row.edition)
    return replace(draft, files=_changed(key, draft.files, plan(draft.files)))


def prepared(session: Session, actor: Actor, key: str, plan: Plan, edition: int) -> bundles.Changes:
    """What a plan changes in the files of an edition of a draft, to be saved as a change of it.

    Arranging a large drawing takes a second, so that nothing is locked for it. Raises StaleForm,
    UnderReview, and what the plan raises.
    """
    draft = drafts.opened(session, actor, key)
    actor.need(May.EDIT, draft.row.process_id)
    draft_locks.need_unreviewed(session, draft.row, edition)
    return plan(draft.files)


def drop(session: Session, actor: Actor, key: str, edition: int, now: datetime) -> None:
    """Give a draft up; its saved bundles stay named in the record."""
    head = draft_locks.lock(session, actor, key, May.EDIT)
    draft = draft_locks.unreviewed(session, head, edition)
    session.delete(draft)
    session.flush()
    draft_locks.record(session, head, Fact.DRAFT_DROPPED, actor, now, digest=draft.bundle.hex())


def call(session: Session, actor: Actor, key: str, edition: int, now: datetime) -> None:
    """Give the draft's process the key of its SOP, without which it cannot be published.

    Raises StaleForm, UnderReview.
    """
    head = draft_locks.lock(session, actor, key, May.EDIT)
    draft = draft_locks.unreviewed(session, head, edition)
    files = dict(bundles.load(session, draft.bundle))
    files[bundles.DIAGRAM] = with_key(files[bundles.DIAGRAM], key)
    keep(session, head, actor, draft, files, now)


def readable(diagram: bytes) -> Process:
    """The diagram as data; raises NotADiagram for what the editor could not open again.

    Raises DiagramTooLarge for what would take long to be looked through at every view.
    """
    try:
        process = reading.read(diagram)
    except Unreadable as error:
        raise NotADiagram(error.verdict.message, error.verdict) from error
    if too_much := next(size.verdicts(process), None):
        raise DiagramTooLarge(reason=too_much)
    return process


def _changed(key: str, files: bundles.Files, changes: bundles.Changes) -> bundles.Files:
    """The files of a draft as changes make them, if the editor can open them again."""
    files = bundles.changed(files, changes)
    readable(files[bundles.DIAGRAM])
    bundles.measure(key, files)
    return files


def keep(
    session: Session,
    head: Head,
    actor: Actor,
    draft: Draft,
    files: bundles.Files,
    now: datetime,
    fact: Fact = Fact.DRAFT_SAVED,
) -> int:
    """Keep files as the next edition of a locked draft, unless they are the newest; its edition."""
    digest = bundles.store(session, files)
    if digest == draft.bundle:
        return draft.edition
    draft.bundle, draft.edition = digest, draft.edition + 1
    draft.saved_by, draft.saved_at = actor.id, now
    session.flush()
    facts = {"edition": draft.edition, "digest": digest.hex()}
    draft_locks.record(session, head, fact, actor, now, **facts)
    return draft.edition
