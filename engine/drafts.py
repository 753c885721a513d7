"""Reading drafts of SOPs: what stands in them, whose they are, which wait for approval."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from engine import bundles, history, trial_prints
from engine.actors import Actor
from engine.diagram import checks, reading
from engine.diagram.process import Process
from engine.diagram.verdicts import Verdict, refusals
from engine.errors import NotFound
from engine.holders import name_of
from engine.models import Draft, Record, Sop, Version
from engine.permissions import May
from engine.records import Fact

# A draft that was begun from a version names that; one that was brought names its content.
_IS_MADE = Record.kind.in_([Fact.DRAFT_SAVED.value, Fact.DRAFT_DRAWN.value]) | (
    (Record.kind == Fact.DRAFT_BEGUN.value) & Record.body.contains('"digest":"')
)


@dataclass(frozen=True)
class Open:
    """A draft as it stands: its row, its files, and the version that it began from, if any.

    For one that was brought or typed that is the newest of then.
    """

    key: str
    row: Draft
    files: bundles.Files
    base: Version | None

    @property
    def diagram(self) -> bytes:
        """The diagram's file."""
        return self.files[bundles.DIAGRAM]

    @cached_property
    def process(self) -> Process:
        """The diagram as data."""
        return reading.remembered(self.diagram)

    def verdicts(self) -> list[Verdict]:
        """What the check says of every element."""
        return list(checks.remembered(self.diagram, frozenset(self.files.items())))

    def refused(self) -> list[Verdict]:
        """What keeps the draft from being published."""
        return refusals(self.verdicts())


def find(session: Session, actor: Actor, key: str) -> Open | None:
    """The draft of an SOP; None when there is none, or none that the actor may read."""
    row = session.scalar(select(Draft).join(Sop, Sop.id == Draft.process_id).where(Sop.key == key))
    if row is None or not actor.may(May.READ_DRAFTS, row.process_id):
        return None
    return _open(session, key, row)


def _open(session: Session, key: str, row: Draft) -> Open:
    base = session.get(Version, row.base_version_id) if row.base_version_id else None
    return Open(key, row, bundles.load(session, row.bundle), base)


def opened(session: Session, actor: Actor, key: str) -> Open:
    """The draft of an SOP; raises NotFound when there is none that the actor may read."""
    found = find(session, actor, key)
    if found is None:
        raise NotFound(what="draft", name=key)
    return found


def judged(session: Session, draft: Open) -> list[Verdict]:
    """What the check says of a draft; of one that may run, also which texts cannot be printed."""
    found = draft.verdicts()
    if refusals(found):
        return found
    return found + trial_prints.verdicts(session, draft.row.process_id, draft.files)


def judge_ahead(session: Session, actor: Actor, key: str) -> None:
    """Check a draft, and print its new texts for trial, before a lock is taken for it."""
    draft = find(session, actor, key)
    if draft is not None:
        judged(session, draft)


def is_own(session: Session, draft: Draft, actor: Actor) -> bool:
    """Whether the actor asked for the approval of a draft, or brought or saved any edition."""
    made = _since_begun(draft).where(Record.actor_id == actor.id, _IS_MADE)
    is_maker = session.scalar(made.limit(1)) is not None
    return is_maker or actor.id in (draft.asked_by, draft.saved_by)


def is_drawn_here(session: Session, draft: Draft) -> bool:
    """Whether the drawing, or a part of it, was made by `editing.draw`."""
    drawn = _since_begun(draft).where(Record.kind == Fact.DRAFT_DRAWN.value)
    return session.scalar(drawn.limit(1)) is not None


def _since_begun(draft: Draft) -> Select[int]:
    """The records of an SOP since its draft was begun."""
    begun = (
        select(func.max(Record.seq))
        .where(Record.stream_id == draft.process_id, Record.kind == Fact.DRAFT_BEGUN.value)
        .scalar_subquery()
    )
    return select(Record.seq).where(Record.stream_id == draft.process_id, Record.seq >= begun)


def brought_from(session: Session, draft: Draft) -> str | None:
    """The name of the file that a draft was brought from; None for one that was begun here.

    It is "" where nobody recorded it.
    """
    begun = history.newest(session, draft.process_id, [Fact.DRAFT_BEGUN])
    return str(begun.body.get("file", "")) if begun and "digest" in begun.body else None


@dataclass(frozen=True)
class People:
    """The names of who saved a draft last, and of who asked for its approval."""

    saved_by: str
    asked_by: str


def people(session: Session, draft: Open) -> People:
    """Who works on a draft."""
    return People(name_of(session, draft.row.saved_by), name_of(session, draft.row.asked_by))


def waiting(session: Session, actor: Actor) -> list[Open]:
    """The drafts that wait for the actor's approval."""
    if not actor.may(May.APPROVE):
        return []
    asked = select(Sop.key, Draft).join(Sop, Sop.id == Draft.process_id)
    rows = session.execute(asked.where(*_waits_for(actor)).order_by(Draft.asked_at))
    return [_open(session, key, draft) for key, draft in rows]


def count_waiting(session: Session, actor: Actor) -> int:
    """How many drafts wait for the actor's approval. One statement, for whoever may approve."""
    if not actor.may(May.APPROVE):
        return 0
    return session.scalar(select(func.count()).where(*_waits_for(actor))) or 0


def _waits_for(actor: Actor) -> list[ColumnElement[bool]]:
    """That a draft waits for somebody's approval, who did none of it: see `is_own`."""
    stream, other = Record.stream_id == Draft.process_id, aliased(Record)
    begun = (
        select(func.max(other.seq))
        .where(other.stream_id == Draft.process_id, other.kind == Fact.DRAFT_BEGUN.value)
        .correlate(Draft)
        .scalar_subquery()
    )
    made = select(Record.seq).where(stream, Record.seq >= begun, Record.actor_id == actor.id)
    others = (Draft.asked_by != actor.id, Draft.saved_by != actor.id)
    return [*others, ~made.where(_IS_MADE).exists(), *_of(actor.sops(May.APPROVE))]


def _of(sops: frozenset[int] | None) -> list[ColumnElement[bool]]:
    """That a draft is of one of some SOPs; nothing where all are meant."""
    return [] if sops is None else [Draft.process_id.in_(sops)]


def readable(session: Session, actor: Actor) -> dict[int, Draft]:
    """The drafts that the actor may read, by the ids of their SOPs. One statement."""
    if not actor.may(May.READ_DRAFTS):
        return {}
    found = select(Draft).where(*_of(actor.sops(May.READ_DRAFTS)))
    return {draft.process_id: draft for draft in session.scalars(found)}


@dataclass(frozen=True)
class Begun:
    """An SOP that has no version yet, and whether it has a draft: else it was given up."""

    key: str
    has_draft: bool


def begun(session: Session, actor: Actor) -> list[Begun]:
    """The SOPs that have no version yet, by key, for those who may read their history."""
    versioned = select(Version.process_id)
    found = select(Sop.key, Sop.id, Draft.process_id).outerjoin(Draft, Draft.process_id == Sop.id)
    rows = session.execute(found.where(Sop.id.not_in(versioned)).order_by(Sop.key))
    return [
        Begun(key, draft is not None)
        for key, process_id, draft in rows
        if actor.may(May.READ_SOP_HISTORY, process_id)
    ]
