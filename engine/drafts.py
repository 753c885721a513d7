"""Drafts of SOPs: begun from a version, saved by owners, approved by a second person.

A save never loses anybody's work: it names the edition that it changes, and is refused when that
is no longer the newest. Every save's bundle is kept, and recorded in the SOP's stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import bundles, casting, publishing, records, versions
from engine.actors import Actor
from engine.diagram import reading
from engine.diagram.checks import check
from engine.diagram.process import Process
from engine.diagram.verdicts import Verdict, acceptable
from engine.diagram.xml import Unreadable
from engine.errors import (
    AlreadyExists,
    BadBundle,
    EffectiveTooEarly,
    NobodyReached,
    NotADiagram,
    NotFound,
    NothingChanged,
    OwnWork,
    ReasonMissing,
    StaleForm,
    UnderReview,
)
from engine.instances import SHORTEST_REASON, name_of
from engine.models import Draft, Sop, Version
from engine.permissions import May
from engine.records import Fact, Head
from engine.texts import tidy


@dataclass(frozen=True)
class Open:
    """A draft as it stands: its row, its files, and the version that it began from, if any."""

    key: str
    row: Draft
    files: bundles.Files
    base: Version | None

    @property
    def diagram(self) -> bytes:
        """The diagram's file."""
        return self.files[bundles.DIAGRAM]

    @property
    def process(self) -> Process:
        """The diagram as data."""
        return reading.read(self.diagram)

    def verdicts(self) -> list[Verdict]:
        """What the check says of every element."""
        return check(self.diagram, set(self.files))

    def refused(self) -> list[Verdict]:
        """What keeps the draft from being published."""
        return [verdict for verdict in self.verdicts() if not acceptable([verdict])]


def find(session: Session, actor: Actor, key: str) -> Open | None:
    """The draft of an SOP; None when there is none, or none that the actor may read."""
    row = session.scalar(select(Draft).join(Sop, Sop.id == Draft.process_id).where(Sop.key == key))
    if row is None or not actor.may(May.APPROVE, row.process_id):
        return None
    base = session.get(Version, row.base_version_id) if row.base_version_id else None
    return Open(key, row, bundles.load(session, row.bundle), base)


def opened(session: Session, actor: Actor, key: str) -> Open:
    """The draft of an SOP; raises NotFound when there is none that the actor may read."""
    found = find(session, actor, key)
    if found is None:
        raise NotFound(what="draft", name=key)
    return found


@dataclass(frozen=True)
class People:
    """The names of who saved a draft last, and of who asked for its approval."""

    saved_by: str
    asked_by: str


def people(session: Session, draft: Open) -> People:
    """Who works on a draft."""
    return People(name_of(session, draft.row.saved_by), name_of(session, draft.row.asked_by))


def waiting(session: Session, actor: Actor) -> list[tuple[str, Draft]]:
    """The drafts that wait for the actor's approval, with the keys of their SOPs."""
    if not actor.may(May.APPROVE):
        return []
    asked = select(Sop.key, Draft).join(Sop, Sop.id == Draft.process_id)
    rows = session.execute(asked.where(Draft.asked_by.is_not(None)).order_by(Draft.asked_at))
    return [
        (key, draft)
        for key, draft in rows
        if actor.may(May.APPROVE, draft.process_id)
        and actor.id not in (draft.asked_by, draft.saved_by)
    ]


def begin(session: Session, actor: Actor, key: str, number: int, now: datetime) -> None:
    """Begin a draft from a version of an SOP, also one that is superseded.

    Raises NotFound, or AlreadyExists when the SOP has a draft.
    """
    head = _lock(session, actor, key, May.EDIT)
    if session.get(Draft, head.stream) is not None:
        raise AlreadyExists(what="draft", name=key)
    of_number = (Version.process_id == head.stream, Version.number == number)
    base = session.scalar(select(Version).where(*of_number))
    if base is None:
        raise NotFound(what="version", name=f"{key} {number}")
    row = Draft(process_id=head.stream, base_version_id=base.id, bundle=base.bundle, edition=1)
    row.saved_by, row.saved_at = actor.id, now
    session.add(row)
    session.flush()
    _record(session, head, Fact.DRAFT_BEGUN, actor, now, version=number)


def save(
    session: Session, actor: Actor, key: str, diagram: bytes, edition: int, now: datetime
) -> int:
    """Keep a diagram as the draft's, if it changes the newest edition; the new edition.

    Raises StaleForm, UnderReview, NotADiagram, BundleTooLarge.
    """
    head = _lock(session, actor, key, May.EDIT)
    draft = _at(session, head, edition)
    _readable(diagram)
    files = dict(bundles.load(session, draft.bundle)) | {bundles.DIAGRAM: diagram}
    return _keep(session, head, actor, draft, files, now)


def drop(session: Session, actor: Actor, key: str, edition: int, now: datetime) -> None:
    """Give a draft up; its saved bundles stay named in the record."""
    head = _lock(session, actor, key, May.EDIT)
    draft = _at(session, head, edition)
    session.delete(draft)
    session.flush()
    _record(session, head, Fact.DRAFT_DROPPED, actor, now, digest=draft.bundle.hex())


# --- approval ---------------------------------------------------------------------------------


