"""Starting and stopping instances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine import calendars, catalogue, offers, periods, reasons, records, versions
from engine.actors import Actor
from engine.errors import (
    InstanceEnded,
    NotAllowed,
    NotFound,
    PeriodRunning,
    PeriodUnknown,
    TitleMissing,
)
from engine.models import Instance, Status, Version, WorkItem
from engine.permissions import May
from engine.records import Fact
from engine.texts import tidy
from engine.workflow import STATE_FORMAT

LONGEST_TITLE, LONGEST_PERIOD = 200, 60


@dataclass(frozen=True)
class Outcome:
    """What an act did to an instance."""

    instance_id: int
    status: str


def start(
    session: Session, actor: Actor, key: str, title: str, period: str | None, now: datetime
) -> Outcome:
    """Start an instance of the version in force.

    Allowed to holders of the post in whose lane the start event stands, and to process owners.
    A period written in words is kept as its code. Raises TitleMissing, PeriodUnknown for what looks
    like a code and is none, NotFound when no version is in force, NotAllowed, and PeriodRunning
    when the SOP is already running for that period.
    """
    title, period = tidy(title), periods.coded(tidy(period or "")) or None
    if not 0 < len(title) <= LONGEST_TITLE or len(period or "") > LONGEST_PERIOD:
        raise TitleMissing(letters=LONGEST_TITLE, period_letters=LONGEST_PERIOD)
    if period and periods.is_miswritten(period):
        raise PeriodUnknown(text=period)
    # Under the process's lock no other version comes into force, and of two people who press at
    # once one is told of the other's instance.
    versions.lock(session, key)
    version = versions.in_force(session, key, calendars.today(session, now))
    definition = versions.definition(session, version.id)
    if not catalogue.may_start(actor, version.process_id, definition):
        raise NotAllowed(act=May.START.value, who=_beginner(definition))
    refuse_second(session, version, period)
    return _start(session, actor, version, definition, title, period, now)


def _beginner(definition: versions.Definition) -> str:
    process = definition.process
    return process.lane[process.start.lane].name if process.start.lane else process.name


def refuse_second(session: Session, version: Version, period: str | None) -> None:
    """Raise PeriodRunning when the SOP runs for a period already; ask under the SOP's lock."""
    if period is None:
        return
    same = (
        Instance.process_id == version.process_id,
        Instance.period == period,
        Instance.status == Status.RUNNING,
    )
    if (running := session.scalar(select(Instance.id).where(*same))) is not None:
        raise PeriodRunning(process=version.name, period=period, instance=running)


def periods_taken(session: Session, process_id: int) -> dict[str, str]:
    """The periods for which an SOP runs or has been completed, with that status.

    One that runs for a period once more is running.
    """
    found = (
        select(Instance.period, Instance.status)
        .where(Instance.process_id == process_id, Instance.period.is_not(None))
        .where(Instance.status != Status.STOPPED)
        .order_by(Instance.status == Status.RUNNING)
    )
    return {period: status for period, status in session.execute(found) if period}


def _start(
    session: Session,
    actor: Actor,
    version: Version,
    definition: versions.Definition,
    title: str,
    period: str | None,
    now: datetime,
) -> Outcome:
    position = definition.spec.start({})
    head = records.open_stream(session, "instance")
    instance = Instance(
        id=head.stream,
        process_id=version.process_id,
        version_id=version.id,
        title=title,
        period=period,
        status=Status.RUNNING,
        started_by=actor.id,
        started_at=now,
        state_format=STATE_FORMAT,
        state=position.state,
    )
    session.add(instance)
    session.flush()
    opening = offers.Opening(instance.id, definition, now, head.seq + 1)
    opened = offers.open_items(session, opening, position.tokens, {})
    body = {
        "title": title,
        "period": period,
        "version": version.number,
        "digest": version.bundle.hex(),
        "opened": opened,
        "via": actor.via,
    }
    records.append(session, head, Fact.INSTANCE_STARTED, now, actor.id, body)
    return Outcome(instance.id, Status.RUNNING)


def stop(session: Session, actor: Actor, instance_id: int, reason: str, now: datetime) -> Outcome:
    """Stop a running instance for good, with a reason; its items are closed, its record stays.

    Drafts vanish with the items. Allowed to the process's owners and to administrators. Raises
    NotFound, NotAllowed, ReasonMissing and InstanceEnded.
    """
    head = records.lock(session, instance_id)
    instance = session.get(Instance, instance_id, populate_existing=True)
    if head is None or instance is None:
        raise NotFound(what="instance", name=instance_id)
    actor.need(May.STOP, instance.process_id)
    reason = reasons.given(reason, act="Stopping")
    if instance.status != Status.RUNNING:
        raise InstanceEnded(title=instance.title, at=instance.ended_at)
    seq = head.seq + 1
    closed = session.scalars(
        update(WorkItem)
        .where(WorkItem.instance_id == instance_id, WorkItem.closed_at.is_(None))
        .values(closed_at=now, closed_seq=seq)
        .returning(WorkItem.id)
    ).all()
    offers.forget_typed(session, closed)
    instance.status, instance.ended_at, instance.state = Status.STOPPED, now, None
    session.flush()
    body = {"reason": reason, "closed": sorted(closed), "via": actor.via}
    records.append(session, head, Fact.INSTANCE_STOPPED, now, actor.id, body)
    return Outcome(instance_id, Status.STOPPED)
