"""Approving drafts: asked for by an owner, given or refused by a second person.

What is approved is published as it was when approval was asked; until then nobody changes it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from engine import (
    bundles,
    casting,
    draft_locks,
    draft_trail,
    drafts,
    history,
    proofs,
    publishing,
    reasons,
    records,
    succession,
    trial_prints,
)
from engine.actors import Actor
from engine.diagram import reading
from engine.errors import (
    DraftAltered,
    EffectiveTooEarly,
    KeyUnfit,
    NobodyReached,
    NotFound,
    NothingChanged,
    OwnWork,
    StaleForm,
    VersionCame,
)
from engine.holders import name_of
from engine.models import Draft
from engine.passwords import Evidence
from engine.permissions import May
from engine.records import Fact, Head


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

    Raises StaleForm, UnderReview, ReasonMissing, EffectiveTooEarly, NothingChanged, KeyUnfit,
    BadBundle, and NobodyReached when on that day nobody holds the post of a step.
    """
    head = draft_locks.lock(session, actor, key, May.EDIT)
    draft = draft_locks.unreviewed(session, head, edition)
    note = reasons.given(note, act="Publishing")
    if effective_from < actor.today:
        raise EffectiveTooEarly(today=actor.today)
    _changed(session, draft, effective_from, actor.today)
    _of_this_sop(session, key, draft)
    files = bundles.load(session, draft.bundle)
    publishing.checked(files)
    trial_prints.need(session, head.stream, files)
    _reaches_people(session, files, effective_from)
    draft.note, draft.effective_from = note, effective_from
    draft.asked_by, draft.asked_at, draft.asked_seq = actor.id, now, head.seq + 1
    session.flush()
    facts = {"note": note, "effective_from": effective_from.isoformat(), "edition": edition}
    draft_locks.record(
        session, head, Fact.APPROVAL_ASKED, actor, now, digest=draft.bundle.hex(), **facts
    )


def withdraw(session: Session, actor: Actor, key: str, request: int, now: datetime) -> None:
    """Take a request for approval back, so that the draft can be changed again.

    `request` is the record in which approval was asked for. Raises NotFound, and StaleForm when
    there is another request by now.
    """
    head = draft_locks.lock(session, actor, key, May.EDIT)
    _end_review(session, _requested(session, head, key, request))
    draft_locks.record(session, head, Fact.APPROVAL_WITHDRAWN, actor, now)


def refuse(
    session: Session, actor: Actor, key: str, request: int, comment: str, now: datetime
) -> None:
    """Return a draft to its makers, with a comment.

    `request` is the record in which approval was asked for. Raises ReasonMissing, NotFound, and
    StaleForm when there is another request by now.
    """
    head = draft_locks.lock(session, actor, key, May.APPROVE)
    draft = _requested(session, head, key, request)
    comment = reasons.given(comment, act="Returning")
    _end_review(session, draft)
    draft_locks.record(session, head, Fact.APPROVAL_REFUSED, actor, now, comment=comment)


def last_return(session: Session, process_id: int) -> history.Entry | None:
    """Why an SOP's draft was returned, if that is the last that happened to its approval."""
    turns = (Fact.APPROVAL_ASKED, Fact.APPROVAL_WITHDRAWN, Fact.APPROVAL_REFUSED, Fact.DRAFT_BEGUN)
    turn = history.newest(session, process_id, turns)
    return turn if turn and turn.kind == Fact.APPROVAL_REFUSED else None


def approve(
    session: Session,
    actor: Actor,
    key: str,
    request: int,
    evidence: Evidence | None,
    now: datetime,
) -> publishing.Publication:
    """Publish a draft whose approval was asked for, as it was when it was asked.

    That is an enactment, so it takes evidence of the password. `request` is the record in which
    approval was asked for. Raises OwnWork when the actor asked, brought or saved any of it,
    StaleForm when there is another request by now, DraftAltered when the draft is not what the
    record says of it, VersionCame when another version was published meanwhile, NobodyReached when
    nobody holds the post of a step any more, NotFound, and as `proofs.prove` and
    `publishing.put_in_force`.
    """
    # Publishing locks the office before the SOP; all who need both do.
    records.lock_office(session)
    head = draft_locks.lock(session, actor, key, May.APPROVE)
    draft = _requested(session, head, key, request)
    if drafts.is_own(session, draft, actor):
        raise OwnWork()
    files = bundles.load(session, draft.bundle)
    need_as_recorded(session, key, draft, files)
    newest = publishing.last(session, head.stream)
    if newest is not None and draft.asked_at and newest.published_at > draft.asked_at:
        raise VersionCame(number=newest.number)
    starts = max(draft.effective_from or actor.today, actor.today)
    publishing.checked(files)
    trial_prints.need(session, head.stream, files)
    _reaches_people(session, files, starts)
    proofs.prove(proofs.secret_of(session, actor), actor, evidence, now)
    proposal = publishing.Proposal(files, draft.note, draft.saved_by, starts)
    session.delete(draft)
    session.flush()
    return publishing.put_in_force(session, actor, May.APPROVE, proposal, now)


def need_as_recorded(session: Session, key: str, draft: Draft, files: bundles.Files) -> None:
    """Raise DraftAltered unless a draft and its files are what the record says of it.

    Whoever approves reads no other draft than that, and puts no other in force.
    """
    is_whole = bundles.digest(files) == draft.bundle
    if not is_whole or not draft_trail.is_recorded(session, draft):
        raise DraftAltered(key=key)


def _reaches_people(session: Session, files: bundles.Files, day: date) -> None:
    process = reading.read(files[bundles.DIAGRAM])
    if unreached := casting.unreached(session, process, day):
        lanes = dict.fromkeys(process.lane[node.lane] for node in unreached)
        posts = ", ".join(f"{lane.name} ({lane.post})" for lane in lanes)
        steps = ", ".join(node.name for node in unreached)
        raise NobodyReached(steps=steps, posts=posts, day=day)


def _of_this_sop(session: Session, key: str, draft: Draft) -> None:
    found = reading.read(bundles.load(session, draft.bundle)[bundles.DIAGRAM]).key
    if found != key:
        raise KeyUnfit(key=found)


def _changed(session: Session, draft: Draft, day: date, today: date) -> None:
    same = succession.line(session, draft.process_id).unchanged(draft.bundle, day, today)
    if same is not None:
        raise NothingChanged(number=same.number)


def _requested(session: Session, head: Head, key: str, request: int) -> Draft:
    """The draft whose approval was asked for in a record."""
    draft = draft_locks.row(session, head)
    if draft.asked_by is None:
        raise NotFound(what="request for approval", name=key)
    if draft.asked_seq != request:
        name = name_of(session, draft.asked_by)
        raise StaleForm(name=name, what="the draft", at=draft.asked_at)
    return draft


def _end_review(session: Session, draft: Draft) -> None:
    draft.asked_by = draft.asked_at = draft.asked_seq = None
    session.flush()
