"""One work item: reading it, taking it, handing it back, keeping what is typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from engine import holders, item_rows, records, shared_tables, versions
from engine.actors import Actor
from engine.contributions import SharedTable
from engine.diagram import graph
from engine.diagram.process import Flow, Lane, Node
from engine.diagram.step import Step
from engine.errors import DraftTooLong, NotFound, NotYours, TakenByAnother
from engine.fields.values import fitting
from engine.holders import name_of
from engine.indicators import tables
from engine.locking import Locked, locked, right
from engine.models import FormDraft, Notice, NoticeSeen, Record, StepState, WorkItem
from engine.permissions import May
from engine.records import Fact

LONGEST_DRAFT = 2_000_000


@dataclass(frozen=True)
class Decision:
    """A button of a step: the flow, whether it leads back, and the steps it leads to first."""

    flow: Flow
    returns: bool
    leads_to: tuple[Node, ...]


@dataclass(frozen=True)
class ItemView:
    """All that a person needs to complete an item.

    `draft` is what he typed himself; what all have typed into its tables stands in `shared`.
    """

    row: item_rows.Row
    node: Node
    step: Step
    definition: versions.Definition
    decisions: tuple[Decision, ...]
    leads_to: tuple[Node, ...]
    draft: dict[str, Any] | None
    draft_at: datetime | None
    shared: dict[str, SharedTable]
    earlier: dict[str, Any] | None
    rounds: dict[str, int]

    @property
    def lane(self) -> Lane:
        """The lane of its node."""
        return self.definition.process.lane[self.node.lane]


def view(session: Session, actor: Actor, item_id: int) -> ItemView:
    """An item for whoever holds its post today; raises NotFound or NotYours."""
    row = item_rows.item(session, item_id)
    if row is None:
        raise NotFound(what="task", name=item_id)
    if actor.holding(row.item.post_id) is None:
        raise NotYours()
    (definition,) = item_rows.definitions(session, [row])
    process, node = definition.process, definition.process.node[row.item.node_id]
    draft = session.get(FormDraft, (item_id, actor.id))
    step, (rounds, earlier) = node.step or Step(), _earlier(session, row.item)
    flows = process.outgoing[node.id]
    return ItemView(
        row=row,
        node=node,
        step=step,
        definition=definition,
        decisions=decisions(definition, node.id),
        leads_to=tuple(process.node[n] for f in flows for n in graph.next_steps(process, f)),
        draft=fitting(step.fields, draft.answers) if draft else None,
        draft_at=draft.saved_at if draft else None,
        shared=shared_tables.of(session, item_id) if tables(step.fields) else {},
        earlier=fitting(step.fields, earlier) if earlier is not None else None,
        rounds=rounds,
    )


def decisions(definition: versions.Definition, node: str) -> tuple[Decision, ...]:
    """The decisions that a step ends with, in drawing order; or none."""
    process = definition.process
    return tuple(
        Decision(
            flow,
            graph.is_return(process, flow),
            tuple(process.node[n] for n in graph.next_steps(process, flow)),
        )
        for flow in graph.decisions(process, node)
    )


def _earlier(session: Session, item: Any) -> tuple[dict[str, int], dict[str, Any] | None]:
    """Rounds of all completed nodes, and this node's answers of the round before."""
    states = session.execute(
        select(StepState.node_id, StepState.round, StepState.seq).where(
            StepState.instance_id == item.instance_id
        )
    ).all()
    seq = next((seq for node, _, seq in states if node == item.node_id), None)
    answers = _answers(session, item.instance_id, seq) if seq is not None else None
    return {node: round_ for node, round_, _ in states}, answers


def _answers(session: Session, instance: int, seq: int) -> dict[str, Any] | None:
    of_it = (Record.stream_id == instance, Record.seq == seq)
    body = session.scalar(select(Record.body).where(*of_it))
    return json.loads(body).get("answers") if body else None


def take(session: Session, actor: Actor, item_id: int, now: datetime) -> None:
    """Take an item offered to a post; nobody else sees it as offered then.

    An item whose taker no longer holds the post can be taken over. Taking what one has is fine.
    Raises NotFound and what `right` raises.
    """
    item = locked(session, actor, item_id)
    if item.row.person_id == actor.id:
        return
    try:
        right(session, item)
    except TakenByAnother:
        if _still_holds(session, item, now):
            raise
    _assign(session, item_id, actor.id)
    body = _about(item) | {"from": item.row.person_id}
    records.append(session, item.head, Fact.ITEM_TAKEN, now, actor.id, body)


def hand_back(session: Session, actor: Actor, item_id: int, now: datetime) -> None:
    """Offer an item that one has taken to all holders of its post again; raises as `take`."""
    item = locked(session, actor, item_id)
    right(session, item)
    if item.row.person_id is None:
        return
    _assign(session, item_id, None)
    records.append(session, item.head, Fact.ITEM_HANDED_BACK, now, actor.id, _about(item))


def _about(item: Locked) -> dict[str, Any]:
    about = {"item": item.row.id, "node": item.row.node_id, "round": item.row.round}
    about |= {"via": item.actor.via}
    held = item.held
    return about | ({"post": held.name, "capacity": held.capacity} if held else {})


def _assign(session: Session, item_id: int, person: int | None) -> None:
    session.execute(
        update(WorkItem)
        .where(WorkItem.id == item_id)
        .values(person_id=person)
        .execution_options(synchronize_session=False)
    )


def _still_holds(session: Session, item: Locked, now: datetime) -> bool:
    holding = holders.of(session, [item.row.post_id], now)
    return item.row.person_id in {holder.person_id for holder in holding}


def save_draft(
    session: Session, actor: Actor, item_id: int, answers: Mapping[str, Any], now: datetime
) -> None:
    """Keep what a person has typed so far, valid or not; the latest replaces the one before.

    Drafts are nobody else's business: they are not recorded, and vanish with completion. Raises
    NotFound, NotYours, DraftTooLong, and for a closed item what `right` raises.
    """
    # The lock keeps an autosave that comes late from reviving the draft of a sent item.
    item = locked(session, actor, item_id)
    if item.held is None:
        raise NotYours()
    if item.row.closed_at is not None:
        right(session, item)
    if len(json.dumps(answers)) > LONGEST_DRAFT:
        raise DraftTooLong(millions=LONGEST_DRAFT // 1_000_000)
    key = (FormDraft.item_id == item_id, FormDraft.person_id == actor.id)
    session.execute(delete(FormDraft).where(*key))
    row = {"item_id": item_id, "person_id": actor.id, "answers": dict(answers), "saved_at": now}
    session.execute(insert(FormDraft).values(row))


def draft(session: Session, actor: Actor, item_id: int) -> dict[str, Any]:
    """What a person has typed into an item so far."""
    found = session.get(FormDraft, (item_id, actor.id))
    return dict(found.answers) if found else {}


def see_notice(session: Session, actor: Actor, notice_id: int, now: datetime) -> None:
    """Mark a notice to one's post as read; again is fine. Raises NotFound for any other."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.post_id not in actor.post_ids:
        raise NotFound(what="notice", name=notice_id)
    if session.get(NoticeSeen, (notice_id, actor.id)) is None:
        session.add(NoticeSeen(notice_id=notice_id, person_id=actor.id, at=now))


def taken_by_another(session: Session, actor: Actor, view: ItemView) -> str | None:
    """The name of whoever else has the item, or None when the actor can complete it."""
    actor.need(May.WORK)
    taker = view.row.item.person_id
    return name_of(session, taker) if taker not in (None, actor.id) else None