def ask(
    session: Session,
    actor: Actor,
    key: str,
    edition: int,
    note: str,
    effective_from: date,
    now: datetime,
) -> None:
    """Ask for a draft's approval, with what changed and from which day on it is to be in force.

    Raises StaleForm, UnderReview, ReasonMissing, EffectiveTooEarly, NothingChanged, BadBundle, and
    NobodyReached when on that day nobody holds the post of a step.
    """
    head = _lock(session, actor, key, May.EDIT)
    draft = _at(session, head, edition)
    if len(note := tidy(note)) < SHORTEST_REASON:
        raise ReasonMissing(decision="Publishing")
    if effective_from < actor.today:
        raise EffectiveTooEarly(today=actor.today)
    _changed(session, draft)
    files = bundles.load(session, draft.bundle)
    if refused := Open(key, draft, files, None).refused():
        raise BadBundle(refused)
    _reaches_people(session, files, effective_from)
    draft.note, draft.effective_from = note, effective_from
    draft.asked_by, draft.asked_at = actor.id, now
    session.flush()
    facts = {"note": note, "effective_from": effective_from.isoformat(), "edition": edition}
    _record(session, head, Fact.APPROVAL_ASKED, actor, now, digest=draft.bundle.hex(), **facts)


def withdraw(session: Session, actor: Actor, key: str, now: datetime) -> None:
    """Take a request for approval back, so that the draft can be changed again."""
    head = _lock(session, actor, key, May.EDIT)
    _end_review(session, head)
    _record(session, head, Fact.APPROVAL_WITHDRAWN, actor, now)


def refuse(session: Session, actor: Actor, key: str, comment: str, now: datetime) -> None:
    """Return a draft to its makers, with a comment; raises ReasonMissing."""
    head = _lock(session, actor, key, May.APPROVE)
    if len(comment := tidy(comment)) < SHORTEST_REASON:
        raise ReasonMissing(decision="Returning")
    _end_review(session, head)
    _record(session, head, Fact.APPROVAL_REFUSED, actor, now, comment=comment)


def approve(
    session: Session, actor: Actor, key: str, edition: int, now: datetime
) -> publishing.Publication:
    """Publish a draft whose approval was asked for, as it was when it was asked.

    Raises OwnWork when the actor saved it last or asked, StaleForm, NotFound, and as
    `publishing.put_in_force`.
    """
    # Publishing locks the office before the SOP; all who need both do.
    records.lock_office(session)
    head = _lock(session, actor, key, May.APPROVE)
    draft = _row(session, head)
    if draft.asked_by is None or draft.effective_from is None:
        raise NotFound(what="request for approval", name=key)
    if actor.id in (draft.asked_by, draft.saved_by):
        raise OwnWork()
    if draft.edition != edition:
        raise _stale(session, draft)
    files = bundles.load(session, draft.bundle)
    starts = max(draft.effective_from, actor.today)
    proposal = publishing.Proposal(files, draft.note, draft.saved_by, starts)
    session.delete(draft)
    session.flush()
    return publishing.put_in_force(session, actor, May.APPROVE, proposal, now)


# --- what they share --------------------------------------------------------------------------


def _lock(session: Session, actor: Actor, key: str, may: May) -> Head:
    actor.need(may)
    head = versions.lock(session, key)
    if head is None:
        raise NotFound(what="SOP", name=key)
    actor.need(may, head.stream)
    return head


def _row(session: Session, head: Head) -> Draft:
    found = session.get(Draft, head.stream, populate_existing=True)
    if found is None:
        raise NotFound(what="draft", name="")
    return found


def _at(session: Session, head: Head, edition: int) -> Draft:
    """The draft, which must still be at an edition and under nobody's review."""
    draft = _row(session, head)
    if draft.asked_by is not None:
        raise UnderReview(name=name_of(session, draft.asked_by), at=draft.asked_at)
    if draft.edition != edition:
        raise _stale(session, draft)
    return draft


def _stale(session: Session, draft: Draft) -> StaleForm:
    name = name_of(session, draft.saved_by)
    return StaleForm(name=name, what="the draft", at=draft.saved_at)


def _readable(diagram: bytes) -> None:
    """Raise NotADiagram for what the editor could not open again; all else may be saved."""
    try:
        reading.read(diagram)
    except Unreadable as error:
        raise NotADiagram(reason=error.verdict.message) from error


def _reaches_people(session: Session, files: bundles.Files, day: date) -> None:
    unreached = casting.unreached(session, reading.read(files[bundles.DIAGRAM]), day)
    if unreached:
        raise NobodyReached(steps=", ".join(node.name for node in unreached), day=day)


def _changed(session: Session, draft: Draft) -> None:
    in_force = session.scalar(
        select(Version)
        .where(Version.process_id == draft.process_id)
        .order_by(Version.number.desc())
        .limit(1)
    )
    if in_force is not None and in_force.bundle == draft.bundle:
        raise NothingChanged(number=in_force.number)


def _keep(
    session: Session,
    head: Head,
    actor: Actor,
    draft: Draft,
    files: bundles.Files,
    now: datetime,
) -> int:
    digest = bundles.store(session, files)
    if digest == draft.bundle:
        return draft.edition
    draft.bundle, draft.edition = digest, draft.edition + 1
    draft.saved_by, draft.saved_at = actor.id, now
    session.flush()
    facts = {"edition": draft.edition, "digest": digest.hex()}
    _record(session, head, Fact.DRAFT_SAVED, actor, now, **facts)
    return draft.edition


def _end_review(session: Session, head: Head) -> None:
    draft = _row(session, head)
    if draft.asked_by is None:
        raise NotFound(what="request for approval", name="")
    draft.asked_by = draft.asked_at = None
    session.flush()


def _record(
    session: Session, head: Head, fact: Fact, actor: Actor, now: datetime, **body: Any
) -> None:
    records.append(session, head, fact, now, actor.id, body | {"via": actor.via})
