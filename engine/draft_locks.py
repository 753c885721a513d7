"""An SOP locked for a change of its draft: who may, the draft read anew, and what is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import records, versions
from engine.actors import Actor
from engine.errors import NotFound, StaleForm, UnderReview
from engine.holders import name_of
from engine.models import Draft
from engine.permissions import May
from engine.records import Fact, Head


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
    """The draft of a locked SOP, still at an edition; raises UnderReview or StaleForm."""
    draft = row(session, head)
    need_unreviewed(session, draft, edition)
    return draft


def need_unreviewed(session: Session, draft: Draft, edition: int) -> None:
    """Raise UnderReview for a draft that waits for approval, StaleForm for another edition."""
    if draft.asked_by is not None:
        raise UnderReview(name=name_of(session, draft.asked_by), at=draft.asked_at)
    if draft.edition != edition:
        raise _stale(session, draft)


def _stale(session: Session, draft: Draft) -> StaleForm:
    """The error that says who saved the draft meanwhile."""
    name = name_of(session, draft.saved_by)
    return StaleForm(name=name, what="the draft", at=draft.saved_at)


def record(
    session: Session, head: Head, fact: Fact, actor: Actor, now: datetime, **body: Any
) -> None:
    """Write a fact about an SOP's draft."""
    records.append(session, head, fact, now, actor.id, body | {"via": actor.via})
