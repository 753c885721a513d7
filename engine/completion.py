"""Completing a step: one transaction in which state, inbox and history change together.

Lock, read, check, run, and write down; any exception undoes all of it and leaves the item open.
Ten statements and one commit for a plain step; papers add two or three, a table of indicators
four, one into which somebody typed two more, files that came with it five, an approval three, a
return three, conditions one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from engine import (
    advancing,
    approvals,
    attachments,
    dossier,
    filing,
    planning,
    proofs,
    records,
    tabling,
    versions,
)
from engine.actors import Actor
from engine.advancing import Deed
from engine.diagram.process import Flow
from engine.diagram.step import Meaning
from engine.errors import ShownChanged
from engine.fields.kinds import FieldType
from engine.foreseeing import completed_by
from engine.instances import Outcome
from engine.locking import Locked, locked, right
from engine.models import Notice, Status, plain
from engine.records import Fact
from engine.sending import Checked, Sent, checked
from engine.workflow import Position


def complete(session: Session, actor: Actor, item_id: int, sent: Sent, now: datetime) -> Outcome:
    """Complete an item with answers and, where the step ends with a decision, that decision.

    An unclaimed item is thereby taken. Raises NotFound and all that `finish` raises.
    """
    return finish(session, locked(session, actor, item_id), sent, now)


def finish(session: Session, item: Locked, sent: Sent, now: datetime) -> Outcome:
    """Complete an item that is locked.

    Raises what `right`, `sending.checked` and the step of `workflow.Spec` raise; for tables of
    indicators BadTable and TableChanged, for papers OutputMissing and PaperChanged, and for an
    approval PasswordNeeded, ProofPaused and ShownChanged.
    """
    held = right(session, item)
    given = _given(session, item, sent, item.head.seq + 1)
    deed = Deed(item, held, given, dossier.latest(session, item.row.instance_id), now)
    position = advancing.run(session, deed)
    advancing.close(session, deed)
    body = _about(deed) | {"opened": advancing.move(session, deed, position)} | _ended(position)
    if given.goes_back and given.flow is not None:
        body["voided"] = _void(session, deed, given.flow)
    else:
        body |= _file(session, deed, sent)
        _notify(session, deed)
    fact = Fact.STEP_RETURNED if given.goes_back else Fact.STEP_COMPLETED
    records.append(session, item.head, fact, now, item.actor.id, body)
    return Outcome(item.row.instance_id, Status.COMPLETED if position.ended else Status.RUNNING)


def _given(session: Session, item: Locked, sent: Sent, seq: int) -> Checked:
    """What was sent, found acceptable: files and tables by name, themselves kept beside it."""
    given = checked(item.definition, item.node, sent)
    kinds = {field.type for field in item.step.fields}
    if FieldType.INDICATORS in kinds:
        kept = tabling.keep(session, item, given.answers, given.goes_back, seq)
        attached, others = kept.attached, kept.contributors
        given = replace(given, answers=kept.answers, attached=attached, contributors=others)
    if FieldType.FILE in kinds:
        files = attachments.attach(session, item, item.step.fields, given.answers, seq)
        given = replace(given, answers=files)
    return given


def _about(deed: Deed) -> dict[str, Any]:
    """What the record says of a step; what there was not, it does not name."""
    item = deed.item
    about = {
        "item": item.row.id,
        "node": item.node.id,
        "round": item.row.round,
        "meaning": item.step.meaning.value,
        "name": item.actor.name,
        "post": deed.held.name,
        "capacity": deed.held.capacity,
        "decree": deed.held.decree,
        "via": item.actor.via,
        "answers": deed.given.answers,
        "attached": deed.given.attached,
        "contributors": deed.given.contributors,
        "decision": deed.flow,
        "reason": deed.given.reason,
    }
    return {name: fact for name, fact in about.items() if fact}


def _ended(position: Position) -> dict[str, Any]:
    return {"ended": True} if position.ended else {}


def _void(session: Session, deed: Deed, flow: Flow) -> list[int]:
    instance = deed.item.row.instance_id
    course = versions.course(session, instance)
    return approvals.void(session, instance, course, flow.target, deed.seq)


def _file(session: Session, deed: Deed, sent: Sent) -> dict[str, Any]:
    """File the papers of a step and give the approval that it means; what the record says."""
    item, answers = deed.item, deed.given.answers
    done = completed_by(item, deed.held, answers, deed.now)
    plans = planning.planned(session, item, dossier.after(deed.before, done))
    filed = filing.file(session, item, plans, sent.pressed, deed.now)
    said: dict[str, Any] = {"papers": filed.facts} if filed.facts else {}
    if item.step.meaning is not Meaning.DONE:
        proofs.prove(item.secret, item.actor, sent.evidence, deed.now)
        if sent.seen not in (None, item.head.seq):
            raise ShownChanged()
        digest = filing.bound(answers, deed.flow, plans)
        bound = approvals.Bound(digest, [version.id for version in filed.versions])
        approvals.give(session, item, deed.held, bound, deed.now, deed.seq)
        said["approved"] = {"digest": digest.hex(), "nip": item.row.nip, "papers": filed.covers}
    return said


def _notify(session: Session, deed: Deed) -> None:
    item, seq, now = deed.item, deed.seq, deed.now
    posts = [item.definition.posts.get(key) for key in item.step.notify]
    about = {"instance_id": item.row.instance_id, "node_id": item.node.id, "name": item.node.name}
    rows = [about | {"post_id": post, "seq": seq, "at": now} for post in posts if post is not None]
    if rows:
        session.execute(insert(plain(Notice)), rows)
