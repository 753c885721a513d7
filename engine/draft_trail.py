"""Whether drafts are as the record says, and approved versions as their approval was asked for.

Not compared is which version a draft began from, and the first edition of one that was not saved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.models import Draft, Record, Sop
from engine.records import Fact

_UNASKED = dict.fromkeys(("asked_by", "asked_at", "asked_seq"))
_FACTS = (
    Fact.DRAFT_BEGUN,
    Fact.DRAFT_SAVED,
    Fact.DRAFT_DRAWN,
    Fact.DRAFT_DROPPED,
    Fact.APPROVAL_ASKED,
    Fact.APPROVAL_WITHDRAWN,
    Fact.APPROVAL_REFUSED,
    Fact.VERSION_PUBLISHED,
)


def astray(session: Session) -> Iterator[str]:
    """The keys of the SOPs whose draft is not what the record says, or not there, or not said."""
    drafts = {draft.process_id: draft for draft in session.scalars(select(Draft))}
    for key, sop, trail in _trails(session):
        if not _is(drafts.get(sop), trail.draft):
            yield key


def unasked(session: Session) -> Iterator[tuple[str, int]]:
    """The approved versions, by key and number, that are not what approval was asked for."""
    return ((key, number) for key, _, trail in _trails(session) for number in trail.unasked)


def is_recorded(session: Session, draft: Draft) -> bool:
    """Whether a draft is what the record of its SOP says of it."""
    trail = _Trail()
    for row in session.execute(_RECORDS.where(Record.stream_id == draft.process_id)):
        trail.hear(row.seq, row.at, row.kind, row.actor_id, json.loads(row.body))
    return _is(draft, trail.draft)


def _is(draft: Draft | None, said: dict[str, Any]) -> bool:
    if draft is None or not said:
        return draft is None and not said
    return all(getattr(draft, name) == fact for name, fact in said.items())


def _trails(session: Session) -> Iterator[tuple[str, int, _Trail]]:
    trails = {sop: (key, _Trail()) for sop, key in session.execute(_SOPS)}
    for row in session.execute(_RECORDS):
        _, trail = trails[row.stream_id]
        trail.hear(row.seq, row.at, row.kind, row.actor_id, json.loads(row.body))
    yield from ((key, sop, trail) for sop, (key, trail) in trails.items())


@dataclass
class _Trail:
    """An SOP as far as its record was read: its versions and its draft, of which {} says none."""

    draft: dict[str, Any] = field(default_factory=dict)
    published: dict[int, bytes] = field(default_factory=dict)
    unasked: list[int] = field(default_factory=list)

    def hear(self, seq: int, at: datetime, kind: str, actor: int | None, body: Any) -> None:
        """Read one record."""
        saved = {"saved_by": actor, "saved_at": at}
        match kind:
            case Fact.DRAFT_BEGUN:
                bundle = _digest(body) if "digest" in body else self.published.get(body["version"])
                self.draft = {"bundle": bundle, "note": "", "effective_from": None}
                self.draft |= saved | _UNASKED
            case Fact.DRAFT_SAVED | Fact.DRAFT_DRAWN:
                self.draft |= saved | {"bundle": _digest(body), "edition": body["edition"]}
            case Fact.APPROVAL_ASKED:
                self.draft |= {"note": body["note"], "effective_from": _day(body)}
                self.draft |= {"asked_by": actor, "asked_at": at, "asked_seq": seq}
                if self.draft.get("bundle") != _digest(body):
                    # What nobody saved was asked for: no draft is that.
                    self.draft["bundle"] = None
            case Fact.APPROVAL_WITHDRAWN | Fact.APPROVAL_REFUSED:
                self.draft |= _UNASKED
            case Fact.DRAFT_DROPPED:
                self.draft = {}
            case Fact.VERSION_PUBLISHED:
                self._publish(at, actor, body)

    def _publish(self, at: datetime, actor: int | None, body: Any) -> None:
        self.published[body["version"]] = _digest(body)
        # Who publishes his own work puts no draft in force; nobody approves his own.
        if body.get("made_by", actor) == actor:
            return
        if not _is_as_asked(self.draft, at, body):
            self.unasked.append(body["version"])
        self.draft = {}


def _is_as_asked(draft: dict[str, Any], at: datetime, body: Any) -> bool:
    """Whether what was published is a draft whose approval was asked for, and not yet answered."""
    if not draft.get("asked_seq"):
        return False
    told = (_digest(body), body["note"], body["made_by"])
    if told != tuple(draft[name] for name in ("bundle", "note", "saved_by")):
        return False
    # What is approved late is in force from that day on; the office's clock may have been another.
    late = abs(_day(body) - at.date()) <= timedelta(days=1)
    asked = draft["effective_from"]
    return bool(_day(body) == asked or (_day(body) > asked and late))


def _digest(body: Any) -> bytes:
    return bytes.fromhex(body["digest"])


def _day(body: Any) -> date:
    return date.fromisoformat(body["effective_from"])


_SOPS = select(Sop.id, Sop.key).order_by(Sop.key)
_RECORDS = (
    select(Record.stream_id, Record.seq, Record.at, Record.kind, Record.actor_id, Record.body)
    .where(Record.kind.in_([fact.value for fact in _FACTS]))
    .order_by(Record.stream_id, Record.seq)
)
